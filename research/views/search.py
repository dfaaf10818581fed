"""The search page, and the shelves: searches whose kind is already chosen."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from research.models import Output
from research.search import Criteria, Results, find, log
from research.search.named import named
from research.usage.figures import most_used
from research.views import result_links
from research.views.facet_boxes import facet_boxes
from research.views.histogram import histogram
from research.views.result_links import Place
from research.views.suggestions import page_of
from research.vocabularies import OutputType

MOST_USED_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of one kind of output."""

    type: str
    title: Promise
    lead: Promise


SHELVES = {
    "briefs": Shelf(
        OutputType.POLICY_BRIEF,
        _("Policy briefs"),
        _("What research says to those who decide, in a few pages each."),
    ),
    "datasets": Shelf(
        OutputType.DATASET,
        _("Data sets"),
        _("Surveys and statistics behind the research, and where they can be had."),
    ),
    "learning-materials": Shelf(
        OutputType.LEARNING_MATERIAL,
        _("Learning materials"),
        _("Courses, handbooks and training for those who teach, advise or plan."),
    ),
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    results = find(Criteria.parse(request.GET))
    context = _context(results, Place(request.path))
    context["named"] = page_of(named(results.criteria))
    answer = render(request, "research/search.html", context)
    log.note(results)
    return answer


@require_safe
def shelf(request: HttpRequest, name: str) -> HttpResponse:
    found = SHELVES[name]
    parameters = request.GET.copy()
    parameters.setlist("type", [found.type])
    results = find(Criteria.parse(parameters))
    place = Place(request.path, fixed=("type", found.type))
    context = _context(results, place) | {"shelf": found}
    if name == "briefs":
        context |= _briefs(results)
    return render(request, "research/search.html", context)


def _briefs(results: Results) -> dict[str, object]:
    """Sheets with key messages; where words were sought, the pages that have them say more."""
    criteria = results.criteria
    ids = [] if criteria.text else [hit.output.pk for hit in results.hits]
    is_first = criteria == Criteria(chosen={"type": (OutputType.POLICY_BRIEF,)})
    briefs = Output.objects.published().of_type(OutputType.POLICY_BRIEF)
    used = most_used(briefs, MOST_USED_SHOWN) if is_first else []
    found = briefs.for_briefs().in_bulk({*ids, *used})
    return {
        "sheets": [found[pk] for pk in ids if pk in found],
        "most_used": [found[pk] for pk in used if pk in found],
    }


def _context(results: Results, place: Place) -> dict[str, object]:
    criteria = results.criteria
    filters = result_links.filters(place, criteria)
    return {
        "results": results,
        "criteria": criteria,
        "alert_query": criteria.on_page(1).query_string(),
        "action": place.path,
        "facets": facet_boxes(results, place),
        "histogram": histogram(results.years),
        "filters": filters,
        "unfiltered": result_links.unfiltered(place, criteria),
        "sorts": result_links.sorts(place, criteria),
        "pages": result_links.pages(place, results),
        "previous": result_links.turned(place, results, -1),
        "next": result_links.turned(place, results, 1),
        "first": place.address(criteria.on_page(1)),
        "kept": result_links.kept(place, results),
        "other_words": result_links.other_words(place, criteria),
        "respelt": place.address(criteria.asking(results.suggestion)),
        "neighbours": result_links.neighbours(place, results),
    }
