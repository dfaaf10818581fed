"""The five themes: the list of them, and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from research.formats.addresses import whole
from research.models import Output, Theme
from research.search import Criteria, find
from research.views.facet_boxes import facet_boxes
from research.views.facts import search_address
from research.views.result_links import Place
from research.views.structured import trail
from research.views.who_writes import institutions_of, people_of
from research.vocabularies import OutputType

BRIEFS_SHOWN = 3
NEWEST_SHOWN = 8
#: Facets of the theme's page; the search page has them all.
FACETS_SHOWN = ("country", "type", "form", "population")


@require_safe
def theme_list(request: HttpRequest) -> HttpResponse:
    themes = Theme.objects.with_counts().in_order()
    return render(request, "research/theme_list.html", {"themes": themes})


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Theme, slug=slug)
    outputs = Output.objects.published().about(found)
    briefs = outputs.of_type(OutputType.POLICY_BRIEF)
    results = find(Criteria(chosen={"theme": (found.slug,)}, sort="newest"))
    place = Place(reverse("research:search"), fixed=("theme", found.slug))
    facets = facet_boxes(results, place)
    context = {
        "theme": found,
        "alert_query": results.criteria.sorted_by("relevance").query_string(),
        "count": results.count,
        "briefs": briefs.newest_first().for_briefs()[:BRIEFS_SHOWN],
        "brief_count": briefs.count(),
        "briefs_address": f"{reverse('research:briefs')}?theme={found.slug}",
        "facets": [facet for facet in facets if facet.name in FACETS_SHOWN],
        "newest": [hit.output for hit in results.hits if hit.output.is_finding][:NEWEST_SHOWN],
        "all_address": search_address(theme=found.slug, sort="newest"),
        "institutions": institutions_of(outputs),
        "people": people_of(outputs),
        "themes": Theme.objects.in_order().exclude(pk=found.pk),
        "linked_data": [trail((str(found), whole(found.get_absolute_url())), under="themes")],
    }
    return render(request, "research/theme.html", context)
