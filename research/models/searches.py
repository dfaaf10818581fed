from datetime import datetime
from typing import Self, TypedDict

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Count, F, Max
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

#: What is typed beyond this says nothing to staff.
LONGEST_KEPT = 300


class Asked(TypedDict):
    """A text that was sought: how often, last when, and what it found then."""

    asked: str
    times: int
    last_at: datetime
    found: int


class SearchLogEntryQuerySet(models.QuerySet["SearchLogEntry"]):
    def since(self, at: datetime) -> Self:
        return self.filter(at__gte=at)

    def before(self, at: datetime) -> Self:
        return self.filter(at__lt=at)

    def by_text(self) -> "models.QuerySet[SearchLogEntry, Asked]":
        """One row a text, however it is capitalised, the most frequent first.

        What the last asking found counts: what was mended since is not held against it.
        """
        return (
            self.values(asked=Lower("text"))
            .annotate(
                times=Count("pk"), last_at=Max("at"), counts=ArrayAgg("count", order_by="-at")
            )
            .annotate(found=F("counts__0"))
            .order_by("-times", "asked")
        )

    def unanswered_by_text(self) -> "models.QuerySet[SearchLogEntry, Asked]":
        return self.by_text().filter(counts__0=0)  # type: ignore[misc]  # values() hides it


class SearchLogEntry(models.Model):
    """That something was sought, and how much was found. Nothing says by whom."""

    text = models.CharField(_("text"), max_length=LONGEST_KEPT)
    count = models.PositiveIntegerField(_("found"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = SearchLogEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        indexes = [models.Index(fields=["at"], name="searchlogentry_at")]

    def __str__(self) -> str:
        return self.text
