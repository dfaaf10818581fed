from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.models.events import Event
from hub.models.postings import Posting, state_follows_dates
from partners.models import Country


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def of(self, event: Event) -> Self:
        return self.filter(event=event)

    def at(self, email: str) -> Self:
        return self.filter(email__iexact=email)

    def with_a_place(self) -> Self:
        return self.filter(standing=Registration.Standing.REGISTERED)

    def waiting_for_a_place(self) -> Self:
        """First come, first served."""
        return self.filter(standing=Registration.Standing.WAITING).order_by("asked_at", "pk")

    def in_order(self) -> Self:
        return self.select_related("country").order_by("standing", "asked_at", "pk")


class Registration(models.Model):
    """Somebody who wants to come to an event. Kept until a while after it, then erased."""

    class Standing(models.TextChoices):
        REGISTERED = "registered", _("Has a place")
        WAITING = "waiting", _("On the waiting list")
        CANCELLED = "cancelled", _("Does not come")

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="registrations", verbose_name=_("event")
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    institution = models.CharField(_("institution"), max_length=300, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, verbose_name=_("country")
    )
    needs = models.TextField(
        _("what you need to take part"),
        blank=True,
        help_text=_("As in: sign language, a wheelchair, an interpreter, food."),
    )
    language = models.CharField(_("language"), max_length=12, default="en")
    standing = models.CharField(
        _("standing"), max_length=20, choices=Standing, default=Standing.REGISTERED
    )
    consent = models.TextField(_("what was agreed to"), editable=False)
    asked_at = models.DateTimeField(_("registered at"), default=timezone.now, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                "event",
                Lower("email"),
                name="registration_once_an_event",
                violation_error_message=_("This address is registered already."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="registration_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.event})"


class RegistrationMail(Posting):
    """What a person who registered is told: a place, a place on the list, a place at last."""

    class Kind(models.TextChoices):
        PLACE = "place", _("You have a place")
        LISTED = "listed", _("You are on the waiting list")
        MOVED_UP = "moved-up", _("A place has become free for you")
        GIVEN_UP = "given-up", _("You no longer come")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=20, choices=Kind)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("mail about a registration")
        verbose_name_plural = _("mails about registrations")
        indexes = [
            models.Index(
                fields=["not_before"], name="registrationmail_due", condition=Q(state="waiting")
            )
        ]
        constraints = [state_follows_dates("registrationmail_state_follows_dates")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.registration}"
