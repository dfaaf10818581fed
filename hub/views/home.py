"""The home page: what the hub is, and the ways in."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hub.models import Event
from hub.views.structured import portal
from partners.models import Country, Institution, ResourceCentre
from research.models import Output, Practice, Recommendation, Theme
from research.views.facts import search_address
from research.vocabularies import OutputType

BRIEFS_SHOWN = 3
NEWEST_SHOWN = 4
EVENTS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class FocalCountry:
    """One of the five, its institutes, and how many outputs speak of it."""

    country: Country
    institutes: tuple[Institution, ...]
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of things and where they are listed; no address while they have no list."""

    words: str
    address: str


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    published = Output.objects.published()
    briefs = published.of_type(OutputType.POLICY_BRIEF).newest_first()
    shown = list(briefs.for_briefs()[:BRIEFS_SHOWN])
    others = published.findings().exclude(pk__in=[brief.pk for brief in shown])
    event_count = Event.objects.count()
    coming = Event.objects.coming().for_listing().first()
    past = Event.objects.exclude(pk=coming.pk) if coming else Event.objects.all()
    context = {
        "themes": Theme.objects.with_counts().in_order(),
        "briefs": shown,
        "brief_count": briefs.count(),
        "newest": others.newest_first().for_listing()[:NEWEST_SHOWN],
        "newest_address": search_address(sort="newest"),
        "countries": _countries(),
        "next_event": coming,
        "events": past.newest_first().for_listing()[:EVENTS_SHOWN],
        "event_count": event_count,
        "agencies": Institution.objects.filter(hub_role=Institution.HubRole.PROGRAMME).by_name(),
        "tallies": _tallies(published.count(), event_count),
        "linked_data": portal(),
        "examples": [_example(words) for words in _example_words()],
    }
    return render(request, "hub/home.html", context)


def _example_words() -> tuple[str, ...]:
    """What a newcomer might ask, in the reader's language."""
    return (_("recruitment fees"), _("return and reintegration"), _("informal remittances"))


def _example(words: str) -> Tally:
    return Tally(words, search_address(q=words))


def _countries() -> tuple[FocalCountry, ...]:
    is_public = Q(outputs__in=Output.objects.published())
    rows = Country.objects.of_the_hub().by_name()
    counted = Count("outputs", filter=is_public, distinct=True)
    counts = dict(rows.annotate(output_count=counted).values_list("code", "output_count"))
    institutes = list(Institution.objects.partners().by_name())
    return tuple(
        FocalCountry(
            country=country,
            institutes=tuple(one for one in institutes if one.country_id == country.code),
            count=counts[country.code],
            address=country.get_absolute_url(),
        )
        for country in rows
    )


def _tallies(outputs: int, events: int) -> tuple[Tally, ...]:
    centres, practices = ResourceCentre.objects.count(), Practice.objects.count()
    asked = Recommendation.objects.of_published().count()
    rows = (
        (outputs, ngettext("%d output", "%d outputs", outputs), "research:search"),
        (
            asked,
            ngettext("%d recommendation", "%d recommendations", asked),
            "hub:recommendations",
        ),
        (events, ngettext("%d event", "%d events", events), "hub:event-list"),
        (
            centres,
            ngettext("%d resource centre", "%d resource centres", centres),
            "hub:resource-centre-list",
        ),
        (practices, ngettext("%d practice", "%d practices", practices), "hub:practice-list"),
    )
    return tuple(Tally(words % count, _list_address(name)) for count, words, name in rows if count)


def _list_address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
