"""What somebody may try who wants mail sent, readers known, or links to do more than they say."""

import pytest

from hub.forms.readers import new_stamp
from hub.models import ContactMessage, Registration, Subscriber, SubscriptionRequest
from hub.registering import letters
from hub.subscribing import links
from tests.factories import AlertFactory, SubscriberFactory, SubscriptionRequestFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_counts")]

INJECTED = "asha@example.org\r\nBcc: x@example.org"


def tokens() -> dict[str, str]:
    reader = AlertFactory(subscriber__newsletter="weekly").subscriber
    asked = SubscriptionRequestFactory()
    return {"reader": links.of_reader(reader), "request": links.of_request(asked)}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/newsletter/confirm/{}/", "reader"),
        ("/newsletter/manage/{}/", "request"),
        ("/newsletter/unsubscribe/{}/", "request"),
        ("/alerts/unsubscribe/{}/", "request"),
        ("/registrations/{}/", "reader"),
        ("/registrations/{}/", "request"),
    ],
)
def test_link_of_one_kind_opens_nothing_of_another(client, path, kind):
    address = path.format(tokens()[kind])
    before = _state()

    assert client.get(address).status_code == 404
    assert client.post(address, {"do": "erase"}).status_code == 404
    assert _state() == before


def test_link_of_who_is_gone_opens_nothing_of_who_came_after(client):
    reader = SubscriberFactory()
    old = links.of_reader(reader)
    pk = reader.pk
    reader.delete()
    SubscriberFactory(pk=pk)

    assert client.post(f"/newsletter/manage/{old}/", {"do": "erase"}).status_code == 404
    assert Subscriber.objects.filter(pk=pk).exists()


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/newsletter/confirm/{}/", "request"),
        ("/newsletter/manage/{}/?do=erase", "reader"),
        ("/newsletter/unsubscribe/{}/?List-Unsubscribe=One-Click", "reader"),
        ("/alerts/unsubscribe/{}/", "reader"),
    ],
)
def test_program_that_opens_every_link_of_a_mail_changes_nothing(client, method, path, kind):
    address = path.format(tokens()[kind])
    before = _state()

    answer = getattr(client, method)(address)

    assert answer.status_code == 200
    assert _state() == before


def _state() -> list[object]:
    requests = SubscriptionRequest.objects.values_list("pk", "confirmed_at")
    readers = Subscriber.objects.order_by("pk")
    return [
        *requests,
        *((one.pk, one.newsletter, one.paused_until, one.alerts.count()) for one in readers),
    ]


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/newsletter/", {"newsletter": "weekly", "language": "en", "agreed": "on"}),
        ("/alerts/new/?q=fees", {"pace": "daily", "agreed": "on"}),
        ("/contact/", {"name": "A", "text": "Hello"}),
    ],
)
def test_address_can_bring_no_header(client, path, typed):
    answer = client.post(path, {**typed, "email": INJECTED, "stamp": new_stamp()})

    assert answer.status_code == 400
    assert not SubscriptionRequest.objects.exists()
    assert not ContactMessage.objects.exists()


def test_registrations_can_not_be_counted_up(client):
    forged = [f"/registrations/{number}:{'x' * 43}/" for number in range(3)]

    assert {client.get(address).status_code for address in forged} == {404}
    assert not Registration.objects.exists()
    assert letters.token_of(Registration(pk=1)) != letters.token_of(Registration(pk=2))
