"""Signed links: whoever holds one may do what it says, and nothing else identifies a reader."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.utils import timezone

from hub.models import Subscriber, SubscriptionRequest

#: A request that nobody confirms is forgotten.
REQUEST_LASTS = timedelta(days=7)
_READER = Signer(salt="hub.subscribing.reader")
_REQUEST = Signer(salt="hub.subscribing.request")


class NoSuchLink(Exception):
    """Not one of ours, or of somebody who is gone."""


def of_reader(subscriber: Subscriber) -> str:
    """What manages, pauses and leaves. Good as long as the subscriber is there."""
    return _READER.sign(f"{subscriber.pk}.{subscriber.key}")


def of_request(asked: SubscriptionRequest) -> str:
    """What confirms a request, for a week."""
    return _REQUEST.sign(f"{asked.pk}.{asked.key}")


def reader(token: str) -> Subscriber:
    """Raises ``NoSuchLink``."""
    pk, key = _taken_apart(_READER, token)
    found = Subscriber.objects.filter(pk=pk, key=key).first()
    if found is None:
        raise NoSuchLink
    return found


def request(token: str) -> SubscriptionRequest:
    """Raises ``NoSuchLink``."""
    pk, key = _taken_apart(_REQUEST, token)
    recent = SubscriptionRequest.objects.since(timezone.now() - REQUEST_LASTS)
    found = recent.filter(pk=pk, key=key).first()
    if found is None:
        raise NoSuchLink
    return found


def _taken_apart(signer: Signer, token: str) -> tuple[int, str]:
    try:
        pk, _dot, key = signer.unsign(token).partition(".")
        return int(pk), key
    except (BadSignature, ValueError) as fault:
        raise NoSuchLink from fault
