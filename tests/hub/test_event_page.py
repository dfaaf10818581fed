"""The page of an event: programme, speakers, takeaways, and what came of it."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hub.models import Event
from partners.models import Country
from research.models import Theme
from tests.factories import (
    EventFactory,
    EventInstitutionFactory,
    InstitutionFactory,
    OutputFactory,
    PersonFactory,
    PracticeFactory,
    ProjectFactory,
    RecommendationFactory,
    SessionFactory,
    SpeakerFactory,
)
from tests.hub.pages import Page

pytestmark = pytest.mark.django_db


def whole_event(how_many: int) -> Event:
    """An event with ``how_many`` of everything."""
    report = OutputFactory(type="event-report", themes=["gender-and-migration"])
    event: Event = EventFactory(
        countries=Country.objects.filter(code__in=["NP", "IN"]),
        themes=Theme.objects.all(),
        outputs=[report, *OutputFactory.create_batch(how_many, themes=["gender-and-migration"])],
        practices=PracticeFactory.create_batch(how_many, institutions=[InstitutionFactory()]),
        projects=ProjectFactory.create_batch(how_many, themes=Theme.objects.all()),
    )
    for number in range(how_many):
        RecommendationFactory(output=report, topic=f"Topic {number}")
        EventInstitutionFactory(event=event)
        session = SessionFactory(event=event, takeaways=["Count them."], day=1 + number % 2)
        SpeakerFactory(session=session, person=PersonFactory(), institution=InstitutionFactory())
    return event


@pytest.mark.parametrize("how_many", [1, 3])
def test_event_page_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    event = whole_event(how_many)

    # Itself 4, sessions 2, outputs 6, recommendations 1, projects 4, practices 4
    with django_assert_num_queries(22):
        response = client.get(event.get_absolute_url())

    assert response.status_code == 200


def test_event_page_says_what_is_known(client: Client) -> None:
    event = EventFactory(
        kind="consultation",
        mode="hybrid",
        venue="Hotel Annapurna",
        participant_count=40,
        date_note="Announced for September.",
        countries=Country.objects.filter(code="IN"),
        forms=["internal"],
        stages=["return"],
        populations=["women"],
        source="https://copies.example/1",
        source_is_copy=True,
        other_sources=["https://news.example.org/1"],
    )

    page = Page(client.get(event.get_absolute_url()))

    assert page.facts() == {
        "When": "12 – 13 October 2022",
        "Note on the dates": "Announced for September.",
        "Where": "Hotel Annapurna, Kathmandu, Nepal",
        "How": "In place and online",
        "Participants": "40",
        "Countries it spoke of": "India",
        "Form of migration": "Internal",
        "Stage of migration": "Return and reintegration",
        "People it spoke of": "Women",
        "Where this comes from": "news.example.org",
    }
    assert page.links()["Internal"] == "/events/?form=internal"
    assert page.links()["Return and reintegration"] == "/events/?stage=return"
    assert page.links()["Women"] == "/events/?population=women"


def test_event_page_says_who_held_it(client: Client) -> None:
    event = EventFactory(other_organisers=["A local union"])
    EventInstitutionFactory(event=event, institution__name="Host")
    EventInstitutionFactory(event=event, institution__name="Friend", role="partner")

    page = Page(client.get(event.get_absolute_url()))

    assert page.texts("header/p[@class='by']") == ["Held by Host, A local unionWith Friend"]


def test_programme_runs_by_day_and_number(client: Client) -> None:
    event = EventFactory(starts_on=date(2022, 10, 12), ends_on=date(2022, 10, 13))
    SessionFactory(event=event, day=2, order=1, title="Last")
    SessionFactory(event=event, day=1, order=2, title="Second")
    SessionFactory(event=event, day=1, order=1, title="First")

    page = Page(client.get(event.get_absolute_url()))

    assert page.texts("h3[@class='day']") == ["Day 1, 12 October", "Day 2, 13 October"]
    assert page.texts("span[@class='no']") == ["1", "2", "3"]
    assert page.texts("div[@class='session-plain']/div/h3") == ["First", "Second", "Last"]


def test_sessions_at_the_same_time_stand_side_by_side(client: Client) -> None:
    event = EventFactory(ends_on=date(2022, 10, 12))
    hours = {"First": (9, 10), "Hall A": (10, 12), "Hall B": (10, 12), "Late": (11, 13)}
    for order, (title, (begins, ends)) in enumerate(hours.items(), start=1):
        SessionFactory(
            event=event, order=order, title=title, starts_at=time(begins), ends_at=time(ends)
        )
    SessionFactory(event=event, order=5, title="Without hours")
    SessionFactory(event=event, order=6, title="Nor has this")

    page = Page(client.get(event.get_absolute_url()))

    assert page.texts("ol[@class='programme']/li/ol[@class='parallel']/li//h3") == [
        "Hall A",
        "Hall B",
        "Late",
    ]
    assert page.texts("ol[@class='programme']/li/div//h3") == [
        "First",
        "Without hours",
        "Nor has this",
    ]
    assert page.texts("p[@class='at-once']") == ["At the same time"]


def test_registration_closes_at_an_hour_of_the_event(client: Client) -> None:
    soon = timezone.localdate() + timedelta(days=9)
    closes = datetime(soon.year, soon.month, soon.day, 18, 0, tzinfo=UTC)
    event = EventFactory(
        starts_on=soon,
        ends_on=soon,
        timezone="Asia/Kathmandu",
        registration="here",
        registration_until=closes,
    )

    (line,) = Page(client.get(event.get_absolute_url())).texts("p[@class='deadline']")

    assert line.endswith("23:45 (Asia/Kathmandu).")


def test_programme_of_one_day_names_no_days(client: Client) -> None:
    session = SessionFactory(event__ends_on=date(2022, 10, 12))

    page = Page(client.get(session.event.get_absolute_url()))

    assert page.texts("h3[@class='day']") == []


def test_session_says_everything_that_was_said_in_it(client: Client) -> None:
    session = SessionFactory(
        title="Panel 3",
        starts_at=time(10),
        ends_at=time(11, 30),
        summary="On business.",
        takeaways=["Show the gain."],
        contributions=["Group 1: start small."],
        kind="working-groups",
    )
    host = SpeakerFactory(session=session, name="Asha", part="moderator", person=PersonFactory())
    house = InstitutionFactory()
    SpeakerFactory(
        session=session,
        name="Bina",
        role="Director",
        affiliation="House of Labour",
        institution=house,
        country_id="NP",
    )

    page = Page(client.get(session.event.get_absolute_url()))

    assert page.texts("summary/span[@class='sub']") == [
        "Working groups, 10:00–11:30, 1 speaker, 1 takeaway"
    ]
    assert page.texts("div[@class='session-body']/p") == ["On business."]
    assert page.texts("div[@class='session-body']/div") == [
        "Takeaways Show the gain.",
        "Moderated by Asha",
        "Speakers Bina Director, House of Labour, Nepal",
        "Answers of the groups Group 1: start small.",
    ]
    assert page.links()["Asha"] == host.person.get_absolute_url()
    assert page.links()["House of Labour"] == house.get_absolute_url()


def test_event_leads_to_the_recommendations_of_its_report(client: Client) -> None:
    report = OutputFactory(type="event-report", slug="report")
    for topic in ("Data", "Data", "Law"):
        RecommendationFactory(output=report, topic=topic)
    event = EventFactory(outputs=[report])

    page = Page(client.get(event.get_absolute_url()))

    assert page.links()["All 3 recommendations, in the report"] == (
        "/outputs/report/#recommendations"
    )
    assert page.texts("section[@aria-labelledby='recommended']/ul/li") == ["Data", "Law"]
    assert page.links()["The report"] == "/outputs/report/"


def test_event_shows_no_draft(client: Client) -> None:
    event = EventFactory(outputs=[OutputFactory(draft=True, type="event-report")])

    page = Page(client.get(event.get_absolute_url()))

    assert "The report" not in page.links()
    assert page.texts("article[@class='record']") == []


@pytest.mark.parametrize(
    ("mode", "places"),
    [
        ("in-person", ["Place"]),
        ("online", ["VirtualLocation"]),
        ("hybrid", ["Place", "VirtualLocation"]),
    ],
)
def test_linked_data_says_where_an_event_is_held(client, mode: str, places: list[str]):
    event = EventFactory(mode=mode, city="Kathmandu")

    said = linked_event(client, event)

    found = said["location"] if isinstance(said["location"], list) else [said["location"]]
    assert [place["@type"] for place in found] == places


def test_linked_data_says_that_an_event_is_cancelled(client):
    assert linked_event(client, EventFactory())["eventStatus"].endswith("/EventScheduled")
    cancelled = linked_event(client, EventFactory(state="cancelled"))
    assert cancelled["eventStatus"] == "https://schema.org/EventCancelled"


def test_linked_data_says_the_hours_with_their_distance_from_utc(client):
    event = EventFactory(
        starts_on="2026-03-02", ends_on="2026-03-02", starts_at="10:00", ends_at="12:30"
    )

    said = linked_event(client, event)

    assert said["startDate"] == "2026-03-02T10:00:00+05:45"
    assert said["endDate"] == "2026-03-02T12:30:00+05:45"


def linked_event(client, event) -> dict[str, Any]:
    page = client.get(event.get_absolute_url()).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    said = json.loads(block)
    rows = said.get("@graph", said) if isinstance(said, dict) else said
    return next(row for row in rows if "Event" in row["@type"])
