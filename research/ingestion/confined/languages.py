"""The languages of a document: by script first, then by letters that go together."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from copy import copy
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

#: Letters of a script, and the languages that may be meant by it. Latin is wider than the
#: hub's seven: a report in French is not to be taken for English.
SCRIPTS = {
    "Latin": (
        "[A-Za-zÀ-ɏḀ-ỿ]",
        ["en", "fr", "de", "es", "pt", "it", "nl", "vi", "tr"],
    ),
    "Devanagari": ("[\u0904-\u0939\u0958-\u0961]", ["ne", "hi"]),
    "Bengali": ("[\u0985-\u09b9\u09dc-\u09e1]", ["bn"]),
    "Arabic": ("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]", ["ur", "ar", "fa"]),
    "Sinhala": ("[\u0d85-\u0dc6]", ["si"]),
    "Tamil": ("[\u0b85-\u0bb9]", ["ta"]),
    "Cyrillic": ("[\u0400-\u04ff]", ["ru", "uk", "tg", "ky"]),
    "Chinese": ("[\u4e00-\u9fff]", ["zh"]),
}
LETTERS = {script: re.compile(letters) for script, (letters, _languages) in SCRIPTS.items()}
#: Nepali writes most of its small words as endings; Hindi has them by themselves.
SMALL_WORDS = {
    "Devanagari": {
        "ne": frozenset("र छ छन् हो हुन् छैन गर्ने गर्न भएको गरेको रहेको पनि लागि यो भन्ने गरिएको".split()),
        "hi": frozenset("है हैं के में की का और से ने को कि यह नहीं लिए गया भी पर एक था".split()),
    },
}
#: Fewer letters are a name or a slip.
FEWEST_LETTERS = 12
#: A script that makes up less of a document is quoted, not written in; and so a second
#: language of the same script, which is told apart less surely.
LEAST_OF_SCRIPTS, LEAST_OF_LANGUAGES = 0.1, 0.25
#: Pieces in which the language of a script is looked for, spread over the document.
PIECES, PIECE = 8, 600
#: Of a page so much is looked through for its fullest piece.
LOOKED_THROUGH = 1200
#: Letters are counted on so many pages, spread over the document.
COUNTED_PAGES = 48
#: Less is told of too little: the language first named for the script is meant.
FEWEST_TO_TELL = 60


@cache
def _model() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE)


@cache
def identifier(script: str) -> LanguageIdentifier:
    """Tells the languages of a script apart; made once, before the file is there."""
    made = copy(_model())
    made.set_languages(SCRIPTS[script][1])
    return made


def prepare() -> None:
    """Have at hand what the first file will ask for."""
    for script in ("Latin", "Devanagari", "Arabic"):
        identifier(script)


def languages_of(pages: Sequence[str]) -> list[str]:
    """ISO 639-1 codes of the languages a document is written in, most first."""
    counts = _letters(pages)
    everything = sum(counts.values())
    shares: dict[str, float] = defaultdict(float)
    for script, count in counts.items():
        if count >= FEWEST_LETTERS and count >= LEAST_OF_SCRIPTS * everything:
            for language, share in _shares(pages, script).items():
                shares[language] += share * count / everything
    return sorted(shares, key=lambda language: -shares[language])


def _letters(pages: Sequence[str]) -> dict[str, int]:
    counts: dict[str, int] = dict.fromkeys(SCRIPTS, 0)
    for text in pages[:: max(1, len(pages) // COUNTED_PAGES)]:
        if text.isascii():
            # Nearly all of it is letters: close enough, and far quicker.
            counts["Latin"] += (
                sum(map(str.isalpha, text[:400])) * len(text) // (min(len(text), 400) or 1)
            )
            continue
        for script, letters in LETTERS.items():
            counts[script] += len(letters.findall(text))
    return counts


def _shares(pages: Sequence[str], script: str) -> dict[str, float]:
    """Of the pieces written in a script: which part is in which language."""
    candidates = SCRIPTS[script][1]
    if len(candidates) == 1:
        return {candidates[0]: 1.0}
    pieces = _pieces(pages, script)
    if not pieces and script == "Latin":
        return {candidates[0]: 1.0}
    pieces = pieces or [" ".join(pages)[:PIECE]]
    votes = Counter(_by_words(piece, script) or _by_letters(piece, script) for piece in pieces)
    kept = {
        language: count
        for language, count in votes.items()
        if count > LEAST_OF_LANGUAGES * len(pieces)
    } or dict(votes.most_common(1))
    return {language: count / sum(kept.values()) for language, count in kept.items()}


def _by_words(piece: str, script: str) -> str:
    """Told by small words that one of two languages has and the other lacks."""
    words = Counter(re.findall(r"[^\s।,.?!]+", piece))
    said = {
        language: sum(words[word] for word in known)
        for language, known in SMALL_WORDS.get(script, {}).items()
    }
    best = max(said, key=lambda language: said[language], default="")
    return best if best and list(said.values()).count(said[best]) == 1 else ""


def _by_letters(piece: str, script: str) -> str:
    return str(identifier(script).classify(piece)[0])


def _pieces(pages: Sequence[str], script: str) -> list[str]:
    """Running text of a script: of each of some pages the part that has most letters."""
    letters = LETTERS[script]
    pieces = []
    for text in pages[:: max(1, len(pages) // PIECES)]:
        whole = min(len(text), LOOKED_THROUGH)
        parts = [text[start : start + PIECE] for start in range(0, whole, PIECE)]
        weighed = [(len(letters.findall(part)), part) for part in parts]
        count, piece = max(weighed, default=(0, ""))
        if count >= FEWEST_TO_TELL:
            pieces.append(piece)
    return pieces
