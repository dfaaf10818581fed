"""The links of a reader, and of a request that waits to be confirmed."""

from datetime import timedelta

from django.utils import timezone

from hub.models import Subscriber, SubscriptionRequest
from hub.signed_links import Links, NoSuchLink

#: A request that nobody confirms is forgotten.
REQUEST_LASTS = timedelta(days=7)
_READER = Links("hub.subscribing.reader")
_REQUEST = Links("hub.subscribing.request")


def of_reader(subscriber: Subscriber) -> str:
    """What manages, pauses and leaves. Good as long as the subscriber is there."""
    return _READER.token(subscriber.pk, subscriber.key)


def of_request(asked: SubscriptionRequest) -> str:
    """What confirms a request, for a week."""
    return _REQUEST.token(asked.pk, asked.key)


def reader(token: str) -> Subscriber:
    """Raises ``NoSuchLink``."""
    pk, key = _READER.opened(token)
    found = Subscriber.objects.filter(pk=pk, key=key).first()
    if found is None:
        raise NoSuchLink
    return found


def request(token: str) -> SubscriptionRequest:
    """Raises ``NoSuchLink``."""
    pk, key = _REQUEST.opened(token)
    recent = SubscriptionRequest.objects.since(timezone.now() - REQUEST_LASTS)
    found = recent.filter(pk=pk, key=key).first()
    if found is None:
        raise NoSuchLink
    return found
