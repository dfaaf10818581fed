"""The events: what is coming, what was, and the page of each with its programme."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hub.models import Event, EventInstitution
from hub.views import fact_rows, list_filters
from hub.views.fact_rows import Rows, facts_of, sources_of
from hub.views.groups import grouped
from hub.views.list_filters import Filter, narrow
from hub.views.programme import programme
from hub.views.structured import event_data
from research.models import Output
from research.views.facts import Value
from research.vocabularies import Form, OutputType, Population, Stage

FILTERS = (
    Filter("country", _("Held in"), list_filters.one_country),
    Filter("kind", _("Kind"), list_filters.kind),
    Filter("theme", _("Theme"), list_filters.themes),
    Filter("form", _("Form of migration"), list_filters.vocabulary("forms", Form)),
    Filter("stage", _("Stage of migration"), list_filters.vocabulary("stages", Stage)),
    Filter("population", _("People"), list_filters.vocabulary("populations", Population)),
)
LIST = "hub:event-list"


@dataclass(frozen=True, slots=True)
class Recommended:
    """What the event's report asks for: it stands there, the event names the headings."""

    report: Output
    count: int
    topics: tuple[str, ...]


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    rows = Event.objects.newest_first().for_listing().with_subjects()
    found = narrow(list(rows), FILTERS, asked=request.GET.dict(), path=request.path)
    today = timezone.localdate()
    past = [event for event in found.rows if event.ends_on < today]
    context = {
        "found": found,
        "calendar_address": _calendar(request),
        # The next one first, while the past is read backwards.
        "coming": [event for event in reversed(found.rows) if event.ends_on >= today],
        "years": grouped(
            past, lambda event: (f"y{event.starts_on.year}", str(event.starts_on.year))
        ),
    }
    return render(request, "hub/event_list.html", context)


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Event.objects.for_listing().with_subjects(), slug=slug)
    days = programme(found)
    context = {
        "event": found,
        "organisers": _in_role(found, EventInstitution.Role.ORGANISER),
        "partners": _in_role(found, EventInstitution.Role.PARTNER),
        "days": days,
        "has_hours": bool(found.starts or any(part.starts for day in days for part in day.parts)),
        "facts": facts_of(found, FACTS),
        "sources": sources_of(found),
    }
    came_of = _came_of(found)
    context["linked_data"] = event_data(found, came_of["outputs"])
    return render(request, "hub/event.html", context | came_of)


def _calendar(request: HttpRequest) -> str:
    """The calendar of the list as it is filtered."""
    asked = {each.name: value for each in FILTERS if (value := request.GET.get(each.name))}
    address = reverse("hub:events-calendar")
    return f"{address}?{urlencode(asked)}" if asked else address


def _came_of(found: Event) -> dict[str, Any]:
    """What the event produced, and the work it belongs to."""
    outputs = list(found.outputs.published().newest_first().for_listing())
    report = next((each for each in outputs if each.type == OutputType.EVENT_REPORT), None)
    return {
        "outputs": outputs,
        "report": report,
        "recommended": _recommended(report),
        "projects": found.projects.newest_first().for_listing(),
        "practices": found.practices.by_title().for_listing(),
    }


def _in_role(found: Event, role: str) -> list[EventInstitution]:
    return [link for link in found.event_institutions.all() if link.role == role]


def _recommended(report: Output | None) -> Recommended | None:
    points = list(report.recommendations.in_order()) if report else []
    if not report or not points:
        return None
    topics = tuple(dict.fromkeys(point.topic for point in points if point.topic))
    return Recommended(report, len(points), topics)


def _mode(found: Event) -> Iterable[Value]:
    stated = found.mode != Event.Mode.UNSPECIFIED
    return fact_rows.plain(found.get_mode_display() if stated else "")


def _held_in(found: Event) -> Iterable[Value]:
    place = ", ".join(part for part in (found.venue, found.city) if part)
    yield from fact_rows.plain(place)
    yield from fact_rows.countries(LIST, [found.country] if found.country else [])


FACTS: Rows = (
    (_("When"), lambda found: fact_rows.plain(found.dates_display)),
    (_("Note on the dates"), lambda found: fact_rows.plain(found.date_note)),
    (_("Where"), _held_in),
    (_("How"), _mode),
    (_("Participants"), lambda found: fact_rows.plain(found.participant_count)),
    (
        _("Countries it spoke of"),
        lambda found: map(Value, (country.local_name for country in found.countries.all())),
    ),
    (_("Form of migration"), fact_rows.vocabulary(LIST, "form", "forms", Form)),
    (_("Stage of migration"), fact_rows.vocabulary(LIST, "stage", "stages", Stage)),
    (_("People it spoke of"), fact_rows.vocabulary(LIST, "population", "populations", Population)),
)
