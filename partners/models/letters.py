from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: Tried this often over about a day, then it stays as failed and says why.
MOST_ATTEMPTS = 12


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self) -> Self:
        """What waits and may be tried now, the oldest first."""
        waiting = self.filter(state=Letter.State.WAITING, due_at__lte=timezone.now())
        return waiting.order_by("due_at", "pk")


class Letter(models.Model):
    """A mail to one person: written with what it tells, sent by a task, kept as proof.

    Only facts are kept, not words: it is worded when it is sent, in ``language``.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Could not be sent")

    class Kind(models.TextChoices):
        """Each has a template ``email/<kind>.txt``; its first line is the subject."""

        INVITATION = "invitation", _("Invitation")
        FORGOTTEN = "forgotten", _("A forgotten password")
        SUBMITTED = "submitted", _("An output waits for review")
        RETURNED = "returned", _("An output was returned")
        PUBLISHED = "published", _("An output was published")
        HARVEST_FAILED = "harvest_failed", _("A source can't be harvested")
        PROPOSED = "proposed", _("A reader proposed something")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    to = models.EmailField(_("to"))
    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default="en"
    )
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    fault = models.TextField(_("what went wrong"), blank=True)
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    due_at = models.DateTimeField(_("due at"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index(fields=["due_at"], name="letter_waiting", condition=Q(state="waiting")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | ~Q(state="sent") & Q(sent_at__isnull=True),
                name="letter_sent_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.to}"

    def put_off(self, fault: str) -> None:
        """Try later, each time a little later; give up in the end. Saved by the caller."""
        self.attempts += 1
        self.fault = fault
        self.due_at = timezone.now() + min(timedelta(minutes=2**self.attempts), timedelta(hours=4))
        if self.attempts >= MOST_ATTEMPTS:
            self.state = self.State.FAILED
