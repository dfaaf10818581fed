"""Bounces and complaints, as a provider tells of them."""

import base64

import pytest
from django.test import Client

from salam import urls
from tests.factories import SubscriberFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.hub.newsletter.webhook_urls")]

SECRET = "name:long-and-random"


@pytest.fixture(autouse=True)
def with_secret(settings):
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET, "POSTMARK_SERVER_TOKEN": "token"}


def told(client: Client, secret: str = SECRET, **said: object) -> int:
    """Postmark's shape; the address is the reader's, the words are ours."""
    credentials = base64.b64encode(secret.encode()).decode()
    return client.post(
        "/anymail/postmark/tracking/",
        {"MessageID": "1", "Email": "ASHA@example.org", **said},
        content_type="application/json",
        headers={"Authorization": f"Basic {credentials}"},
    ).status_code


BOUNCE = {
    "RecordType": "Bounce",
    "Type": "HardBounce",
    "TypeCode": 1,
    "Description": "Nobody is there",
    "BouncedAt": "2026-11-20T10:00:00Z",
}
COMPLAINT = BOUNCE | {
    "RecordType": "SpamComplaint",
    "Type": "SpamComplaint",
    "TypeCode": 512,
    "Description": "Called it spam",
}
LATER = BOUNCE | {"Type": "Transient", "TypeCode": 2, "Description": "Comes later"}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (BOUNCE, "bounced Nobody is there"),
        (COMPLAINT, "complained Called it spam"),
        (LATER, ""),
    ],
)
def test_provider_stops_an_address(client, said, reason):
    reader = SubscriberFactory(email="asha@example.org")

    assert told(client, **said) == 200

    reader.refresh_from_db()
    assert reader.stop_reason == reason
    assert bool(reader.stopped_at) == bool(reason)


def test_nobody_else_stops_an_address(client):
    reader = SubscriberFactory(email="asha@example.org")

    assert told(client, secret="name:guessed", **BOUNCE) == 400

    reader.refresh_from_db()
    assert reader.stopped_at is None


def test_without_a_secret_nobody_is_listened_to(settings):
    settings.ANYMAIL = {}

    assert urls.webhooks() == []
