"""All that a search finds, piece by piece: what exports, feeds and the API walk through.

By a date or the title every piece is found by where the one before it ended, and costs the
same at any depth. By the best match the place is a rank, so the walk ends at a limit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import tantivy
from tantivy import FieldType, Occur, Query

from research.models import Output
from research.search import counting, index, plain, query_language, thesaurus
from research.search.criteria import Criteria
from research.search.query_language import Question
from research.search.ranking import output_query
from research.search.results import ORDERS

#: Nobody reads further by rank, and every step would rank all before it again.
DEEPEST_RANK = 10_000
#: Outputs found at once while walking through everything.
STRIDE = 1_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Ids in order, and the place after them; none where the walk ends."""

    ids: list[int]
    after: int | None


def stretch(criteria: Criteria, *, after: int | None, size: int) -> Stretch:
    """The next ``size`` ids of a search, from the place that the stretch before it gave."""
    question = query_language.read(criteria.text)
    try:
        searcher, _pages = index.live().searchers()
    except index.IndexAway:
        return _plain_stretch(criteria, question, after or 0, size)
    if criteria.with_thesaurus:
        question, _also = thesaurus.widened(question)
    query = output_query(question, counting.filters(criteria))
    order = _order(criteria, question)
    if order:
        return _ordered(searcher, query, order, after, size)
    return _ranked(searcher, query, after or 0, size)


def ids(criteria: Criteria, *, most: int) -> Iterator[int]:
    """Ids of what a search finds, at most so many, in its order."""
    after: int | None = None
    left = most
    while left > 0:
        found = stretch(criteria, after=after, size=min(STRIDE, left))
        yield from found.ids
        left, after = left - len(found.ids), found.after
        if after is None:
            return


def count(criteria: Criteria) -> int:
    """How many outputs a search finds."""
    question = query_language.read(criteria.text)
    try:
        searcher, _pages = index.live().searchers()
    except index.IndexAway:
        return plain.matching(criteria, question).count()
    if criteria.with_thesaurus:
        question, _also = thesaurus.widened(question)
    found = searcher.search(output_query(question, counting.filters(criteria)), 1)
    return int(found.count)  # type: ignore[attr-defined]


def _order(criteria: Criteria, question: Question) -> str | None:
    order = ORDERS.get(criteria.sort)
    return order or (None if question.is_ranked else ORDERS["newest"])


def _ordered(
    searcher: tantivy.Searcher, query: Query, order: str, after: int | None, size: int
) -> Stretch:
    """Every order is a number of its own, highest first: what comes after is what is lower."""
    if after is not None:
        lower = Query.range_query(
            index.output_schema(), order, FieldType.Unsigned, None, after, True, False
        )
        query = Query.boolean_query([(Occur.Must, query), (Occur.Must, lower)])
    hits = searcher.search(query, size + 1, count=False, order_by_field=order).hits
    last = int(hits[size - 1][0]) if len(hits) > size else None
    return Stretch(_ids(searcher, hits[:size]), last)


def _ranked(searcher: tantivy.Searcher, query: Query, rank: int, size: int) -> Stretch:
    end = min(rank + size, DEEPEST_RANK)
    # From the first on: which of equal ones are among these is decided there (see results).
    hits = searcher.search(query, end + 1, count=False).hits
    has_more = len(hits) > end and end < DEEPEST_RANK
    return Stretch(_ids(searcher, hits[rank:end]), end if has_more else None)


def _ids(searcher: tantivy.Searcher, hits: Sequence[tuple[Any, tantivy.DocAddress]]) -> list[int]:
    return cast("list[int]", searcher.fast_field_values("id", [address for _key, address in hits]))


def _plain_stretch(criteria: Criteria, question: Question, start: int, size: int) -> Stretch:
    found = Output.objects.filter(pk__in=plain.matching(criteria, question).values("pk"))
    keys = list(found.newest_first().values_list("pk", flat=True)[start : start + size + 1])
    has_more = len(keys) > size and start + size < DEEPEST_RANK
    return Stretch(keys[:size], start + size if has_more else None)
