"""The facets beside the results: the likeliest values at hand, all of them on a page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from research.search import FacetCounts, FacetValue, Results
from research.views.result_links import Place

#: Facets that stand open; the others unfold.
OPEN = {"theme", "country", "type"}
#: On a shelf of briefs whoever decides looks for what is asked of them.
OPEN_ON_SHELVES = OPEN | {"actor"}
#: Values seen at once, beside those chosen: of an open facet, and of one to unfold. What is
#: rarer is found by its name.
AT_HAND, IN_A_FOLD = 8, 6


@dataclass(frozen=True, slots=True)
class FacetBox:
    """One facet as the page shows it."""

    name: str
    label: str | Promise
    values: tuple[FacetValue, ...]
    is_open: bool
    #: The address of the page with all values; empty where these are all.
    more: str = ""


def facet_boxes(results: Results, place: Place) -> tuple[FacetBox, ...]:
    """Those that would narrow something; what a shelf has fixed is not offered."""
    fixed = place.fixed[0] if place.fixed else ""
    return tuple(
        _box(facet, results, OPEN_ON_SHELVES if place.fixed else OPEN)
        for facet in results.facets
        if facet.name != fixed and _narrows(facet, results.count)
    )


def _narrows(facet: FacetCounts, count: int) -> bool:
    return any(value.is_chosen or value.count < count for value in facet.values)


def _box(facet: FacetCounts, results: Results, stand_open: set[str]) -> FacetBox:
    chosen = [value for value in facet.values if value.is_chosen]
    others = [value for value in facet.values if not value.is_chosen]
    is_open = facet.name in stand_open or bool(chosen)
    at_hand = AT_HAND if is_open else IN_A_FOLD
    more = ""
    if len(others) > at_hand:
        query = results.criteria.on_page(1).query_string()
        more = f"{reverse('research:whole-facet', args=[facet.name])}?{query}".rstrip("?")
    return FacetBox(
        name=facet.name,
        label=facet.label,
        values=(*chosen, *others[:at_hand]),
        is_open=is_open,
        more=more,
    )
