"""Mail that must go out once: what every such row knows of its own way."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Posting(models.Model):
    """One mail to one reader, from waiting to sent."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being handed over")
        SENT = "sent", _("Sent")
        SKIPPED = "skipped", _("Nothing for this reader")
        FAILED = "failed", _("Refused")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    begun_at = models.DateTimeField(_("last attempt"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    reason = models.CharField(_("what the server said"), max_length=500, blank=True)
    #: The sending broke off between handing over and noting it, and was repeated.
    is_perhaps_twice = models.BooleanField(_("perhaps sent twice"), default=False)

    class Meta:
        abstract = True


def state_follows_dates(name: str) -> models.CheckConstraint:
    """What is sent has its moment, and nothing else has."""
    return models.CheckConstraint(
        condition=Q(state="sent", sent_at__isnull=False)
        | ~Q(state="sent") & Q(sent_at__isnull=True),
        name=name,
        violation_error_message=_("What is sent has a date, and nothing else."),
    )


class LeaseQuerySet(models.QuerySet["Lease"]):
    def free(self, name: str, now: datetime) -> Self:
        return self.filter(name=name, until__lt=now)

    def held(self, name: str, holder: str) -> Self:
        return self.filter(name=name, holder=holder)


class Lease(models.Model):
    """Who does a work that only one may do: a right that runs out unless it is renewed."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=32, blank=True)
    until = models.DateTimeField()

    objects = LeaseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
