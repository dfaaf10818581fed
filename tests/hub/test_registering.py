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


JOIN = "https://meet.example.org/secret"


@pytest.mark.parametrize(
    ("changes", "is_public"),
    [
        ({"registration": "none"}, True),
        ({"registration": "none", "capacity": 20}, False),
        ({"registration": "here"}, False),
        ({"registration": "elsewhere", "registration_url": "https://example.org/"}, False),
    ],
    ids=["open", "counted", "own form", "elsewhere"],
)
def test_way_to_join_is_public_only_where_all_may_come(client, changes, is_public):
    event = coming(mode="online", online_url=JOIN, **changes)

    for address in (event.get_absolute_url(), f"/events/{event.slug}.ics", "/events.ics"):
        answer = client.get(address).content.decode().replace("\r\n ", "")
        assert (JOIN in answer) == is_public, address


def test_who_has_a_place_gets_the_way_to_join_and_who_waits_does_not(
    client, mail_server, django_capture_on_commit_callbacks
):
    event = coming(mode="online", online_url=JOIN, capacity=1)
    for email in ("asha@example.org", "binod@example.org"):
        register(client, event, django_capture_on_commit_callbacks, email=email)

    placed, listed = mail_server.messages

    assert JOIN in text_of(placed)
    (calendar,) = placed.iter_attachments()
    (entry,) = Calendar.from_ical(calendar.get_content()).walk("VEVENT")
    assert entry["conference"] == JOIN
    assert JOIN not in text_of(listed)
    assert list(listed.iter_attachments()) == []
    pages = [client.get(_link(mail)).content.decode() for mail in (placed, listed)]
    assert [JOIN in page for page in pages] == [True, False]


def test_way_to_join_that_comes_later_stands_where_the_mail_said(
    client, mail_server, django_capture_on_commit_callbacks
):
    event = coming(mode="online")
    register(client, event, django_capture_on_commit_callbacks)
    (mail,) = mail_server.messages
    event.online_url = JOIN
    event.save()

    assert "will stand on the page of your registration" in text_of(mail)
    assert JOIN in client.get(_link(mail)).content.decode()


def _link(mail) -> str:
    return re.search(r"http\S+(/registrations/\S+/)", text_of(mail))[1]


def full_event() -> list[Registration]:
    """An event with one place, which the first has; two wait."""
    event = coming(capacity=1)
    wishes = [places.Wish(f"{name}@example.org", name, "en", "Yes.", {}) for name in "abc"]
    return [places.register(event, wish) for wish in wishes]


def test_who_is_deleted_by_staff_leaves_the_place_to_who_waits(
    admin_client, mail_server, django_capture_on_commit_callbacks
):
    first, *_others = full_event()

    with at_once(), django_capture_on_commit_callbacks(execute=True):
        admin_client.post(f"/admin/hub/registration/{first.pk}/delete/", {"post": "yes"})

    assert standings() == {"b@example.org": "registered", "c@example.org": "waiting"}
    assert "A place has become free" in mail_server.messages[-1]["Subject"]


def test_several_deleted_by_staff_at_once_leave_their_places_to_who_waits(admin_client):
    first, second, _third = full_event()

    admin_client.post(
        "/admin/hub/registration/",
        {
            "action": "delete_selected",
            "_selected_action": [first.pk, second.pk],
            "post": "yes",
        },
    )

    assert standings() == {"c@example.org": "registered"}


def test_who_asks_to_be_erased_is_and_leaves_the_place_to_who_waits(
    client, mail_server, django_capture_on_commit_callbacks
):
    event = coming(capacity=1)
    for email in ("asha@example.org", "binod@example.org"):
        register(client, event, django_capture_on_commit_callbacks, email=email)
    link = _link(mail_server.messages[0])

    with at_once(), django_capture_on_commit_callbacks(execute=True):
        client.post(link, {"do": "erase"})

    assert standings() == {"binod@example.org": "registered"}
    assert client.get(link).status_code == 404


def test_looking_at_a_registration_gives_nothing_up(
    client, mail_server, django_capture_on_commit_callbacks
):
    register(client, coming(), django_capture_on_commit_callbacks)

    client.get(_link(mail_server.messages[0]))
    client.head(_link(mail_server.messages[0]))

    assert standings() == {"asha@example.org": "registered"}
