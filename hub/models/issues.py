"""The newsletter: issues, what stands in them, and who got them."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hub.models.events import Event
from hub.models.postings import Posting, state_follows_dates
from hub.models.subscribers import Rhythm, Subscriber
from research.models import Output


class IssueQuerySet(models.QuerySet["Issue"]):
    def out(self) -> Self:
        """What readers may see on the web: sent, or being sent."""
        return self.filter(started_at__isnull=False)

    def newest_first(self) -> Self:
        return self.order_by("-started_at", "-pk")

    def of_rhythm(self, rhythm: str) -> Self:
        return self.filter(rhythm=rhythm)

    def in_the_making(self) -> Self:
        return self.filter(state__in=[Issue.State.DRAFT, Issue.State.SCHEDULED])

    def to_start(self, now: datetime) -> Self:
        return self.filter(state=Issue.State.SCHEDULED, send_at__lte=now)

    def being_sent(self) -> Self:
        return self.filter(state=Issue.State.SENDING)


class Issue(models.Model):
    """One issue. Who chose its rhythm gets of it what fits their themes and countries."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SCHEDULED = "scheduled", _("Scheduled")
        SENDING = "sending", _("Being sent")
        STOPPED = "stopped", _("Stopped")
        SENT = "sent", _("Sent")

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("subject"), max_length=150)
    words = models.TextField(
        _("words of the editor"),
        blank=True,
        help_text=_("Stands above the contents. An empty line begins a paragraph."),
    )
    rhythm = models.CharField(_("for readers of"), max_length=10, choices=Rhythm)
    covers_from = models.DateTimeField(_("covers what is new since"))
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    send_at = models.DateTimeField(_("send at"), null=True, blank=True, editable=False)
    started_at = models.DateTimeField(_("sending began"), null=True, editable=False)
    finished_at = models.DateTimeField(_("sending ended"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues of the newsletter")
        permissions = [("send_issue", "Can send an issue")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="issue_has_a_subject",
                violation_error_message=_("An issue needs a subject."),
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(send_at__isnull=False),
                name="issue_schedule_has_a_time",
                violation_error_message=_("Say when the issue is to be sent."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "scheduled"], started_at__isnull=True)
                | Q(state__in=["sending", "stopped", "sent"], started_at__isnull=False),
                name="issue_start_follows_state",
                violation_error_message=_("Only what was begun to be sent has that date."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("hub:issue", args=[self.slug])

    @property
    def is_open(self) -> bool:
        """Whether it can still be edited."""
        return self.state in {self.State.DRAFT, self.State.SCHEDULED}


class IssueText(models.Model):
    """Subject and words of an issue in another language."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    title = models.CharField(_("subject"), max_length=150)
    words = models.TextField(_("words of the editor"), blank=True)

    class Meta:
        verbose_name = _("translation of subject and words")
        verbose_name_plural = _("translations of subject and words")
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "language"],
                name="issuetext_once_a_language",
                violation_error_message=_("This language stands here already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


#: Translations of an output, the work it is one of, and the others of that.
EDITIONS = ("editions__output", "edition_of__of__editions__output")


class IssueItemQuerySet(models.QuerySet["IssueItem"]):
    def kept(self) -> Self:
        return self.filter(is_cut=False)

    def in_order(self) -> Self:
        return self.order_by("order", "pk")

    def for_reading(self) -> Self:
        """With everything a mail shows of them, in a fixed number of queries."""
        return self.prefetch_related(
            Prefetch("output", Output.objects.for_listing().prefetch_related(*EDITIONS)),
            Prefetch("event", Event.objects.for_listing().with_subjects()),
        )


class IssueItem(models.Model):
    """An output or an event in an issue, where the editor put it."""

    class Part(models.TextChoices):
        BRIEFS = "briefs", _("Policy briefs")
        RESEARCH = "research", _("Research")
        EVENTS = "events", _("Events")
        CALLS = "calls", _("Calls")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="items")
    part = models.CharField(_("part"), max_length=10, choices=Part)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    output = models.ForeignKey(
        Output,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="issue_items",
        verbose_name=_("output"),
    )
    event = models.ForeignKey(
        Event,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="issue_items",
        verbose_name=_("event"),
    )
    words = models.TextField(
        _("words of the editor"), blank=True, help_text=_("Instead of the summary.")
    )
    is_cut = models.BooleanField(
        _("left out"), default=False, help_text=_("Stays here, so that it is not proposed again.")
    )

    objects = IssueItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        constraints = [
            models.CheckConstraint(
                condition=Q(output__isnull=False, event__isnull=True)
                | Q(output__isnull=True, event__isnull=False),
                name="issueitem_is_one_thing",
                violation_error_message=_("An item is an output or an event, not both."),
            ),
            models.UniqueConstraint(
                fields=["issue", "output"],
                name="issueitem_output_once",
                violation_error_message=_("This output stands in the issue already."),
            ),
            models.UniqueConstraint(
                fields=["issue", "event"],
                name="issueitem_event_once",
                violation_error_message=_("This event stands in the issue already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.output or self.event)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, now: datetime) -> Self:
        """What may be sent now, by the order in which it may."""
        return self.filter(
            state=Posting.State.WAITING, not_before__lte=now, issue__state=Issue.State.SENDING
        ).order_by("not_before", "pk")

    def unfinished(self) -> Self:
        return self.filter(state__in=[Posting.State.WAITING, Posting.State.SENDING])

    def counts(self) -> dict[str, int]:
        """How many are in each state, and how many were perhaps sent twice."""
        by_state = dict(self.values_list("state").annotate(count=Count("pk")))
        twice = self.filter(is_perhaps_twice=True).count()
        return {state: by_state.get(state, 0) for state in Posting.State.values} | {"twice": twice}


class Delivery(Posting):
    """That a reader gets an issue: one row each, so that nobody gets it twice."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="deliveries")
    #: Nobody, once the reader was erased: the count stays, the person does not.
    subscriber = models.ForeignKey(
        Subscriber, models.SET_NULL, null=True, related_name="deliveries"
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(state="waiting"),
                name="delivery_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "subscriber"],
                name="delivery_once_a_reader",
                violation_error_message=_("This reader gets the issue already."),
            ),
            state_follows_dates("delivery_sent_has_its_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} → {self.subscriber_id}: {self.state}"
