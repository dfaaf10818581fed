"""The facets beside the results: the likeliest values at hand, the next behind a fold."""

from dataclasses import dataclass

from django.utils.functional import Promise

from research.search import FacetCounts, FacetValue, Results
from research.views.result_links import Place

#: Facets that stand open; the others unfold.
OPEN = {"theme", "country", "type"}
#: Values seen at once, and all that a page carries. What is rarer is found by its name.
AT_HAND = 8
AT_MOST = 12


@dataclass(frozen=True, slots=True)
class FacetBox:
    """One facet as the page shows it."""

    name: str
    label: str | Promise
    at_hand: tuple[FacetValue, ...]
    folded: tuple[FacetValue, ...]
    is_open: bool


def facet_boxes(results: Results, place: Place) -> tuple[FacetBox, ...]:
    """Those that would narrow something; what a shelf has fixed is not offered."""
    fixed = place.fixed[0] if place.fixed else ""
    return tuple(
        _box(facet)
        for facet in results.facets
        if facet.name != fixed and _narrows(facet, results.count)
    )


def _narrows(facet: FacetCounts, count: int) -> bool:
    return any(value.is_chosen or value.count < count for value in facet.values)


def _box(facet: FacetCounts) -> FacetBox:
    chosen = [value for value in facet.values if value.is_chosen]
    others = [value for value in facet.values if not value.is_chosen]
    values = (*chosen, *others[:AT_MOST])
    at_hand = max(AT_HAND, len(chosen))
    return FacetBox(
        name=facet.name,
        label=facet.label,
        at_hand=values[:at_hand],
        folded=values[at_hand:],
        is_open=facet.name in OPEN or bool(chosen),
    )
