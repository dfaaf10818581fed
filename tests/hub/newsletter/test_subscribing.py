"""Subscribing by double opt-in, and all that one signed link does."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hub import tasks
from hub.forms.readers import new_stamp
from hub.models import Subscriber, SubscriptionRequest
from hub.subscribing import asking, links, subscribers
from tests.broker import at_once
from tests.factories import AlertFactory, SubscriberFactory, SubscriptionRequestFactory
from tests.hub.pages import Page
from tests.mail import html_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_counts")]


def filled(**changes):
    """What a reader types, as ``changes`` say."""
    typed = {
        "email": "Asha@Example.org",
        "newsletter": "weekly",
        "language": "en",
        "themes": ["2"],
        "countries": ["NP"],
        "agreed": "on",
        "website": "",
        "stamp": new_stamp(),
    }
    return {name: value for name, value in (typed | changes).items() if value is not None}


def subscribe(client: Client, django_capture_on_commit_callbacks, **changes):
    with at_once(), django_capture_on_commit_callbacks(execute=True):
        return client.post("/newsletter/", filled(**changes))


def link_in(text: str, what: str) -> str:
    """The path of the link that says ``what``."""
    found = re.search(rf"https?://[^/]+(/\S*{what}/\S+)", text)
    assert found
    return found[1]


def test_reader_subscribes_confirms_and_leaves(
    client, mail_server, django_capture_on_commit_callbacks
):
    answer = subscribe(client, django_capture_on_commit_callbacks)
    assert (answer.status_code, answer["Location"]) == (302, "/newsletter/asked/")
    (letter,) = mail_server.messages
    assert not Subscriber.objects.exists()

    confirm = link_in(text_of(letter), "confirm")
    assert "Confirm" in Page(client.get(confirm)).words
    assert not Subscriber.objects.exists()
    manage = client.post(confirm)["Location"]
    reader = Subscriber.objects.get()

    assert reader.email == "Asha@Example.org"
    assert [theme.pk for theme in reader.themes.all()] == [2]
    assert [country.code for country in reader.countries.all()] == ["NP"]
    assert "erases them when I ask" in reader.consent
    assert reader.consented_at <= reader.confirmed_at
    page = Page(client.get(manage))
    assert "Your address is confirmed." in page.words
    assert "A…@Example.org" in page.words

    client.post(manage, {"do": "leave"})
    reader.refresh_from_db()
    assert reader.newsletter == ""


def test_pages_of_subscribing_set_no_cookie(client):
    client.get("/newsletter/")
    client.post("/newsletter/", filled())

    assert not client.cookies


def test_answer_is_the_same_for_known_and_unknown_addresses(
    client, django_assert_num_queries, mail_server, django_capture_on_commit_callbacks
):
    SubscriberFactory(email="known@example.org")
    answers = []
    for address in ("known@example.org", "unknown@example.org"):
        with django_assert_num_queries(9):  # savepoint, request, themes and countries
            answers.append(client.post("/newsletter/", filled(email=address)))
    first, second = answers

    assert (first.status_code, first["Location"], first.content) == (
        second.status_code,
        second["Location"],
        second.content,
    )


def test_known_address_gets_the_very_letter_an_unknown_one_gets(
    client, mail_server, django_capture_on_commit_callbacks
):
    SubscriberFactory(email="known@example.org")

    subscribe(client, django_capture_on_commit_callbacks, email="known@example.org")
    subscribe(client, django_capture_on_commit_callbacks, email="unknown@example.org")

    known, unknown = (re.sub(r"http\S+", "", text_of(m)) for m in mail_server.messages)
    assert known == unknown


def test_nobody_changes_what_another_gets_without_the_letter(
    client, mail_server, django_capture_on_commit_callbacks
):
    reader = SubscriberFactory(email="known@example.org", newsletter="monthly")

    subscribe(client, django_capture_on_commit_callbacks, email="known@example.org")

    reader.refresh_from_db()
    assert reader.newsletter == "monthly"


def test_whoever_fills_the_hidden_field_is_answered_and_forgotten(client):
    answer = client.post("/newsletter/", filled(website="https://example.com"))

    assert answer["Location"] == "/newsletter/asked/"
    assert not SubscriptionRequest.objects.exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"stamp": "1700000000:forged"}, "has been open for long"),
        ({"stamp": None}, "has been open for long"),
        ({"agreed": None}, "Without your agreement nothing is sent."),
        ({"email": "no address"}, "Enter a valid email address."),
        ({"email": "आशा@example.org"}, "Enter a valid email address."),
        ({"newsletter": "hourly"}, "not one of the available choices"),
    ],
)
def test_form_says_what_is_wrong(client, changes, says):
    answer = client.post("/newsletter/", filled(**changes))

    assert answer.status_code == 400
    assert says in Page(answer).words
    assert not SubscriptionRequest.objects.exists()


def test_form_sent_in_no_time_asks_to_be_sent_again(client, monkeypatch):
    monkeypatch.setattr("hub.forms.readers.FASTEST", 60.0)

    assert "very quick" in Page(client.post("/newsletter/", filled())).words


def test_form_sent_too_often_from_one_place_is_refused(client):
    answers = [client.post("/newsletter/", filled(agreed=None)) for _ in range(31)]

    assert [answer.status_code for answer in answers] == [400] * 30 + [429]


def test_address_gets_three_letters_a_day_at_most(
    client, mail_server, django_capture_on_commit_callbacks
):
    for _ in range(5):
        subscribe(client, django_capture_on_commit_callbacks)

    assert mail_server.addresses == ["Asha@Example.org"] * 3


def test_stopped_address_gets_no_letter(client, mail_server, django_capture_on_commit_callbacks):
    SubscriberFactory(email="asha@example.org")
    subscribers.stop("ASHA@example.org", reason="bounced")

    subscribe(client, django_capture_on_commit_callbacks)

    assert mail_server.addresses == []


def test_letter_waits_for_a_mail_server_that_is_away(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    asked = SubscriptionRequestFactory(asked_at=timezone.now() - timedelta(minutes=1))

    tasks.answer_request(asked.pk)

    assert asking.unanswered() == [asked.pk]


def test_confirming_twice_changes_nothing_more(client):
    token = links.of_request(SubscriptionRequestFactory())
    client.post(f"/newsletter/confirm/{token}/")
    subscribers.leave_newsletter(Subscriber.objects.get())

    client.post(f"/newsletter/confirm/{token}/")

    assert Subscriber.objects.get().newsletter == ""


def test_confirming_again_brings_no_removed_alert_back(client):
    asked = SubscriptionRequestFactory(newsletter="", query="q=recruitment", pace="daily")
    path = f"/newsletter/confirm/{links.of_request(asked)}/"
    client.post(path)
    reader = Subscriber.objects.get()
    client.post(
        f"/newsletter/manage/{links.of_reader(reader)}/",
        {"do": "remove-alert", "alert": reader.alerts.get().key},
    )

    client.post(path)

    assert reader.alerts.count() == 0


def test_reader_of_a_stopped_address_begins_again_by_the_link(client):
    reader = SubscriberFactory()
    subscribers.stop(reader.email, reason="bounced")
    manage = f"/newsletter/manage/{links.of_reader(reader)}/"
    assert "Send mail to this address again" in client.get(manage).content.decode()

    client.get(manage, {"do": "restart"})
    assert Subscriber.objects.reachable().count() == 0
    client.post(manage, {"do": "restart"})

    assert Subscriber.objects.reachable().get() == reader


def test_two_requests_of_one_address_make_one_reader(client):
    for address in ("asha@example.org", "ASHA@example.org"):
        token = links.of_request(SubscriptionRequestFactory(email=address))
        client.post(f"/newsletter/confirm/{token}/")

    assert Subscriber.objects.count() == 1


@pytest.mark.parametrize("path", ["confirm", "manage", "unsubscribe"])
@pytest.mark.parametrize("token", ["1.abc:forged", "nonsense", "1.abc"])
def test_forged_link_is_told_to_be_gone(client, path, token):
    assert client.get(f"/newsletter/{path}/{token}/").status_code == 404


def test_link_of_a_request_is_good_for_a_week(client):
    asked = SubscriptionRequestFactory(asked_at=timezone.now() - timedelta(days=8))

    assert client.post(f"/newsletter/confirm/{links.of_request(asked)}/").status_code == 404


def test_reader_changes_pauses_and_goes_on(client):
    reader = SubscriberFactory()
    manage = f"/newsletter/manage/{links.of_reader(reader)}/"

    client.post(manage, {"do": "save", "newsletter": "monthly", "language": "ur", "themes": "3"})
    reader.refresh_from_db()
    assert (reader.newsletter, reader.language) == ("monthly", "ur")
    assert [theme.pk for theme in reader.themes.all()] == [3]

    client.post(manage, {"do": "pause", "days": "90"})
    reader.refresh_from_db()
    assert reader.is_paused
    client.post(manage, {"do": "pause", "days": "0"})
    reader.refresh_from_db()
    assert not reader.is_paused


def test_reader_is_erased_with_all_that_hangs_on_it(client):
    alert = AlertFactory(subscriber__email="asha@example.org")
    SubscriptionRequestFactory(email="Asha@example.org")

    answer = client.post(
        f"/newsletter/manage/{links.of_reader(alert.subscriber)}/", {"do": "erase"}
    )

    assert answer["Location"] == "/newsletter/erased/"
    assert not Subscriber.objects.exists()
    assert not SubscriptionRequest.objects.exists()


def test_looking_at_the_link_to_leave_changes_nothing(client):
    reader = SubscriberFactory()

    client.get(f"/newsletter/unsubscribe/{links.of_reader(reader)}/")

    reader.refresh_from_db()
    assert reader.newsletter == "weekly"


def test_who_left_long_ago_is_forgotten(client):
    long_ago = timezone.now() - timedelta(days=40)
    gone, stays, alerted = SubscriberFactory(), SubscriberFactory(), AlertFactory().subscriber
    subscribers.leave_newsletter(gone)
    Subscriber.objects.update(changed_at=long_ago)

    assert subscribers.forget_old() == 1
    assert set(Subscriber.objects.all()) == {stays, alerted}


def test_old_requests_are_forgotten():
    SubscriptionRequestFactory(asked_at=timezone.now() - timedelta(days=8))
    fresh = SubscriptionRequestFactory()

    asking.forget_old()

    assert list(SubscriptionRequest.objects.all()) == [fresh]


def test_letter_is_in_the_language_of_who_asked(
    client, mail_server, django_capture_on_commit_callbacks
):
    subscribe(client, django_capture_on_commit_callbacks, language="ur")

    assert '<html lang="ur" dir="rtl"' in html_of(mail_server.messages[0])
