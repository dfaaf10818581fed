"""What a mail provider tells of the mails it took: a bounce or a complaint stops an address."""

from typing import Any

from anymail.signals import EventType, tracking

from hub.subscribing import subscribers

#: For good. A mail that is only deferred is the provider's to try again.
STOPPING = {EventType.BOUNCED, EventType.COMPLAINED, EventType.REJECTED}
#: Who pressed the provider's own button wants nothing more, either.
LEAVING = {EventType.UNSUBSCRIBED}


def listen() -> None:
    """Called once, when the app is ready: anymail tells by a signal of its own."""
    tracking.connect(stop_address, dispatch_uid="hub.webhooks.stop_address")


def stop_address(sender: object, event: Any, **_: object) -> None:
    if event.recipient and event.event_type in STOPPING | LEAVING:
        said = " ".join(str(part) for part in (event.event_type, event.description) if part)
        subscribers.stop(event.recipient, reason=said)
