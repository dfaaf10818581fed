"""From text to the words that are compared: the same for index, query and highlighting.

A token is a run of letters, marks and digits. Its *stem* is what is compared:
normalised, and stemmed by script. The index gets stems joined by blanks.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeVar

import regex
import Stemmer

#: Raise when stems change: an index made by other rules is rebuilt.
VERSION = 2
#: Longer runs of letters are no words; they are cut to keep the index sane.
LONGEST_WORD = 64

# Joiners inside a word belong to its spelling, not to its letters.
_JOINERS = "\u200c\u200d\u00ad"
_TOKEN = regex.compile(rf"[\p{{L}}\p{{M}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}{_JOINERS}]*")
# The same for texts of nothing but the first plane of Unicode, which holds all our scripts:
# spelt out for Python's own expressions it takes 25 microseconds an abstract, not 67.
_PLANE = "".join(map(chr, range(0x10000)))
_RUNS = regex.findall(r"[\p{L}\p{M}\p{N}]+", _PLANE)
_FREQUENT = re.compile(f"[{_JOINERS}{''.join(f'{run[0]}-{run[-1]}' for run in _RUNS)}]+")
_RARE = re.compile("[\U00010000-\U0010ffff]")
_SPELLINGS = str.maketrans(
    {
        **dict.fromkeys(_JOINERS),
        "ي": "ی",  # Arabic yeh and alef maksura to the Urdu yeh
        "ى": "ی",
        "ك": "ک",  # Arabic kaf to the Urdu keheh
        "ـ": None,  # tatweel only stretches a word
    }
)
# Short vowels of the Arabic script, which most writers leave out.
_ARABIC_VOWELS = regex.compile(r"[\u064B-\u0652\u0670]")
_LATIN = regex.compile(r"\p{Latin}")

_STEMMERS = {
    "en": Stemmer.Stemmer("english"),
    "hi": Stemmer.Stemmer("hindi"),
    "ne": Stemmer.Stemmer("nepali"),
    "ta": Stemmer.Stemmer("tamil"),
    "ar": Stemmer.Stemmer("arabic"),
}

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands in the text, and where: ``text[start:end]``."""

    start: int
    end: int
    word: str


def normalised(text: str) -> str:
    """The form in which offsets of tokens hold: Unicode's NFC."""
    return unicodedata.normalize("NFC", text)


def tokens(text: str) -> Iterator[Token]:
    """The words of a normalised text, with their places in it."""
    for match in _TOKEN.finditer(text):
        yield Token(match.start(), match.end(), match.group())


def stems(text: str, language: str) -> str:
    """The stems of ``text`` in order, joined by blanks: what a field of the index gets."""
    return _joined(_STEMS[language], _words(text))


def spelt(text: str) -> str:
    """The words of ``text`` as they are spelt, unstemmed: what as-you-type compares."""
    return _joined(_FOLDED, _words(text))


def stems_and_spelt(text: str, language: str) -> tuple[str, str]:
    """Both, for the price of one look for the words."""
    words = _words(text)
    return _joined(_STEMS[language], words), _joined(_FOLDED, words)


def stem(word: str, language: str) -> str:
    """What stands in the index for ``word`` in a text of ``language`` (ISO 639-1)."""
    return _STEMS[language][word]


def folded(word: str) -> str:
    """``word`` without what its writers differ in: case, accents, joiners, digits' script."""
    return _FOLDED[word]


def _words(text: str) -> list[str]:
    """The words of a text without their places; every word of every page passes here."""
    text = normalised(text)
    return (_TOKEN if _RARE.search(text) else _FREQUENT).findall(text)


def _joined(known: Mapping[str, str], words: Iterable[str]) -> str:
    joined = " ".join(map(known.__getitem__, words))
    # A word of nothing but joiners or vowel signs leaves nothing.
    return " ".join(joined.split()) if "  " in f" {joined} " else joined


@lru_cache(maxsize=10_000)
def query_stems(word: str) -> tuple[str, ...]:
    """All stems a typed word may have: nobody says in which language they type."""
    languages = ("hi", "ne") if _is_devanagari(word) else ("ur", "ar")
    return tuple(dict.fromkeys(stem(word, language) for language in languages))


def _fold(word: str) -> str:
    word = word.translate(_SPELLINGS).casefold()
    word = "".join(
        str(unicodedata.digit(letter)) if letter.isdigit() and letter.isdecimal() else letter
        for letter in word
    )
    if _LATIN.search(word):
        word = "".join(
            letter
            for letter in unicodedata.normalize("NFD", word)
            if not unicodedata.combining(letter)
        )
    return _ARABIC_VOWELS.sub("", word)[:LONGEST_WORD]


def _stem(word: str, language: str) -> str:
    plain = folded(word)
    stemmer = _stemmer_for(plain, language)
    return stemmer.stemWord(plain) if stemmer else plain


def _stemmer_for(word: str, language: str) -> "Stemmer.Stemmer | None":
    """By script first: an English name in a Nepali paper is still English."""
    script = _script(word)
    if script == "Latin":
        return _STEMMERS["en"]
    if script == "Devanagari":
        return _STEMMERS["ne" if language == "ne" else "hi"]
    if script == "Tamil":
        return _STEMMERS["ta"]
    return _STEMMERS["ar"] if script == "Arabic" and language == "ar" else None


def _script(word: str) -> str:
    """The script of the first letter, by its Unicode name: ``DEVANAGARI LETTER KA``."""
    for letter in word:
        if letter.isalpha():
            return unicodedata.name(letter, "").partition(" ")[0].capitalize()
    return ""


def _is_devanagari(word: str) -> bool:
    return _script(word) == "Devanagari"


class Known(dict[K, V]):
    """What was worked out once. It is emptied before it grows beyond its bound."""

    def __init__(self, work_out: Callable[[K], V], bound: int = 200_000) -> None:
        super().__init__()
        self._work_out, self._bound = work_out, bound

    def __missing__(self, key: K) -> V:
        if len(self) >= self._bound:
            self.clear()
        value = self[key] = self._work_out(key)
        return value


_FOLDED = Known(_fold)
_STEMS: Known[str, Known[str, str]] = Known(lambda code: Known(partial(_stem, language=code)))
