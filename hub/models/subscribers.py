"""Who gets mail from the hub, and who has asked to."""

import secrets
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import Country
from research.models import Theme


def new_key() -> str:
    """What nobody guesses: 128 bits in 22 letters."""
    return secrets.token_urlsafe(16)


class Rhythm(models.TextChoices):
    """How often the newsletter comes."""

    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def at(self, address: str) -> Self:
        """Whoever has this address, however it is capitalised."""
        return self.annotate(address=Lower("email")).filter(address=address.lower())

    def reachable(self) -> Self:
        """Whose address takes mail, and who has not asked for a pause."""
        return self.filter(stopped_at=None).exclude(paused_until__gt=timezone.now())

    def readers_of(self, rhythm: str) -> Self:
        return self.reachable().filter(newsletter=rhythm)

    def of_no_more_use(self, *, since: datetime) -> Self:
        """Who has left, or whose address takes no mail, since before then; nothing is sent."""
        return self.filter(
            Q(newsletter="", alerts=None, changed_at__lt=since) | Q(stopped_at__lt=since)
        )


class Subscriber(models.Model):
    """A confirmed address, what was agreed to, and what is wanted."""

    email = models.EmailField(_("e-mail address"))
    key = models.CharField(max_length=22, default=new_key, editable=False)
    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default="en"
    )
    newsletter = models.CharField(
        _("newsletter"),
        max_length=10,
        choices=Rhythm,
        blank=True,
        help_text=_("Empty: no newsletter."),
    )
    themes = models.ManyToManyField(
        Theme, related_name="subscribers", blank=True, verbose_name=_("themes")
    )
    countries = models.ManyToManyField(
        Country, related_name="subscribers", blank=True, verbose_name=_("countries")
    )
    consent = models.TextField(_("what was agreed to"))
    consented_at = models.DateTimeField(_("agreed at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    paused_until = models.DateTimeField(_("pauses until"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    stop_reason = models.CharField(_("why it was stopped"), max_length=300, blank=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        indexes = [models.Index(fields=["newsletter"], name="subscriber_newsletter")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="subscriber_email_unique_in_any_case",
                violation_error_message=_("This address subscribes already."),
            ),
            models.CheckConstraint(
                condition=Q(newsletter__in=["", *Rhythm.values]),
                name="subscriber_newsletter_is_known",
                violation_error_message=_("The newsletter comes every week or every month."),
            ),
            models.CheckConstraint(
                condition=~Q(consent=""),
                name="subscriber_has_agreed",
                violation_error_message=_("What was agreed to must be kept."),
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True, stop_reason="")
                | Q(stopped_at__isnull=False) & ~Q(stop_reason=""),
                name="subscriber_stop_is_explained",
                violation_error_message=_("A stopped address needs the date and the reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_paused(self) -> bool:
        return bool(self.paused_until and self.paused_until > timezone.now())

    @property
    def masked(self) -> str:
        """Enough to know one's own address by, too little to learn another's."""
        name, _at, domain = self.email.partition("@")
        return f"{name[:1]}…@{domain}"


class SubscriptionRequestQuerySet(models.QuerySet["SubscriptionRequest"]):
    def of_address(self, address: str) -> Self:
        return self.annotate(address=Lower("email")).filter(address=address.lower())

    def unanswered(self) -> Self:
        """No letter has gone out yet."""
        return self.filter(answered_at=None)

    def since(self, at: datetime) -> Self:
        return self.filter(asked_at__gte=at)

    def before(self, at: datetime) -> Self:
        return self.filter(asked_at__lt=at)


class SubscriptionRequest(models.Model):
    """What somebody asked for at an address. It counts once that address confirms it."""

    email = models.EmailField(_("e-mail address"))
    key = models.CharField(max_length=22, default=new_key, editable=False)
    language = models.CharField(max_length=12, choices=settings.LANGUAGES, default="en")
    newsletter = models.CharField(max_length=10, choices=Rhythm, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+")
    countries = models.ManyToManyField(Country, blank=True, related_name="+")
    #: The saved search, where an alert is asked for, as its query string.
    query = models.TextField(blank=True)
    all_words = models.BooleanField(default=False)
    pace = models.CharField(max_length=10, blank=True)
    consent = models.TextField()
    asked_at = models.DateTimeField(default=timezone.now)
    #: When the letter with the link was sent, or was seen to be one too many.
    answered_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = SubscriptionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to subscribe")
        verbose_name_plural = _("requests to subscribe")
        indexes = [
            models.Index(Lower("email"), "asked_at", name="subscriptionrequest_address"),
            models.Index(fields=["asked_at"], name="subscriptionrequest_asked"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(newsletter="", query=""),
                name="subscriptionrequest_asks_for_something",
                violation_error_message=_("Nothing is asked for."),
            ),
        ]

    def __str__(self) -> str:
        return self.email
