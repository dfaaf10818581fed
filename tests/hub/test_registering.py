"""Registering for an event: places, the waiting list, the mails, and giving a place up."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from hub import tasks
from hub.forms.readers import new_stamp
from hub.models import Registration
from hub.registering import places
from tests.broker import at_once
from tests.factories import EventFactory
from tests.hub.pages import Page
from tests.mail import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_counts")]


def coming(**changes):
    soon = timezone.localdate() + timedelta(days=10)
    said = {"starts_on": soon, "ends_on": soon, "registration": "here", "title": "A training"}
    return EventFactory(**said | changes)


def register(client: Client, event, capture, **changes):
    typed = {"name": "Asha Rai", "email": "asha@example.org", "institution": "CESLAM",
             "country": "NP", "needs": "=1+1", "agreed": "on", "website": "",
             "stamp": new_stamp()}  # fmt: skip
    with at_once(), capture(execute=True):
        return client.post(f"/events/{event.slug}/register/", typed | changes)


def standings() -> dict[str, str]:
    return dict(Registration.objects.order_by("pk").values_list("email", "standing"))


def test_who_registers_gets_a_place_a_mail_and_the_date(
    client, mail_server, django_capture_on_commit_callbacks
):
    event = coming()

    answer = register(client, event, django_capture_on_commit_callbacks)

    assert answer["Location"] == f"/events/{event.slug}/registered/"
    (mail,) = mail_server.messages
    assert mail["Subject"] == "You have a place: A training"
    (calendar,) = mail.iter_attachments()
    (entry,) = Calendar.from_ical(calendar.get_content()).walk("VEVENT")
    assert entry["dtstart"].dt == event.starts_on
    (registration,) = Registration.objects.all()
    assert (registration.standing, registration.country_id) == ("registered", "NP")
    assert "erases them 90 days" in registration.consent


def test_who_comes_late_waits_and_moves_up(
    client, mail_server, django_capture_on_commit_callbacks
):
    event = coming(capacity=1)
    capture = django_capture_on_commit_callbacks
    register(client, event, capture)
    register(client, event, capture, email="binod@example.org")
    assert standings() == {"asha@example.org": "registered", "binod@example.org": "waiting"}

    link = re.search(r"http\S+(/registrations/\S+/)", text_of(mail_server.messages[0]))[1]
    assert "Has a place" in Page(client.get(link)).words
    with at_once(), capture(execute=True):
        client.post(link)

    assert standings() == {"asha@example.org": "cancelled", "binod@example.org": "registered"}
    assert [mail["Subject"].partition(":")[0] for mail in mail_server.messages] == [
        "You have a place",
        "You are on the waiting list",
        "You no longer come",
        "A place has become free for you",
    ]


def test_registering_twice_tells_how_one_stands_and_takes_no_second_place(
    client, mail_server, django_capture_on_commit_callbacks
):
    event = coming()
    for _again in range(2):
        register(client, event, django_capture_on_commit_callbacks, email="Asha@example.org")

    assert standings() == {"Asha@example.org": "registered"}
    assert len(mail_server.messages) == 2


def test_registering_again_and_again_fills_nobodys_mailbox(
    client, mail_server, django_capture_on_commit_callbacks
):
    event = coming()
    for _again in range(5):
        register(client, event, django_capture_on_commit_callbacks, email="asha@example.org")

    assert len(mail_server.messages) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"registration_until": timezone.now() - timedelta(minutes=1)},
        {"state": "cancelled"},
        {"starts_on": timezone.localdate() - timedelta(days=2),
         "ends_on": timezone.localdate() - timedelta(days=1)},
    ],
    ids=["closed", "cancelled", "over"],
)  # fmt: skip
def test_nobody_registers_when_it_is_too_late(client, django_capture_on_commit_callbacks, changes):
    event = coming(**changes)

    answer = register(client, event, django_capture_on_commit_callbacks)

    assert answer.status_code == 400
    assert "This event takes no registrations now." in Page(answer).words
    assert not Registration.objects.exists()


def test_event_without_a_form_of_its_own_has_none(client):
    event = coming(registration="elsewhere", registration_url="https://example.org/")

    assert client.get(f"/events/{event.slug}/register/").status_code == 404
    assert Page(client.get(event.get_absolute_url())).links()["Register"] == "https://example.org/"


def test_machine_that_fills_what_nobody_sees_is_answered_and_forgotten(
    client, django_capture_on_commit_callbacks
):
    event = coming()

    answer = register(client, event, django_capture_on_commit_callbacks, website="x")

    assert answer.status_code == 302
    assert not Registration.objects.exists()


def test_missing_words_are_told_where_they_miss(client, django_capture_on_commit_callbacks):
    answer = register(client, coming(), django_capture_on_commit_callbacks, name="", agreed="")

    assert answer.status_code == 400
    assert "Without your agreement the hub can’t register you." in Page(answer).words


def test_more_places_go_to_who_waits_longest(client, django_capture_on_commit_callbacks):
    event = coming(capacity=1)
    for name in ("a", "b", "c"):
        wish = places.Wish(f"{name}@example.org", name, "en", "Yes.", {})
        places.register(event, wish)
    event.capacity = 2
    event.save()

    places.move_up(event)

    assert list(standings().values()) == ["registered", "registered", "waiting"]


def test_registrations_are_erased_a_while_after_the_event():
    old = coming()
    places.register(old, places.Wish("a@example.org", "A", "en", "Yes.", {}))
    type(old).objects.update(starts_on="2022-01-01", ends_on="2022-01-02")

    tasks.forget_readers()

    assert not Registration.objects.exists()


def test_staff_take_the_list_along_and_no_cell_runs(admin_client, client, settings):
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # fmt: skip
    wish = places.Wish("a@example.org", "=cmd()", "en", "Yes.", {"needs": "A ramp"})
    registration = places.register(coming(), wish)

    answer = admin_client.post(
        "/admin/hub/registration/", {"action": "export", "_selected_action": [registration.pk]}
    )

    assert "registered,'=cmd(),a@example.org,,,A ramp" in answer.content.decode("utf-8-sig")
