"""Whether the addresses that outputs give still lead anywhere."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from research.models.outputs import Output


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def broken(self) -> Self:
        return self.filter(state=LinkCheck.State.BROKEN)

    def asked_and_broken(self) -> tuple[int, int]:
        """How many have been asked at all, and how many of these lead nowhere."""
        asked = Q(checked_at__isnull=False)
        found = self.aggregate(
            asked=Count("pk", filter=asked),
            broken=Count("pk", filter=Q(state=LinkCheck.State.BROKEN)),
        )
        return found["asked"], found["broken"]

    def of_state(self, state: str) -> Self:
        return self.filter(state=state)

    def due(self, now: datetime) -> Self:
        return self.filter(due_at__lte=now)

    def asked_within(self, span: timedelta, now: datetime) -> Self:
        return self.filter(checked_at__gt=now - span)

    def within_reach_of(self, institutions: set[int] | None) -> Self:
        """All for those who see all (``None``), else of what the own institutions look after."""
        return self if institutions is None else self.filter(output__owner__in=institutions)

    def worst_first(self) -> Self:
        """What has been away longest first; what was never asked at the end."""
        return self.order_by(F("failing_since").asc(nulls_last=True), "-checked_at", "pk")

    def for_listing(self) -> Self:
        return self.select_related("output__owner").defer("output__abstract", "output__provenance")


class LinkCheck(models.Model):
    """One address of an output that readers are sent to, and how it was found.

    Written by ``research.ingestion.links`` only; follows the output's fields.
    """

    class Field(models.TextChoices):
        """The field of the output that it stands in."""

        DOI = "doi", _("DOI")
        HANDLE = "handle", _("handle")
        URL = "url", _("address at the publisher")
        PDF_URL = "pdf_url", _("file at the publisher")

    class State(models.TextChoices):
        WAITING = "waiting", _("not checked yet")
        ALIVE = "alive", _("works")
        FAILING = "failing", _("did not work lately")
        BROKEN = "broken", _("broken")
        #: The server answers, but not to programs: nobody can say from here.
        UNCLEAR = "unclear", _("can't be checked")

    output = models.ForeignKey(
        Output, models.CASCADE, related_name="link_checks", verbose_name=_("output")
    )
    field = models.CharField(_("field"), max_length=20, choices=Field)
    address = models.TextField(_("address"))
    #: Whose turns it counts against.
    host = models.CharField(max_length=255)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.WAITING)
    #: Of the last answer; 0 where there was none.
    status = models.PositiveSmallIntegerField(_("answer"), default=0)
    #: In English; shown in the reader's language.
    reason = models.TextField(_("why"), blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True)
    alive_at = models.DateTimeField(_("last seen"), null=True)
    failing_since = models.DateTimeField(_("not seen since"), null=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    due_at = models.DateTimeField(_("checked next"), default=timezone.now)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        indexes = [
            models.Index(fields=["due_at", "id"], name="linkcheck_due"),
            models.Index(fields=["checked_at"], name="linkcheck_asked"),
            models.Index(
                fields=["failing_since"],
                name="linkcheck_broken",
                condition=Q(state="broken"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["output", "field"], name="linkcheck_one_of_a_field"),
            models.CheckConstraint(
                condition=Q(state__in=["failing", "broken"], failing_since__isnull=False)
                & Q(failures__gt=0)
                & ~Q(reason="")
                | Q(state__in=["waiting", "alive", "unclear"], failing_since__isnull=True)
                & Q(failures=0),
                name="linkcheck_failure_says_since_when_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="alive") | Q(alive_at__isnull=False, checked_at__isnull=False),
                name="linkcheck_alive_was_seen",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def reason_display(self) -> str:
        return gettext(self.reason) if self.reason else ""
