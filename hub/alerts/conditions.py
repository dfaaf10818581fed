"""What an output must have to answer a saved search, as keys that a database can compare.

``theme:gender-and-migration``, ``word:recruit``: an output has a set of keys; a search is a
list of clauses, and an output answers only if it has one key of each. The rarest clause is
the *entry*: by it PostgreSQL finds the few alerts worth a look among all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hub.alerts.questions import Typed, typed
from research.search import Criteria, analysis, thesaurus
from research.search.criteria import YEARS
from research.search.query_language import Phrase, Word

#: Raise when the clauses of a search are worked out in another way.
VERSION = 2
#: How many of all outputs have one key of a kind, roughly: only to choose the entry by.
SHARES = {
    "identifier": 0.0001,
    "person": 0.002,
    "institution": 0.03,
    "word": 0.06,
    "destination": 0.1,
    "origin": 0.1,
    "sdg": 0.15,
    "country": 0.2,
    "population": 0.2,
    "type": 0.2,
    "theme": 0.3,
}
#: Of any other kind.
USUAL_SHARE = 0.5
#: A longer word is a rarer word; each letter beyond this many makes it so by a tenth.
SHORT_WORD = 4

Clause = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conditions:
    """``entry``, ``years``, all of ``musts`` and of ``needs`` must be met; ``is_exact`` says
    whether that is enough."""

    entry: Clause
    #: Keys for which nothing else will do, and clauses of several keys.
    musts: Clause
    needs: tuple[Clause, ...]
    #: The first and the last year; most searches know none.
    years: tuple[int, int] | None
    is_exact: bool


def rules() -> str:
    """By which rules conditions are worked out: the alerts of others are worked out anew."""
    return f"{VERSION} {analysis.VERSION} {thesaurus.version()}"


def conditions(criteria: Criteria, *, all_words: bool) -> Conditions:
    asked = typed(criteria.text, all_words=all_words, with_thesaurus=criteria.with_thesaurus)
    clauses = sorted([*_of_filters(criteria), *_of_text(asked)], key=_share)
    years = _years(criteria, asked)
    entry, *others = clauses or [_of_years(years)]
    musts = tuple(clause[0] for clause in others if len(clause) == 1)
    needs = tuple(clause for clause in others if len(clause) != 1)
    return Conditions(entry, musts, needs, years, is_exact=_is_whole_truth(asked))


def _of_filters(criteria: Criteria) -> Iterator[Clause]:
    for name, values in criteria.chosen.items():
        yield tuple(f"{name}:{value}" for value in values)


def _years(criteria: Criteria, asked: Typed) -> tuple[int, int] | None:
    """Within all ranges that are asked for: by the filter, and by words such as year:2020."""
    ranges = [(one.first, one.last) for one in asked.question.years if not one.is_excluded]
    if criteria.has_years:
        ranges.append((criteria.year_min, criteria.year_max))
    if not ranges:
        return None
    return (
        max(first if first is not None else YEARS[0] for first, _last in ranges),
        min(last if last is not None else YEARS[-1] for _first, last in ranges),
    )


def _of_years(years: tuple[int, int] | None) -> Clause:
    """A search for nothing but years is entered by each of them."""
    first, last = years or (1, 0)
    return tuple(f"year:{year}" for year in range(max(first, YEARS[0]), min(last, YEARS[-1]) + 1))


def _of_text(asked: Typed) -> Iterator[Clause]:
    question = asked.question
    if question.identifiers:
        yield _clause(
            (f"identifier:{key}" for key in question.identifiers), _of_row(question.mention)
        )
    if asked.demands_all:
        for word, rows in asked.demands():
            yield _clause(_words(word), *map(_of_row, rows))
    elif question.words and not question.phrases:
        rows = tuple(row for concept in question.neighbours for row in concept)
        yield _clause(*map(_words, question.words), *map(_of_row, rows))
    # What stands in a field of the record stands in everything.
    within = [one.row for one in question.within if not one.is_excluded]
    for word in dict.fromkeys(word for row in (*question.phrases, *within) for word in row):
        yield _clause(_words(word))


def _clause(*parts: Iterable[str]) -> Clause:
    return tuple(dict.fromkeys(key for part in parts for key in part))


def _words(stems: Iterable[str]) -> Iterator[str]:
    return (f"word:{stem}" for stem in stems)


def _of_row(row: Phrase) -> Iterator[str]:
    """By the longest of its words: a row can't stand where that does not."""
    longest: Word = max(row, key=lambda word: len(word[0]), default=())
    return _words(longest)


def _is_whole_truth(asked: Typed) -> bool:
    """Whether keys say it all: they know nothing of rows, of fields and of what is kept out."""
    question = asked.question
    if question.phrases or question.excluded or question.within or question.years:
        return False
    if question.identifiers:
        return False
    rows = [row for concept in question.neighbours for row in concept]
    rows += [row for _word, found in asked.demands() for row in found]
    return all(len(row) == 1 for row in rows)


def _share(clause: Clause) -> float:
    return sum(_share_of_key(key) for key in clause)


def _share_of_key(key: str) -> float:
    kind, _colon, value = key.partition(":")
    share = SHARES.get(kind, USUAL_SHARE)
    return share * 0.9 ** max(0, len(value) - SHORT_WORD) if kind == "word" else share
