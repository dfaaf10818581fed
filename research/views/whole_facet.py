"""The page of one facet: every value, each a search, and a field to look for one among them."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from research.search import Criteria, query_language
from research.search.facets import BY_NAME
from research.search.index import IndexAway
from research.search.whole_facet import WholeFacet, whole
from research.views import result_links
from research.views.result_links import Kept, Link, Place

#: A longer beginning is nobody's name.
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """A value with the search that has it, or has it no longer."""

    link: Link
    count: int


@require_safe
def whole_facet(request: HttpRequest, name: str) -> HttpResponse:
    if name not in BY_NAME:
        raise Http404
    criteria = Criteria.parse(request.GET).on_page(1)
    place = Place(reverse("research:search"))
    among = query_language.clean(request.GET.get("among", ""))[:LONGEST]
    try:
        found = whole(criteria, BY_NAME[name], among)
    except IndexAway:
        # The results say why they can't be narrowed now.
        return redirect(place.address(criteria))
    context = {
        "facet": found.facet,
        "choices": tuple(_choices(found, criteria, place)),
        "left_out": found.left_out,
        "among": among,
        "criteria": criteria,
        "filters": result_links.filters(place, criteria),
        "unfiltered": result_links.unfiltered(place, criteria),
        "back": place.address(criteria),
        "kept": [Kept(*pair) for pair in criteria.pairs()],
    }
    return render(request, "research/whole_facet.html", context)


def _choices(found: WholeFacet, criteria: Criteria, place: Place) -> list[Choice]:
    name = found.facet.name
    return [
        Choice(
            Link(
                value.label,
                place.address(
                    criteria.without(name, value.value)
                    if value.is_chosen
                    else criteria.choosing(name, value.value)
                ),
                is_current=value.is_chosen,
            ),
            value.count,
        )
        for value in found.values
    ]
