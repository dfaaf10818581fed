"""Facet counts: exact, and for a chosen facet as if its own choice were not made."""

from collections.abc import Mapping

import tantivy
from tantivy import FieldType, Occur, Query

from research.search.criteria import Criteria
from research.search.facets import FACETS
from research.search.index import output_schema
from research.search.query_language import Question
from research.search.ranking import output_query

#: Values of one facet that are counted; the longest lists are institutions and people.
MOST_VALUES = 1000
YEAR = "year"

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


def count(searcher: tantivy.Searcher, question: Question, criteria: Criteria) -> dict[str, Counts]:
    """How many outputs stand under each value of each facet, and in each year.

    One pass for all facets without a choice, one more for each with one.
    """
    names = [*(facet.name for facet in FACETS), YEAR]
    narrowed = [name for name in names if name in criteria.chosen]
    if criteria.has_years:
        narrowed.append(YEAR)
    free = [name for name in names if name not in narrowed]
    counts = _counts(searcher, output_query(question, filters(criteria)), free)
    for name in narrowed:
        counts |= _counts(searcher, output_query(question, filters(criteria, but=name)), [name])
    return counts


def _counts(searcher: tantivy.Searcher, query: Query, names: list[str]) -> dict[str, Counts]:
    answer = searcher.aggregate(
        query, {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in names}
    )
    return {
        name: {_key(bucket["key"]): bucket["doc_count"] for bucket in answer[name]["buckets"]}
        for name in names
    }


def _key(key: str | float) -> str:
    return key if isinstance(key, str) else str(int(key))
