"""Files of harvested outputs where they were published, and whether the hub has them."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from research.models.documents import Document
from research.models.outputs import Output


class RemoteFileQuerySet(models.QuerySet["RemoteFile"]):
    def due(self, now: datetime) -> Self:
        """Those there is something to do about now, the longest waiting first."""
        return self.filter(state__in=RemoteFile.WORKING, due_at__lte=now).order_by("due_at", "pk")

    def of_state(self, state: str) -> Self:
        return self.filter(state=state)

    def within_reach_of(self, institutions: set[int] | None) -> Self:
        """All for those who see all (``None``), else of what the own institutions look after."""
        return self if institutions is None else self.filter(output__owner__in=institutions)

    def for_listing(self) -> Self:
        return self.select_related("output__owner", "document").defer(
            "output__abstract", "output__provenance"
        )


class RemoteFile(models.Model):
    """The file that a harvested output's record points to: fetched, or why not.

    Written by ``research.ingestion.fetching`` only.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be fetched")
        FETCHED = "fetched", _("fetched")
        LEFT = "left", _("left where it is")
        FAILED = "failed", _("could not be fetched")

    #: What was fetched is looked at again now and then, for it may have been replaced.
    WORKING = (State.WAITING, State.FETCHED)

    output = models.OneToOneField(
        Output, models.CASCADE, related_name="remote_file", verbose_name=_("output")
    )
    address = models.TextField(_("address"))
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.WAITING)
    #: In English; shown in the reader's language.
    reason = models.TextField(_("why"), blank=True)
    document = models.OneToOneField(
        Document,
        models.SET_NULL,
        null=True,
        related_name="remote_file",
        verbose_name=_("document"),
    )
    #: By these the server tells whether it has changed since.
    etag = models.TextField(blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    #: When it was decided whether the hub may have it.
    judged_at = models.DateTimeField(_("judged at"), default=timezone.now)
    asked_at = models.DateTimeField(_("asked for"), null=True)
    due_at = models.DateTimeField(_("asked for next"), default=timezone.now)

    objects = RemoteFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file elsewhere")
        verbose_name_plural = _("files elsewhere")
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="remotefile_due",
                condition=Q(state__in=["waiting", "fetched"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["left", "failed"]) | ~Q(reason=""),
                name="remotefile_not_fetched_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def reason_display(self) -> str:
        return gettext(self.reason) if self.reason else ""
