"""The corridors: pairs of origin and destination, and what is known of each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hub.figures import topics
from hub.figures.facts import facts_of_corridor
from hub.views.charts import charts_of, panel_csv
from hub.views.groups import grouped
from hub.views.works_on import works_on
from partners.models import Country
from research.models import Corridor, Output, Recommendation
from research.views.facts import search_address
from research.vocabularies import OutputType

OUTPUTS_SHOWN = 10
BRIEFS_SHOWN = 3
RECOMMENDATIONS_SHOWN = 6


@require_safe
def corridor_list(request: HttpRequest) -> HttpResponse:
    rows = Corridor.objects.with_outputs().by_origin()
    groups = grouped(rows, lambda row: (row.origin_id.lower(), row.origin.local_name))
    return render(request, "hub/corridor_list.html", {"groups": groups})


@require_safe
def corridor(request: HttpRequest, pair: str) -> HttpResponse:
    ends = _ends(pair)
    outputs = Output.objects.published().about_corridor(*ends)
    count = outputs.count()
    charts = charts_of(topics.of_corridor(*ends), reverse("hub:corridor", args=[pair]))
    facts = facts_of_corridor(*ends)
    if not (count or charts or facts):
        raise Http404
    briefs = list(
        outputs.of_type(OutputType.POLICY_BRIEF).newest_first().for_listing()[:BRIEFS_SHOWN]
    )
    others = outputs.exclude(pk__in=[brief.pk for brief in briefs]).newest_first()
    whose = {"origin": ends[0].code.lower(), "destination": ends[1].code.lower()}
    recommended = Recommendation.objects.of_published().for_corridor(*ends)
    context = {
        "origin": ends[0],
        "destination": ends[1],
        "title": _("%s to %s") % (ends[0].local_name, ends[1].local_name),
        "back": _back(*ends),
        "count": count,
        "briefs": briefs,
        "outputs": others.for_listing()[:OUTPUTS_SHOWN],
        "all_address": search_address(**whose, sort="newest"),
        "subjects": works_on(outputs, **whose),
        "charts": charts,
        "facts": facts,
        "recommendations": recommended.for_register()[:RECOMMENDATIONS_SHOWN],
        "recommendation_count": recommended.count(),
    }
    return render(request, "hub/corridor.html", context)


@require_safe
def figures_csv(request: HttpRequest, pair: str, slug: str) -> HttpResponse:
    return panel_csv(topics.of_corridor(*_ends(pair)), slug, pair)


def _ends(pair: str) -> tuple[Country, Country]:
    """Origin and destination; there is no corridor from a country to itself."""
    origin, destination = pair.upper().split("-")
    found = Country.objects.in_bulk([origin, destination])
    if len(found) != 2:
        raise Http404
    return found[origin], found[destination]


def _back(origin: Country, destination: Country) -> Corridor | None:
    """The way back, where something is written of it."""
    return Corridor.objects.with_outputs().filter(origin=destination, destination=origin).first()
