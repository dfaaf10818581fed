"""Facet counts: exact, and for a chosen facet as if its own choice were not made."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, ClassVar

import tantivy
from tantivy import FieldType, Occur, Query

from research.search.criteria import Criteria
from research.search.facets import FACETS
from research.search.index import output_schema
from research.search.query_language import Question
from research.search.ranking import output_query

#: Values of one facet that are given, beside those chosen: naming 1,000 people took longer
#: than finding (45 of 60 ms), and a page shows 20. What is rarer is found by its name.
MOST_VALUES = 25
#: Values taken from each part of the index. Of facets with more (people), those given are
#: counted once more, by themselves: taking 10,000 instead took 16 ms of a search, not 8.
MOST_TAKEN = 500
#: Values of one facet when it is shown by itself.
MOST_OF_ONE = 20_000
#: As many as can be asked for.
MOST_YEARS = 201
YEAR = "year"
#: Searches without words whose counts are kept, some 40 KB each.
MOST_KEPT = 60
NOTHING_TYPED = Question()

Counts = Mapping[str, int]


def filters(criteria: Criteria, but: str = "") -> Query | None:
    """The chosen filters as one query, but for one facet; None where nothing is chosen."""
    schema = output_schema()
    clauses = [
        (Occur.Must, Query.term_set_query(schema, name, list(values)))
        for name, values in criteria.chosen.items()
        if name != but
    ]
    if criteria.has_years and but != YEAR:
        clauses.append((Occur.Must, _years(schema, criteria)))
    return Query.boolean_query(clauses) if clauses else None


def _years(schema: tantivy.Schema, criteria: Criteria) -> Query:
    return Query.range_query(
        schema, YEAR, FieldType.Unsigned, criteria.year_min, criteria.year_max
    )


class _Kept:
    """Counts of one commit of the index, for questions without a word."""

    searcher: tantivy.Searcher | None = None
    counts: ClassVar[dict[Hashable, Mapping[str, Counts]]] = {}


def count(
    searcher: tantivy.Searcher, question: Question, criteria: Criteria
) -> Mapping[str, Counts]:
    """The counts of a search; kept until the next commit where nothing was typed.

    Whoever comes by a menu or turns a page asks for counts of the whole hub, the same ones.
    """
    if question != NOTHING_TYPED:
        return _count(searcher, question, criteria)
    if _Kept.searcher is not searcher or len(_Kept.counts) >= MOST_KEPT:
        _Kept.searcher, _Kept.counts = searcher, {}
    kept, key = _Kept.counts, _key_of(criteria)
    if key not in kept:
        kept[key] = _count(searcher, question, criteria)
    return kept[key]


def _key_of(criteria: Criteria) -> Hashable:
    chosen = frozenset((name, frozenset(values)) for name, values in criteria.chosen.items())
    return chosen, criteria.year_min, criteria.year_max


def _count(
    searcher: tantivy.Searcher, question: Question, criteria: Criteria
) -> Mapping[str, Counts]:
    """How many outputs stand under each value of each facet, and in each year.

    One pass for all facets without a choice, one more for each with one.
    """
    names = [*(facet.name for facet in FACETS), YEAR]
    narrowed = [name for name in names if name in criteria.chosen]
    if criteria.has_years:
        narrowed.append(YEAR)
    free = [name for name in names if name not in narrowed]
    counts: dict[str, dict[str, int]] = _counts(
        searcher, output_query(question, filters(criteria)), free
    )
    for name in narrowed:
        query = output_query(question, filters(criteria, but=name))
        counts |= _counts(searcher, query, [name])
        if name in criteria.chosen:
            counts[name] |= _counts_of(searcher, query, name, criteria.chosen[name])
    return counts


def count_whole(
    searcher: tantivy.Searcher, question: Question, criteria: Criteria, name: str
) -> Counts:
    """All the values of one facet, as if its own choice were not made."""
    query = output_query(question, filters(criteria, but=name))
    terms = {"field": name, "size": MOST_OF_ONE, "segment_size": MOST_OF_ONE}
    return _read(searcher.aggregate(query, {name: {"terms": terms}})[name])


def _counts(
    searcher: tantivy.Searcher, query: Query, names: list[str]
) -> dict[str, dict[str, int]]:
    answer = searcher.aggregate(query, {name: {"terms": _terms(name)} for name in names})
    counts = {name: _read(answer[name]) for name in names}
    for name in names:
        # A part of the index may have held more of a value than it gave.
        if answer[name]["doc_count_error_upper_bound"]:
            counts[name] = _counts_of(searcher, query, name, list(counts[name]))
    return counts


def _counts_of(
    searcher: tantivy.Searcher, query: Query, name: str, values: Sequence[str]
) -> dict[str, int]:
    """Of just these values, exactly: a rare one is not among the most frequent."""
    terms = {"field": name, "include": list(values), "size": len(values)}
    return _read(searcher.aggregate(query, {name: {"terms": terms}})[name])


def _terms(name: str) -> dict[str, object]:
    size = MOST_YEARS if name == YEAR else MOST_VALUES
    return {"field": name, "size": size, "segment_size": MOST_TAKEN}


def _read(answer: Mapping[str, Any]) -> dict[str, int]:
    return {_key(bucket["key"]): bucket["doc_count"] for bucket in answer["buckets"]}


def _key(key: str | float) -> str:
    return key if isinstance(key, str) else str(int(key))
