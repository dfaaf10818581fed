"""Events as calendars: one, one session of it, or the whole list as it is filtered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hub import calendars
from hub.models import Event
from hub.views.events import FILTERS
from hub.views.list_filters import narrow


@require_safe
def all_events(request: HttpRequest) -> HttpResponse:
    """Coming and past: a calendar forgets nothing. Takes the filters of the list."""
    rows = list(Event.objects.newest_first().for_listing().with_subjects())
    found = narrow(rows, FILTERS, asked=request.GET.dict(), path=request.path)
    said = ", ".join(str(link.label) for link in found.chosen)
    name = f"{_('SALAM events')}: {said}" if said else _("SALAM events")
    return _file(calendars.of_events(found.rows, name), "events")


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Event.objects.for_listing(), slug=slug)
    return _file(calendars.of_event(found, found.sessions.in_order()), slug)


@require_safe
def session(request: HttpRequest, slug: str, day: int, order: int) -> HttpResponse:
    found = get_object_or_404(Event.objects.for_listing(), slug=slug)
    one = get_object_or_404(found.sessions, day=day, order=order)
    return _file(calendars.of_session(found, one), f"{slug}-{day}-{order}")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["Cache-Control"] = "public, max-age=900"
    return response
