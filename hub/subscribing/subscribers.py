"""The verbs of a subscriber's life: confirm, change, pause, leave, stop, erase."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.models import Subscriber, SubscriptionRequest
from partners.models import Country
from research.models import Theme

#: A pause has an end: nobody wonders in two years why nothing comes.
PAUSES = (30, 90, 365)
#: Who has left is forgotten by himself after so long; at once, if asked.
KEPT_AFTER_LEAVING = timedelta(days=30)
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a subscriber wants of the newsletter."""

    newsletter: str
    language: str
    themes: Collection[Theme] = field(default=())
    countries: Collection[Country] = field(default=())


@transaction.atomic
def confirm(asked: SubscriptionRequest) -> Subscriber:
    """Make a request count. Confirmed twice, it changes nothing more.

    A stopped address that confirms a letter takes mail again: it has just proved so.
    """
    asked = SubscriptionRequest.objects.select_for_update().get(pk=asked.pk)
    there = Subscriber.objects.at(asked.email).first()
    if asked.confirmed_at and there:
        return there
    subscriber = there or _new(asked)
    subscriber.language = asked.language
    subscriber.consent, subscriber.consented_at = asked.consent, asked.asked_at
    subscriber.stopped_at, subscriber.stop_reason = None, ""
    subscriber.paused_until = None
    if asked.newsletter:
        subscriber.newsletter = asked.newsletter
    subscriber.save()
    if asked.newsletter:
        subscriber.themes.set(asked.themes.all())
        subscriber.countries.set(asked.countries.all())
    asked.confirmed_at = timezone.now()
    asked.save(update_fields=["confirmed_at"])
    return subscriber


def _new(asked: SubscriptionRequest) -> Subscriber:
    subscriber = Subscriber(
        email=asked.email,
        language=asked.language,
        consent=asked.consent,
        consented_at=asked.asked_at,
    )
    try:
        with transaction.atomic():
            subscriber.save()
    except IntegrityError:  # two links confirmed at the same moment
        return Subscriber.objects.at(asked.email).get()
    return subscriber


@transaction.atomic
def change(subscriber: Subscriber, wanted: Wanted) -> Subscriber:
    subscriber.newsletter, subscriber.language = wanted.newsletter, wanted.language
    subscriber.save(update_fields=["newsletter", "language", "changed_at"])
    subscriber.themes.set(wanted.themes)
    subscriber.countries.set(wanted.countries)
    return subscriber


def pause(subscriber: Subscriber, *, days: int) -> Subscriber:
    """No mail for so many days; 0 ends a pause. What alerts find meanwhile is told later."""
    subscriber.paused_until = timezone.now() + timedelta(days=days) if days else None
    subscriber.save(update_fields=["paused_until", "changed_at"])
    return subscriber


def leave_newsletter(subscriber: Subscriber) -> Subscriber:
    """Leaving twice changes nothing."""
    subscriber.newsletter = ""
    subscriber.save(update_fields=["newsletter", "changed_at"])
    return subscriber


@transaction.atomic
def leave_alerts(subscriber: Subscriber) -> Subscriber:
    """All alerts end, and their feeds with them."""
    subscriber.alerts.all().delete()
    subscriber.save(update_fields=["changed_at"])
    return subscriber


def erase(subscriber: Subscriber) -> None:
    """Everything that is known of a person goes; counts of issues stay."""
    with transaction.atomic():
        SubscriptionRequest.objects.of_address(subscriber.email).delete()
        Subscriber.objects.filter(pk=subscriber.pk).delete()


def stop(address: str, *, reason: str) -> int:
    """Never write to this address again; says whether anybody is known there."""
    known = Subscriber.objects.at(address).filter(stopped_at=None)
    return known.update(
        stopped_at=timezone.now(), stop_reason=(reason.strip() or "?")[:LONGEST_REASON]
    )


def restart(subscriber: Subscriber) -> Subscriber:
    """Write to a stopped address again, as its reader says that it takes mail."""
    subscriber.stopped_at, subscriber.stop_reason = None, ""
    subscriber.save(update_fields=["stopped_at", "stop_reason", "changed_at"])
    return subscriber


def forget_old() -> int:
    """Erase who left, or whose address was stopped, a month ago; says how many."""
    gone = Subscriber.objects.of_no_more_use(since=timezone.now() - KEPT_AFTER_LEAVING)
    found = list(gone)
    for subscriber in found:
        erase(subscriber)
    return len(found)
