"""CALENDARS: events and sessions as iCalendar (RFC 5545), for any program that keeps dates.

A UID never changes, SEQUENCE counts what changed, a cancelled event stays and says so.
Knows no HTTP.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, vText
from icalendar import Event as Entry

from hub.models import Event, Session
from hub.posting.letters import host, one_line

#: How often a program that follows the calendar should look again (RFC 7986, 5.7).
LOOK_AGAIN = timedelta(hours=12)
A_DAY = timedelta(days=1)
#: A session whose end nobody has said.
AN_HOUR = timedelta(hours=1)


def of_events(events: Iterable[Event], name: str) -> bytes:
    """One entry an event; for whole lists."""
    return _calendar(name, [_event(event) for event in events])


def of_event(event: Event, sessions: Iterable[Session]) -> bytes:
    """The event, and each of its sessions whose hours are known."""
    timed = [_session(event, session) for session in sessions if session.starts_at]
    return _calendar(event.title, [_event(event), *timed])


def of_session(event: Event, session: Session) -> bytes:
    """One session; on its day, where the hours are not known."""
    return _calendar(session.title, [_session(event, session)])


def of_a_place(event: Event) -> bytes:
    """The event as those take it along who have a place: with the way to join."""
    entry = _event(event)
    _add_way_in(entry, event)
    return _calendar(event.title, [entry])


def _calendar(name: str, entries: list[Entry]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//SALAM//Knowledge Hub//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("name", one_line(name))
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(event: Event) -> Entry:
    entry = _entry(f"event-{event.pk}", event, event.title, event.revision)
    if event.starts and event.ends:
        entry.add("dtstart", event.starts)
        entry.add("dtend", event.ends)
    else:
        entry.add("dtstart", event.starts_on)
        entry.add("dtend", event.ends_on + A_DAY)  # the day on which it is over
    entry.add("last-modified", event.updated_at.astimezone(UTC))
    entry.add("description", _said(event.summary, _address(event)))
    _add_place(entry, event, "")
    return entry


def _session(event: Event, session: Session) -> Entry:
    entry = _entry(f"session-{session.pk}", event, session.title, session.revision)
    day = event.starts_on + timedelta(days=session.day - 1)
    if start := event.moment(day, session.starts_at):
        entry.add("dtstart", start)
        entry.add("dtend", event.moment(day, session.ends_at) or start + AN_HOUR)
    else:
        entry.add("dtstart", day)
        entry.add("dtend", day + A_DAY)
    entry.add("last-modified", session.updated_at.astimezone(UTC))
    entry.add("description", _said(session.summary, f"{event.title}\n{_address(event)}"))
    entry.add("related-to", _uid(f"event-{event.pk}"))
    _add_place(entry, event, session.room)
    return entry


def _entry(name: str, event: Event, title: str, revision: int) -> Entry:
    entry = Entry()
    entry.add("uid", _uid(name))
    entry.add("dtstamp", datetime.now(UTC))
    entry.add("sequence", revision)
    summary = vText(one_line(title), params={"LANGUAGE": get_language() or "en"})
    entry.add("summary", summary)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    entry.add("url", _address(event))
    return entry


def _uid(name: str) -> str:
    return f"{name}@{host()}"


def _address(event: Event) -> str:
    return f"{settings.HUB_URL}{event.get_absolute_url()}"


def _said(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _add_place(entry: Entry, event: Event, room: str) -> None:
    country = event.country.local_name if event.country else ""
    place = [part for part in (room, event.venue, event.city, country) if part]
    if event.mode == Event.Mode.ONLINE:
        place = [_("Online")]
    if place:
        entry.add("location", ", ".join(place))
    if event.is_open_to_all:
        _add_way_in(entry, event)


def _add_way_in(entry: Entry, event: Event) -> None:
    """Once: who has a place at an open event needs it no second time."""
    if event.online_url and "conference" not in entry:
        entry.add("conference", event.online_url, parameters={"VALUE": "URI"})
