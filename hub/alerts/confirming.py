"""A request for an alert, once its reader has confirmed it."""

from hub.alerts import matching, saving
from hub.models import Alert, Subscriber, SubscriptionRequest


def confirmed(asked: SubscriptionRequest, subscriber: Subscriber) -> Alert | None:
    """The alert, with what was published since it was asked for. Repeating it adds nothing.

    Nothing where the address has as many alerts as one may have.
    """
    alert = saving.keep(asked, subscriber)
    if alert:
        matching.catch_up(alert)
    return alert
