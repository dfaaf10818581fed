"""The answer to a search: ``find(criteria)``."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import cast

import tantivy
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from research.models import Output
from research.search import counting, index, plain, query_language, thesaurus
from research.search.criteria import LAST_PAGE, PAGE_SIZE, Criteria
from research.search.facets import FACETS, Captions, Facet
from research.search.page_hits import PageHit, page_hits
from research.search.query_language import Question
from research.search.ranking import output_query
from research.search.snippets import snippet
from research.search.spelling import respelt
from research.search.thesaurus import Label
from research.search.works import Linked, OtherEdition, linked

#: By which field an order other than the best match sorts; all are unique numbers.
ORDERS = {"newest": "newest", "oldest": "oldest", "title": "alphabet"}


@dataclass(frozen=True, slots=True)
class Hit:
    """An output that answers, with the marked words and the pages that say it."""

    output: Output
    snippet: SafeString
    pages: tuple[PageHit, ...] = ()
    #: The work's other editions. Those that answer too stand here only, but count.
    editions: tuple[OtherEdition, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetCounts:
    name: str
    label: str | Promise
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class YearCount:
    year: int
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found. ``is_plain``: PostgreSQL answered, as the index is away."""

    criteria: Criteria
    count: int
    hits: tuple[Hit, ...]
    facets: tuple[FacetCounts, ...]
    years: tuple[YearCount, ...]
    seconds: float
    is_plain: bool = False
    #: What the thesaurus added to the words typed.
    also_searched: tuple[Label, ...] = ()
    #: The text with unknown words spelt as their nearest neighbours; empty if none is.
    suggestion: str = ""
    #: Where nothing was found: words of the thesaurus near to those typed that find something.
    neighbours: tuple[Label, ...] = ()

    @property
    def page_count(self) -> int:
        return min(math.ceil(self.count / PAGE_SIZE), LAST_PAGE)


def find(criteria: Criteria) -> Results:
    """Answer a search, from the index or, where that is away, plainly from PostgreSQL."""
    started = perf_counter()
    question = query_language.read(criteria.text)
    try:
        outputs_searcher, pages_searcher = index.live().searchers()
    except index.IndexAway:
        return _plain_results(criteria, question, started)
    also: tuple[Label, ...] = ()
    if criteria.with_thesaurus:
        question, also = thesaurus.widened(question)
    count, ids = _ids(outputs_searcher, question, criteria)
    works = linked(ids)
    outputs = _in_order(_on_page(ids, works, criteria))
    pages = page_hits(pages_searcher, question, outputs)
    counts = counting.count(outputs_searcher, question, criteria)
    return Results(
        criteria=criteria,
        count=count,
        hits=tuple(
            _hit(output, question, pages.get(output.pk, ()), works.editions.get(output.pk, ()))
            for output in outputs
        ),
        facets=_facets(counts, criteria),
        years=_year_counts(counts[counting.YEAR], criteria),
        seconds=perf_counter() - started,
        also_searched=also,
        suggestion="" if question.identifiers else respelt(outputs_searcher, criteria.text),
        neighbours=() if count else _neighbours(outputs_searcher, question, criteria),
    )


def _neighbours(
    searcher: tantivy.Searcher, question: Question, criteria: Criteria
) -> tuple[Label, ...]:
    filters = counting.filters(criteria)
    return tuple(
        label
        for label in thesaurus.near(question)
        if searcher.search(output_query(query_language.read(f'"{label}"'), filters), 1).count  # type: ignore[attr-defined]
    )


def _plain_results(criteria: Criteria, question: Question, started: float) -> Results:
    count, outputs = plain.find(criteria, question)
    return Results(
        criteria=criteria,
        count=count,
        hits=tuple(_hit(output, question) for output in outputs),
        facets=(),
        years=(),
        seconds=perf_counter() - started,
        is_plain=True,
    )


def _ids(
    searcher: tantivy.Searcher, question: Question, criteria: Criteria
) -> tuple[int, list[int]]:
    """How many outputs match, and the ids of those up to the page asked for, in order."""
    query = output_query(question, counting.filters(criteria))
    end = criteria.page * PAGE_SIZE
    order = ORDERS.get(criteria.sort)
    if order is None and not question.is_ranked:
        order = ORDERS["newest"]  # without words nothing matches better than the next
    result = searcher.search(query, end, order_by_field=order)
    # Equal scores stay in Tantivy's own order. Another would let pages overlap: which of the
    # equal ones are among the first forty is decided there.
    addresses = [address for _key, address in result.hits]
    ids = cast("list[int]", searcher.fast_field_values("id", addresses))
    return result.count, ids  # type: ignore[attr-defined]


def _on_page(ids: list[int], works: Linked, criteria: Criteria) -> list[int]:
    """Twenty outputs, less those whose work stands before them here or on an earlier page."""
    firsts = set(works.firsts(ids))
    return [pk for pk in ids[(criteria.page - 1) * PAGE_SIZE :] if pk in firsts]


def _in_order(ids: list[int]) -> list[Output]:
    """What was withdrawn since the index was written is not among them."""
    rows = {row.pk: row for row in Output.objects.published().filter(pk__in=ids).for_results()}
    return [rows[pk] for pk in ids if pk in rows]


def _hit(
    output: Output,
    question: Question,
    pages: tuple[PageHit, ...] = (),
    editions: tuple[OtherEdition, ...] = (),
) -> Hit:
    return Hit(output, snippet(output.summary, question, output.language), pages, editions)


def _facets(
    counts: Mapping[str, Mapping[str, int]], criteria: Criteria
) -> tuple[FacetCounts, ...]:
    """Facets that name the same kind of thing have their values named in one question."""
    values = {f.name: {*counts[f.name], *criteria.chosen.get(f.name, ())} for f in FACETS}
    asked: dict[Captions, set[str]] = {}
    for facet in FACETS:
        asked.setdefault(facet.captions, set()).update(values[facet.name])
    named = {captions: captions(wanted) for captions, wanted in asked.items()}
    return tuple(
        _facet_counts(facet, counts[facet.name], named[facet.captions], criteria)
        for facet in FACETS
    )


def _facet_counts(
    facet: Facet, counts: Mapping[str, int], captions: Mapping[str, str], criteria: Criteria
) -> FacetCounts:
    chosen = criteria.chosen.get(facet.name, ())
    values = [
        FacetValue(value, captions[value], counts.get(value, 0), value in chosen)
        for value in {*counts, *chosen}
        if value in captions
    ]
    values.sort(key=lambda value: (-value.count, value.label))
    return FacetCounts(facet.name, facet.label, tuple(values))


def _year_counts(counts: Mapping[str, int], criteria: Criteria) -> tuple[YearCount, ...]:
    first, last = criteria.year_min or 0, criteria.year_max or 9999
    return tuple(
        YearCount(year, count, criteria.has_years and first <= year <= last)
        for year, count in sorted((int(year), count) for year, count in counts.items())
    )
