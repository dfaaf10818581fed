"""What a reader may type: words, "phrases", -not and title: author: institution: doi: year:.

Whatever is typed has a meaning; nothing is an error.
"""

from dataclasses import dataclass

import regex

from research.search import analysis, identifiers
from research.search.function_words import ENGLISH

#: What is typed beyond this is cut.
LONGEST_QUERY = 2000
#: More different words than these add cost, not sense.
MOST_WORDS = 40
#: What may be named before a colon, and the field of the index that is asked then.
#: The record holds the DOI as its parts in a row, so that the first of them find it too.
FIELDS = {"title": "title", "author": "people", "institution": "institutions", "doi": "record"}
YEAR = "year"

_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "−": "-"})
_PART = regex.compile(
    rf"(?P<minus>(?<!\S)-)?(?:(?<![^\s-])(?P<field>{'|'.join((*FIELDS, YEAR))}):\s*(?=\S))?"
    r'(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))',
    regex.IGNORECASE,
)
_YEARS = regex.compile(r"(?P<first>\d{4})?(?P<to>\.\.\.?|-)?(?P<last>\d{4})?")

#: A word as its possible stems; a phrase is a row of words.
Word = tuple[str, ...]
Phrase = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """A row of words that shall stand in one field of the index, or shall not."""

    field: str
    row: Phrase
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """From the first to the last of them; an open end is ``None``."""

    first: int | None
    last: int | None
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """The typed text, taken apart."""

    words: tuple[Word, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()
    within: tuple[Within, ...] = ()
    years: tuple[Years, ...] = ()
    #: Keys of the one output that was pasted, and the words that another would name it by.
    identifiers: tuple[str, ...] = ()
    mention: Phrase = ()
    #: Plain words as typed, those that follow one another together: for the thesaurus.
    runs: tuple[tuple[str, ...], ...] = ()
    #: What the thesaurus adds: for each concept the other words for it.
    neighbours: tuple[tuple[Phrase, ...], ...] = ()

    @property
    def asks_for_words(self) -> bool:
        return bool(self.words or self.phrases)

    @property
    def is_ranked(self) -> bool:
        """Whether one answer may be better than another."""
        demanded = any(not one.is_excluded for one in self.within)
        return bool(self.asks_for_words or self.identifiers or demanded)

    @property
    def stems(self) -> frozenset[str]:
        """Every stem of a word that was typed, and is not to be kept out."""
        demanded = [one.row for one in self.within if not one.is_excluded]
        rows = (self.words, *self.phrases, *demanded)
        return frozenset(stem for row in rows for word in row for stem in word)


def clean(text: str) -> str:
    """One line without control characters, not longer than a question may be."""
    return " ".join(regex.sub(r"\p{C}(?<![\u200c\u200d])", " ", text[:LONGEST_QUERY]).split())


def read(text: str) -> Question:
    """Take a typed text apart; whatever was typed has a meaning."""
    text = clean(text)
    if keys := identifiers.recognised(text):
        return Question(identifiers=keys, mention=_row(_without_scheme(text))[:MOST_WORDS])
    reading = _Reading()
    for part in _PART.finditer(text.translate(_CURLY)):
        reading.take(part)
    return reading.question()


class _Reading:
    """A question under way. Dictionaries keep the order and drop what is said twice."""

    def __init__(self) -> None:
        self.words: dict[Word, None] = {}
        self.phrases: dict[Phrase, None] = {}
        self.excluded: dict[Phrase, None] = {}
        self.within: dict[Within, None] = {}
        self.years: dict[Years, None] = {}
        self.runs: list[list[str]] = [[]]

    def take(self, part: "regex.Match[str]") -> None:
        is_quoted = part["phrase"] is not None
        text = part["phrase"] if is_quoted else part["word"]
        name = (part["field"] or "").lower()
        years = _years(text, is_excluded=bool(part["minus"])) if name == YEAR else None
        row = _row(text)
        is_plain = not (is_quoted or part["minus"] or name in FIELDS or years)
        if years:
            self.years[years] = None
        elif not row:
            return
        elif name in FIELDS:
            self.within[Within(FIELDS[name], row, bool(part["minus"]))] = None
        elif part["minus"]:
            self.excluded[row] = None
        elif is_quoted and len(row) > 1:
            self.phrases[row] = None
        else:
            self.words |= dict.fromkeys(row)
        if is_plain:
            self.runs[-1] += _tokens(text)
        else:
            self.runs.append([])

    def question(self) -> Question:
        return Question(
            words=_without_function_words(tuple(self.words))[:MOST_WORDS],
            phrases=tuple(self.phrases)[:MOST_WORDS],
            excluded=tuple(self.excluded)[:MOST_WORDS],
            within=tuple(self.within)[:MOST_WORDS],
            years=tuple(self.years)[:MOST_WORDS],
            runs=tuple(tuple(run[: MOST_WORDS * 2]) for run in self.runs if run)[:MOST_WORDS],
        )


def _years(text: str, *, is_excluded: bool) -> Years | None:
    found = _YEARS.fullmatch(text)
    if not found or not (found["first"] or found["last"]):
        return None
    first = int(found["first"]) if found["first"] else None
    last = int(found["last"]) if found["last"] else None
    if not found["to"] and (first is None or last is None):
        first = last = first or last
    return Years(first, last, is_excluded)


def _tokens(text: str) -> list[str]:
    return [token.word for token in analysis.tokens(analysis.normalised(text))]


def _row(text: str) -> Phrase:
    return tuple(analysis.query_stems(word) for word in _tokens(text))


def _without_scheme(text: str) -> str:
    return regex.sub(r"^(?:https?://|doi:)?(?:(?:www|dx)\.)?(?:doi\.org/)?", "", text)


def _without_function_words(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """A question of nothing but function words keeps them: it is all we have."""
    telling = tuple(word for word in words if not FUNCTION_STEMS.intersection(word))
    return telling or words


FUNCTION_STEMS = frozenset(analysis.stem(word, "en") for word in ENGLISH)
