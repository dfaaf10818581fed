"""Saved searches that tell of what is new, what they found, and what was told."""

from collections.abc import Collection
from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.models.postings import Posting, state_follows_dates
from hub.models.subscribers import Subscriber, new_key
from research.models import Output


class Pace(models.TextChoices):
    """How soon an alert tells."""

    AT_ONCE = "at-once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")


class AlertQuerySet(models.QuerySet["Alert"]):
    def by_other_rules(self, rules: str) -> Self:
        """Whose conditions were worked out before the words or the thesaurus changed."""
        return self.filter(Q(rules__lt=rules) | Q(rules__gt=rules))  # an index knows no “not”

    def begun_by(self, published_at: datetime) -> Self:
        return self.filter(since__lte=published_at)

    def entered_by(self, keys: Collection[str]) -> Self:
        """Those that an output with these keys can answer at all."""
        return self.filter(entry__overlap=list(keys), musts__contained_by=dict.fromkeys(keys, 1))

    def for_year(self, year: int | None) -> Self:
        """Those whose years it lies in; an output without a date is in nobody's."""
        any_year = Q(first_year=None)
        if year is None:
            return self.filter(any_year)
        return self.filter(any_year | Q(first_year__lte=year, last_year__gte=year))

    def in_order(self) -> Self:
        return self.order_by("created_at", "pk")


class Alert(models.Model):
    """“Tell me about new results of this search”: the whole search, every filter with it."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="alerts")
    key = models.CharField(max_length=22, default=new_key, unique=True, editable=False)
    query = models.TextField(_("search"), help_text=_("As a query string, without the page."))
    all_words = models.BooleanField(_("only where all words occur"), default=False)
    pace = models.CharField(_("tells"), max_length=10, choices=Pace, default=Pace.WEEKLY)
    #: Only what was published from then on is new to it.
    since = models.DateTimeField(_("since"), default=timezone.now)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    #: What an output must have to be looked at at all: one of ``entry``, every key of ``musts``
    #: (an object, in which PostgreSQL finds a key by halving), and one of each of ``needs``. By
    #: which rules they were worked out, and whether they are the whole truth.
    entry = ArrayField(models.CharField(max_length=200), default=list, editable=False)
    musts = models.JSONField(default=dict, editable=False)
    needs = models.JSONField(default=list, editable=False)
    first_year = models.PositiveSmallIntegerField(null=True, editable=False)
    last_year = models.PositiveSmallIntegerField(null=True, editable=False)
    is_exact = models.BooleanField(default=False, editable=False)
    rules = models.CharField(max_length=80, editable=False)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        indexes = [
            GinIndex(fields=["entry"], name="alert_entry", fastupdate=False),
            models.Index(fields=["rules"], name="alert_rules"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "query", "all_words"],
                name="alert_once_a_search",
                violation_error_message=_("There is an alert for this search already."),
            ),
            models.CheckConstraint(
                condition=~Q(query=""),
                name="alert_asks_for_something",
                violation_error_message=_("An alert without a search would tell of everything."),
            ),
            models.CheckConstraint(
                condition=Q(entry__len__gt=0),
                name="alert_can_be_entered",
                violation_error_message=_("Nothing could ever answer this search."),
            ),
        ]

    def __str__(self) -> str:
        return self.query


class AlertMailQuerySet(models.QuerySet["AlertMail"]):
    def due(self, now: datetime) -> Self:
        return self.filter(state=Posting.State.WAITING, not_before__lte=now).order_by(
            "not_before", "pk"
        )


class AlertMail(Posting):
    """One mail for all of a person's alerts; what it tells stands in its ``told`` rows."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="alert_mails")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = AlertMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail of alerts")
        verbose_name_plural = _("mails of alerts")
        indexes = [
            models.Index(
                fields=["not_before", "id"], condition=Q(state="waiting"), name="alertmail_waiting"
            ),
            models.Index(fields=["subscriber", "-created_at"], name="alertmail_last"),
        ]
        constraints = [state_follows_dates("alertmail_sent_has_its_moment")]

    def __str__(self) -> str:
        return f"{self.subscriber_id}: {self.state}"


class AlertHitQuerySet(models.QuerySet["AlertHit"]):
    def newest_first(self) -> Self:
        return self.order_by("-found_at", "-pk")

    def public(self) -> Self:
        return self.filter(output__status=Output.Status.PUBLISHED)

    def untold(self) -> Self:
        """Of what is public, what its person has not been told of yet."""
        return self.public().filter(is_settled=False)

    def of(self, subscriber: Subscriber) -> Self:
        return self.filter(alert__subscriber=subscriber)

    def for_reading(self) -> Self:
        return self.prefetch_related(Prefetch("output", Output.objects.for_listing()))


class AlertHit(models.Model):
    """That an output answers an alert, found when it was new."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="hits")
    output = models.ForeignKey(Output, models.CASCADE, related_name="alert_hits")
    found_at = models.DateTimeField(_("found at"), default=timezone.now)
    #: Whether its person was told of the output, by this alert or by another.
    is_settled = models.BooleanField(default=False)

    objects = AlertHitQuerySet.as_manager()

    class Meta:
        verbose_name = _("hit of an alert")
        verbose_name_plural = _("hits of alerts")
        indexes = [
            models.Index(
                fields=["alert"], condition=Q(is_settled=False), name="alerthit_unsettled"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "output"],
                name="alerthit_found_once",
                violation_error_message=_("This was found already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alert_id}: {self.output_id}"


class Told(models.Model):
    """That a person was told of an output: once for ever, whatever their alerts become."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="told")
    output = models.ForeignKey(Output, models.CASCADE, related_name="told")
    mail = models.ForeignKey(AlertMail, models.SET_NULL, null=True, related_name="told")

    class Meta:
        verbose_name = _("output told of")
        verbose_name_plural = _("outputs told of")
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "output"],
                name="told_once_for_ever",
                violation_error_message=_("This reader was told of this output."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber_id}: {self.output_id}"


class AlertPosition(models.Model):
    """How far the alerts have followed the change feed: one row, so that it commits with
    what was found."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    snapshot = models.TextField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="alertposition_is_one",
                violation_error_message=_("There is one position."),
            ),
        ]

    def __str__(self) -> str:
        return self.snapshot
