"""Giving places, giving them up, and moving up who waits."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hub.models import Event, Registration, RegistrationMail

Standing = Registration.Standing
Kind = RegistrationMail.Kind
#: Registrations are erased so long after the event: certificates and reports are written then.
KEPT_AFTER = timedelta(days=90)
#: Who is registered by somebody else, again and again, gets so many mails about it in a day.
MOST_MAILS = 3
A_DAY = timedelta(days=1)


class NotNow(Exception):
    """The event takes no registrations, or no longer."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody says who wants to come, and the words they agreed to."""

    email: str
    name: str
    language: str
    consent: str
    other: Mapping[str, Any]


@transaction.atomic
def register(event: Event, wish: Wish) -> Registration:
    """Give a place or one on the waiting list. Registering twice tells how one stands.

    Raises ``NotNow``.
    """
    held = Event.objects.select_for_update().get(pk=event.pk)
    if not held.takes_registrations:
        raise NotNow
    there = Registration.objects.of(held).at(wish.email).first()
    if there and there.standing != Standing.CANCELLED:
        if there.mails.filter(asked_at__gte=timezone.now() - A_DAY).count() < MOST_MAILS:
            _tell(there, Kind.PLACE if there.standing == Standing.REGISTERED else Kind.LISTED)
        return there
    registration = there or Registration(event=held, email=wish.email)
    registration.name, registration.language = wish.name, wish.language
    registration.consent, registration.asked_at = wish.consent, timezone.now()
    for name, value in wish.other.items():
        setattr(registration, name, value)
    is_free = held.capacity is None or _taken(held) < held.capacity
    registration.standing = Standing.REGISTERED if is_free else Standing.WAITING
    registration.save()
    _tell(registration, Kind.PLACE if is_free else Kind.LISTED)
    return registration


@transaction.atomic
def give_up(registration: Registration) -> Registration:
    """Give the place back; whoever waits longest gets it. Doing it twice changes nothing."""
    held = Event.objects.select_for_update().get(pk=registration.event_id)
    registration.refresh_from_db()
    if registration.standing == Standing.CANCELLED:
        return registration
    registration.standing = Standing.CANCELLED
    registration.save(update_fields=["standing"])
    _tell(registration, Kind.GIVEN_UP)
    _move_up(held)
    return registration


@transaction.atomic
def move_up(event: Event) -> int:
    """After places were added: give them to who waits, and tell how many got one."""
    return _move_up(Event.objects.select_for_update().get(pk=event.pk))


def _move_up(held: Event) -> int:
    if held.is_cancelled or held.is_over:
        return 0
    waiting = Registration.objects.of(held).waiting_for_a_place()
    if held.capacity is not None:
        waiting = waiting[: max(0, held.capacity - _taken(held))]
    moved = list(waiting)
    for registration in moved:
        registration.standing = Standing.REGISTERED
        registration.save(update_fields=["standing"])
        _tell(registration, Kind.MOVED_UP)
    return len(moved)


@transaction.atomic
def erase(registrations: Collection[Registration]) -> None:
    """Nothing is known of them any more; the places they had go to who waits."""
    ids = {registration.event_id for registration in registrations}
    events = list(Event.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    Registration.objects.filter(pk__in=[one.pk for one in registrations]).delete()
    for held in events:
        _move_up(held)


def forget_old() -> int:
    """Erase registrations a while after their event; says how many."""
    ended = timezone.localdate() - KEPT_AFTER
    deleted, _by_model = Registration.objects.filter(event__ends_on__lt=ended).delete()
    return deleted


def _taken(event: Event) -> int:
    return Registration.objects.of(event).with_a_place().count()


def _tell(registration: Registration, kind: RegistrationMail.Kind) -> None:
    RegistrationMail.objects.create(registration=registration, kind=kind)
