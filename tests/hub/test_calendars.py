"""Calendars: what three libraries nobody here wrote read in them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import ics
import pytest
import vobject
from django.core.management import call_command
from django.test import Client
from icalendar import Calendar

from hub.models import Event
from tests.factories import EventFactory, SessionFactory

pytestmark = pytest.mark.django_db

NASTY = "Fees; costs, “debt” \\ and back\nसीमा पार, " + "long " * 40


def entries(client: Client, address: str) -> list:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_event_without_hours_is_whole_days(client: Client):
    event = EventFactory(starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 2), title=NASTY)

    (entry,) = entries(client, f"/events/{event.slug}.ics")

    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2026, 3, 1), date(2026, 3, 3))
    assert str(entry["summary"]) == " ".join(NASTY.split())
    assert str(entry["location"]) == "Kathmandu, Nepal"
    assert (entry["status"], entry["sequence"]) == ("CONFIRMED", 0)


def test_hours_are_of_the_events_own_zone_and_the_zone_is_told(client: Client):
    event = EventFactory(
        starts_on=date(2026, 7, 1),
        ends_on=date(2026, 7, 1),
        starts_at=time(9, 30),
        ends_at=time(17),
        timezone="Europe/Zurich",
    )
    SessionFactory(event=event, day=1, order=1, starts_at=time(10), title="Timed")
    SessionFactory(event=event, day=1, order=2, title="Not timed")

    whole, session = entries(client, f"/events/{event.slug}.ics")
    text = client.get(f"/events/{event.slug}.ics").content

    zurich = ZoneInfo("Europe/Zurich")
    assert whole["dtstart"].dt == datetime(2026, 7, 1, 9, 30, tzinfo=zurich)
    assert whole["dtstart"].dt.astimezone(UTC) == datetime(2026, 7, 1, 7, 30, tzinfo=UTC)
    assert str(session["summary"]) == "Timed"
    assert session["dtend"].dt - session["dtstart"].dt == timedelta(hours=1)
    assert b"BEGIN:VTIMEZONE\r\nTZID:Europe/Zurich" in text


def test_lines_are_folded_and_end_as_rfc_5545_says(client: Client):
    event = EventFactory(title="A; b, c", summary="न" * 300 + "\nmore")

    text = client.get(f"/events/{event.slug}.ics").content

    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert text.count(b"\n") == text.count(b"\r\n")
    assert b"\\n" in text
    assert b"\\;" in text
    assert b"\\," in text


def test_a_change_of_the_date_counts_and_another_does_not(client: Client):
    event = EventFactory()
    event.participant_count = 40
    event.save()
    event.venue = "Another hall"
    event.save()
    event.state = Event.State.CANCELLED
    event.save()

    (entry,) = entries(client, f"/events/{event.slug}.ics")

    assert (entry["sequence"], entry["status"]) == (2, "CANCELLED")
    assert str(entry["uid"]).startswith(f"event-{event.pk}@")


def test_one_session_is_a_calendar_too(client: Client):
    session = SessionFactory(day=2, order=3, starts_at=time(9), ends_at=time(10, 30))

    (entry,) = entries(client, f"/events/{session.event.slug}/sessions/2-3.ics")

    assert entry["dtstart"].dt.date() == session.event.starts_on + timedelta(days=1)
    assert str(entry["related-to"]).startswith(f"event-{session.event_id}@")


def test_list_takes_the_filters_of_its_page(client: Client):
    EventFactory(kind="training", title="A training")
    EventFactory(kind="launch")

    found = entries(client, "/events.ics?kind=training")

    assert [str(entry["summary"]) for entry in found] == ["A training"]


@pytest.mark.parametrize("address", ["/events/none.ics", "/events/none/sessions/1-1.ics"])
def test_calendar_of_nothing_is_not_found(client: Client, address: str):
    assert client.get(address).status_code == 404


def test_three_libraries_read_every_starter_event(client: Client):
    call_command("load_content", verbosity=0)
    events = list(Event.objects.all())
    assert len(events) == 28

    for event in events:
        text = client.get(f"/events/{event.slug}.ics").content.decode()
        (read,) = Calendar.from_ical(text).walk("VEVENT")[:1]
        (spoken,) = list(ics.Calendar(text).events)[:1]
        parsed = vobject.readOne(text)
        said = [str(read["summary"]), spoken.name, parsed.vevent.summary.value]
        assert said == [event.title] * 3
        assert parsed.vevent.dtstart.value == event.starts_on
