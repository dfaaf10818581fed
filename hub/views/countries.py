"""The countries: all of them, and the picture of each in four minutes."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hub.figures import topics
from hub.figures.panels import Panel
from hub.models import Event
from hub.views.charts import charts_of, panel_csv
from hub.views.works_on import works_on
from partners.models import Country, Institution, ResourceCentre
from research.models import Corridor, Output, Practice, Project, Recommendation
from research.views.facts import search_address
from research.views.who_writes import people_of
from research.vocabularies import OutputType

BRIEFS_SHOWN = 3
NEWEST_SHOWN = 5
CORRIDORS_SHOWN = 8
RECOMMENDATIONS_SHOWN = 6
EVENTS_SHOWN = 6
PROJECTS_SHOWN = 6
AGREEMENT_TYPES = (OutputType.AGREEMENT, OutputType.POLICY_DOCUMENT)


@dataclass(frozen=True, slots=True)
class Entry:
    """A country in the list, with how many outputs speak of it."""

    country: Country
    count: int


@require_safe
def country_list(request: HttpRequest) -> HttpResponse:
    is_public = Q(outputs__status="published")
    counted = Country.objects.annotate(count=Count("outputs", filter=is_public, distinct=True))
    counts = dict(counted.values_list("code", "count"))
    rows = [Entry(row, counts[row.code]) for row in Country.objects.by_name()]
    focal = [row for row in rows if row.country.is_of_the_hub]
    others = [row for row in rows if row.count and not row.country.is_of_the_hub]
    return render(request, "hub/country_list.html", {"focal": focal, "others": others})


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    found = _country(code)
    outputs = Output.objects.published().about_country(found)
    count = outputs.count()
    charts = charts_of(_panels(found), reverse("hub:country", args=[code]))
    around = _around(found)
    if not (count or charts or any(around.values())):
        raise Http404
    briefs = outputs.of_type(OutputType.POLICY_BRIEF).newest_first()
    shown = list(briefs.for_briefs()[:BRIEFS_SHOWN])
    others = outputs.findings().exclude(pk__in=[brief.pk for brief in shown]).newest_first()
    recommended = Recommendation.objects.of_published().for_country(found)
    context = {
        "country": found,
        "count": count,
        "briefs": shown,
        "brief_count": briefs.count(),
        "briefs_address": f"{reverse('research:briefs')}?country={code}",
        "newest": others.for_listing()[:NEWEST_SHOWN],
        "all_address": search_address(country=code, sort="newest"),
        "subjects": works_on(outputs, country=code),
        "charts": charts,
        "recommendations": recommended.for_register()[:RECOMMENDATIONS_SHOWN],
        "recommendation_count": recommended.count(),
        "agreements": outputs.of_type(*AGREEMENT_TYPES)
        .newest_first()
        .for_listing()[:NEWEST_SHOWN],
        "people": people_of(outputs),
    }
    return render(request, "hub/country.html", context | around)


@require_safe
def figures_csv(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    return panel_csv(_panels(_country(code)), slug, code)


def _country(code: str) -> Country:
    return get_object_or_404(Country, code=code.upper())


def _panels(found: Country) -> Iterator[Panel | None]:
    names = Country.objects.all().local_names()
    if found.is_of_the_hub:
        return topics.of_origin(found, names)
    return topics.of_destination(found, names)


def _around(found: Country) -> dict[str, object]:
    """Everything of the country that is neither output nor figure."""
    projects = Project.objects.in_country(found)
    corridors = Corridor.objects.with_outputs().touching(found).most_written_about()
    return {
        "institutes": list(Institution.objects.partners().in_country(found).by_name()),
        "institutions": list(Institution.objects.others().in_country(found).by_name()),
        "corridors": list(corridors[:CORRIDORS_SHOWN]),
        "practices": list(Practice.objects.in_country(found).by_title().for_listing()),
        "projects": list(projects.newest_first()[:PROJECTS_SHOWN]),
        "project_count": projects.count(),
        "centres": list(ResourceCentre.objects.in_country(found).by_place().for_listing()),
        "events": list(
            Event.objects.about_country(found).newest_first().for_listing()[:EVENTS_SHOWN]
        ),
    }
