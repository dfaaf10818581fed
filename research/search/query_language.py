"""What a reader may type: words, "phrases" and -not. Never an error."""

from dataclasses import dataclass

import regex

from research.search import analysis
from research.search.function_words import ENGLISH

#: What is typed beyond this is cut.
LONGEST_QUERY = 2000
#: More different words than these add cost, not sense.
MOST_WORDS = 40

_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "−": "-"})
_PART = regex.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')

#: A word as its possible stems; a phrase is a row of words.
Word = tuple[str, ...]
Phrase = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The typed text, taken apart."""

    words: tuple[Word, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()

    @property
    def asks_for_words(self) -> bool:
        return bool(self.words or self.phrases)

    @property
    def stems(self) -> frozenset[str]:
        """Every stem worth marking in a snippet."""
        return frozenset(
            stem
            for word in (*self.words, *(word for phrase in self.phrases for word in phrase))
            for stem in word
        )


def clean(text: str) -> str:
    """One line without control characters, not longer than a question may be."""
    return " ".join(regex.sub(r"\p{C}(?<![\u200c\u200d])", " ", text[:LONGEST_QUERY]).split())


def read(text: str) -> Question:
    """Take a typed text apart; whatever was typed has a meaning."""
    words: dict[Word, None] = {}
    phrases: dict[Phrase, None] = {}
    excluded: dict[Phrase, None] = {}
    for part in _PART.finditer(clean(text).translate(_CURLY)):
        row = _row(part["phrase"] if part["phrase"] is not None else part["word"])
        if not row:
            continue
        if part["minus"]:
            excluded[row] = None
        elif part["phrase"] is not None and len(row) > 1:
            phrases[row] = None
        else:
            words |= dict.fromkeys(row)
    return Question(
        words=_without_function_words(tuple(words))[:MOST_WORDS],
        phrases=tuple(phrases)[:MOST_WORDS],
        excluded=tuple(excluded)[:MOST_WORDS],
    )


def _row(text: str) -> Phrase:
    found = analysis.tokens(analysis.normalised(text))
    return tuple(analysis.query_stems(token.word) for token in found)


def _without_function_words(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """A question of nothing but function words keeps them: it is all we have."""
    telling = tuple(word for word in words if not _FUNCTION_STEMS.intersection(word))
    return telling or words


_FUNCTION_STEMS = frozenset(analysis.stem(word, "en") for word in ENGLISH)
