"""The countries: all of them, and the picture of each in four minutes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hub.figures import topics
from hub.figures.panels import Panel
from hub.views.charts import charts_of, panel_csv
from hub.views.shelves import Few, shelves
from hub.views.works_on import works_on
from partners.models import Country, Institution
from research.models import Corridor, Output, Recommendation
from research.models.recommendations import RecommendationQuerySet
from research.views.facts import search_address
from research.views.who_writes import people_of
from research.vocabularies import OutputType

BRIEFS_SHOWN = 3
NEWEST_SHOWN = 4
AGREEMENTS_SHOWN = 3
CORRIDORS_SHOWN = 6
RECOMMENDATIONS_SHOWN = 4
AGREEMENT_TYPES = (OutputType.AGREEMENT, OutputType.POLICY_DOCUMENT)


@dataclass(frozen=True, slots=True)
class Entry:
    """A country in the list, with how many outputs speak of it."""

    country: Country
    count: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page, for who jumps to it."""

    anchor: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A kind of who should act, and where all is that is asked of it in the country."""

    label: str
    count: int
    address: str


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
    counts = outputs.counted_by_type()
    count = sum(counts.values())
    charts = charts_of(_panels(found), reverse("hub:country", args=[code]))
    around = shelves(found)
    if not (count or charts or any(few.count for few in around.values())):
        raise Http404
    briefs = outputs.of_type(OutputType.POLICY_BRIEF).newest_first()
    shown = list(briefs.for_briefs()[:BRIEFS_SHOWN])
    others = outputs.findings().exclude(pk__in=[brief.pk for brief in shown]).newest_first()
    recommended = Recommendation.objects.of_published().for_country(found)
    agreements = outputs.of_type(*AGREEMENT_TYPES).newest_first()
    corridors = Corridor.objects.with_outputs().touching(found).most_written_about()
    context: dict[str, Any] = {
        "country": found,
        "count": count,
        "briefs": shown,
        "brief_count": counts.get(OutputType.POLICY_BRIEF, 0),
        "briefs_address": f"{reverse('research:briefs')}?country={code}",
        "newest": others.for_listing()[:NEWEST_SHOWN],
        "all_address": search_address(country=code, sort="newest"),
        "subjects": works_on(outputs, country=code),
        "charts": charts,
        "recommendations": recommended.for_register().named_first()[:RECOMMENDATIONS_SHOWN],
        "recommendation_count": recommended.count(),
        "actors": _actors(recommended, code),
        "agreements": list(agreements.for_listing()[:AGREEMENTS_SHOWN]),
        "agreement_count": sum(counts.get(kind, 0) for kind in AGREEMENT_TYPES),
        "agreements_address": search_address(country=code, type=AGREEMENT_TYPES),
        "people": people_of(outputs),
        "institutes": list(Institution.objects.partners().in_country(found).by_name()),
        "corridors": list(corridors[:CORRIDORS_SHOWN]),
        "shelves": around,
    }
    context["parts"] = _parts(context)
    return render(request, "hub/country.html", context)


def _actors(recommended: RecommendationQuerySet, code: str) -> list[Actor]:
    """Who is asked, most often first, each with the register narrowed to that."""
    here = reverse("hub:recommendations")
    asked = Recommendation.objects.filter(pk__in=recommended.values("pk")).exclude(actor="")
    counts = asked.values_list("actor").annotate(count=Count("pk")).order_by("-count", "actor")
    labels = dict(Recommendation.Actor.choices)
    return [
        Actor(str(labels[actor]), count, f"{here}?country={code}&actor={actor}")
        for actor, count in counts
    ]


def _parts(context: dict[str, Any]) -> list[Part]:
    """The way to each part that stands on the page."""
    shelved: dict[str, Few] = context["shelves"]
    rows = (
        Part("briefs", _("Policy briefs"), context["brief_count"]),
        Part("recommendations", _("Recommendations"), context["recommendation_count"]),
        Part("figures", _("Figures"), len(context["charts"])),
        Part("corridors-of", _("Corridors"), len(context["corridors"])),
        Part("outputs", _("Newest research"), context["count"]),
        Part("texts", _("Agreements and laws"), context["agreement_count"]),
        Part("centres", _("Help for migrants"), shelved["centres"].count),
        Part("practices", _("Practices"), shelved["practices"].count),
        Part("projects", _("Projects"), shelved["projects"].count),
        Part("events", _("Events"), shelved["events"].count),
        Part("people", _("People"), len(context["people"])),
        Part("institutions", _("Institutions"), shelved["institutions"].count),
    )
    return [part for part in rows if part.count]


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
