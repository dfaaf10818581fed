from datetime import UTC, date
from typing import Any, Self, TypedDict

from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

#: A search is shown to institutions once so many readers came by it.
FEW = 3


class Counts(TypedDict):
    """The four figures of COUNTER for items."""

    investigations: int
    requests: int
    unique_investigations: int
    unique_requests: int


class UsageEventQuerySet(models.QuerySet["UsageEvent"]):
    def first_day(self) -> date | None:
        """The day, in UTC, of the oldest that is not counted yet."""
        first = self.order_by("at").values_list("at", flat=True).first()
        return first.astimezone(UTC).date() if first else None


class UsageEvent(models.Model):
    """Somebody opened an output. Deleted once its day is counted.

    ``visitor`` is a hash with a salt that is thrown away the next day: within a day it
    tells two clicks of one reader from two readers, and afterwards it tells nothing.
    """

    class Kind(models.TextChoices):
        INVESTIGATION = "i", _("investigation")
        REQUEST = "r", _("request")

    output = models.ForeignKey(
        "research.Output", models.CASCADE, related_name="usage_events", db_constraint=False
    )
    #: The file or text asked for; 0 for the record itself.
    document_number = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=1, choices=Kind)
    visitor = models.BinaryField(max_length=16)
    sought = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()

    objects = UsageEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("use")
        verbose_name_plural = _("uses")
        indexes = [models.Index(fields=["at"], name="usageevent_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.output_id}"


class UsageSaltQuerySet(models.QuerySet["UsageSalt"]):
    def before(self, day: date) -> Self:
        return self.filter(day__lt=day)


class UsageSalt(models.Model):
    """The salt of a day: made by the first reader's visit, deleted the next day."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    objects = UsageSaltQuerySet.as_manager()

    class Meta:
        verbose_name = _("salt of a day")
        verbose_name_plural = _("salts of days")

    def __str__(self) -> str:
        return str(self.day)


class DayOfUsageQuerySet(models.QuerySet["DayOfUsage"]):
    def between(self, first: date | None, last: date | None) -> Self:
        found = self.filter(day__gte=first) if first else self
        return found.filter(day__lte=last) if last else found

    def counts(self) -> Counts:
        return _counts(self.aggregate(**_SUMS))

    def by_output(self) -> dict[int, Counts]:
        rows = self.values("output_id").annotate(**_SUMS)
        return {row["output_id"]: _counts(dict(row)) for row in rows}

    def by_month(self) -> list[tuple[date, Counts]]:
        months = self.annotate(month=TruncMonth("day")).values("month").annotate(**_SUMS)
        return [(row["month"], _counts(dict(row))) for row in months.order_by("month")]


def _counts(row: dict[str, Any]) -> Counts:
    return Counts(
        investigations=row["investigations"] or 0,
        requests=row["requests"] or 0,
        unique_investigations=row["unique_investigations"] or 0,
        unique_requests=row["unique_requests"] or 0,
    )


_SUMS = {
    name: Sum(name)
    for name in ("investigations", "requests", "unique_investigations", "unique_requests")
}


class DayOfUsage(models.Model):
    """How often an output was used on a day, in the words of COUNTER 5.1."""

    output = models.ForeignKey("research.Output", models.CASCADE, related_name="days_of_usage")
    day = models.DateField(_("day"))
    investigations = models.PositiveIntegerField("Total_Item_Investigations", default=0)
    requests = models.PositiveIntegerField("Total_Item_Requests", default=0)
    unique_investigations = models.PositiveIntegerField("Unique_Item_Investigations", default=0)
    unique_requests = models.PositiveIntegerField("Unique_Item_Requests", default=0)

    objects = DayOfUsageQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of usage")
        verbose_name_plural = _("what my institution gets")
        constraints = [
            models.UniqueConstraint(fields=["output", "day"], name="dayofusage_once"),
            models.CheckConstraint(
                condition=Q(requests__lte=models.F("investigations"))
                & Q(unique_investigations__lte=models.F("investigations"))
                & Q(unique_requests__lte=models.F("requests")),
                name="dayofusage_adds_up",
            ),
        ]
        indexes = [models.Index(fields=["day"], name="dayofusage_day")]

    def __str__(self) -> str:
        return f"{self.output_id}, {self.day}"


class UsageCountQuerySet(models.QuerySet["UsageCount"]):
    def as_of(self) -> date | None:
        """The last day that is counted."""
        last = self.order_by("-day").first()
        return last.day if last else None

    def began_on(self) -> date | None:
        first = self.order_by("day").first()
        return first.day if first else None


class UsageCount(models.Model):
    """That a day was counted, and when; also a day on which nobody came."""

    day = models.DateField(_("day"), primary_key=True)
    counted_at = models.DateTimeField(_("counted at"))
    events = models.PositiveIntegerField(_("events"), default=0)

    objects = UsageCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("counted day")
        verbose_name_plural = _("counted days")

    def __str__(self) -> str:
        return str(self.day)


class LedHere(TypedDict):
    """A search and how many readers it led to some outputs."""

    text: str
    times: int


class SearchThatLedQuerySet(models.QuerySet["SearchThatLed"]):
    def between(self, first: date | None, last: date | None) -> Self:
        found = self.filter(day__gte=first) if first else self
        return found.filter(day__lte=last) if last else found

    def by_text(self) -> "models.QuerySet[SearchThatLed, LedHere]":
        """Only what several readers sought: what one alone typed may tell who it was."""
        return (
            self.values("text")
            .annotate(times=Sum("readers"))
            .filter(times__gte=FEW)
            .order_by("-times", "text")
        )

    def before(self, day: date) -> Self:
        return self.filter(day__lt=day)


class SearchThatLed(models.Model):
    """A search on the hub by which so many readers came to an output on a day."""

    output = models.ForeignKey("research.Output", models.CASCADE, related_name="searches_that_led")
    day = models.DateField(_("day"))
    text = models.CharField(_("search"), max_length=100)
    readers = models.PositiveIntegerField(_("readers"), default=0)

    objects = SearchThatLedQuerySet.as_manager()

    class Meta:
        verbose_name = _("search that led to an output")
        verbose_name_plural = _("searches that led to an output")
        constraints = [
            models.UniqueConstraint(fields=["output", "day", "text"], name="searchthatled_once"),
        ]

    def __str__(self) -> str:
        return self.text
