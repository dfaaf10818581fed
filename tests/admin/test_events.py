"""An event with its whole programme on one page."""

import pytest
from django.test import Client

from hub.models import Event, Session, Speaker
from research.models import Theme
from tests.factories import EventFactory, PersonFactory, SessionFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


def form(client: Client, event: Event) -> dict[str, str]:
    """The change form as a browser would send it back."""
    shown = client.get(f"/admin/hub/event/{event.pk}/change/").context["adminform"].form
    formsets = client.get(f"/admin/hub/event/{event.pk}/change/").context["inline_admin_formsets"]
    sent: dict[str, object] = {}
    forms = [shown]
    for one in formsets:
        forms += [one.formset.management_form, *one.formset.initial_forms]
    for each in forms:
        for field in each:
            value = field.value()
            if value is not None and value is not False:
                sent[field.html_name] = value
    return {name: "on" if value is True else value for name, value in sent.items()}  # type: ignore[misc]


def test_people_of_a_session_are_lines(admin_client: Client):
    session = SessionFactory(event=EventFactory(themes=Theme.objects.all()[:1]))
    person = PersonFactory(name="Asha Rai")
    SpeakerFactory(session=session, name="Who stays", role="Director", country_id="NP")
    SpeakerFactory(session=session, name="Who goes")
    typed = form(admin_client, session.event)
    typed["sessions-0-people"] = (
        "chair: Asha Rai | Professor | Tribhuvan University\n\nWho stays | Director | IOM"
    )

    answer = admin_client.post(f"/admin/hub/event/{session.event.pk}/change/", typed)

    assert answer.status_code == 302, answer.context and answer.context["errors"]
    assert [
        (one.part, one.name, one.role, one.affiliation, one.person, one.country_id)
        for one in Speaker.objects.in_order()
    ] == [
        ("chair", "Asha Rai", "Professor", "Tribhuvan University", person, None),
        ("speaker", "Who stays", "Director", "IOM", None, "NP"),
    ]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("A\n | Director", "Line 2: the name is missing."),
        ("A | b | c | d", "Line 1: write it as Name | what they are | affiliation."),
        ("A\nA", "Line 2: A stands here twice."),
    ],
)
def test_a_line_that_makes_no_sense_is_told_by_its_number(
    admin_client: Client, lines: str, fault: str
):
    session = SessionFactory()
    typed = form(admin_client, session.event) | {"sessions-0-people": lines}

    answer = admin_client.post(f"/admin/hub/event/{session.event.pk}/change/", typed)

    assert answer.status_code == 200
    assert fault in answer.content.decode()
    assert not Speaker.objects.exists()


def test_sessions_and_people_are_added_where_the_event_is(admin_client: Client):
    event = EventFactory(themes=Theme.objects.all()[:1])
    typed = form(admin_client, event) | {
        "sessions-TOTAL_FORMS": "1",
        "sessions-0-day": "1",
        "sessions-0-kind": "panel",
        "sessions-0-title": "Opening",
        "sessions-0-people": "Asha Rai",
        "sessions-0-takeaways": "Fees must go.",
    }

    answer = admin_client.post(f"/admin/hub/event/{event.pk}/change/", typed)

    assert answer.status_code == 302, answer.context and answer.context["errors"]
    session = Session.objects.get()
    assert (session.title, session.takeaways) == ("Opening", ["Fees must go."])
    assert [one.name for one in session.speakers.all()] == ["Asha Rai"]
