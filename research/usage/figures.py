"""What readers and institutions are told: sums of counted days, and as of when."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from research.models import DayOfUsage, Output, UsageCount
from research.models.output_queries import OutputQuerySet


@dataclass(frozen=True, slots=True)
class Figures:
    """How often an output was opened, downloads among them, until the end of a day."""

    investigations: int
    requests: int
    as_of: date


#: What is read now says more than what was read when the hub began.
USED_WITHIN = timedelta(days=90)


def most_used(outputs: OutputQuerySet, how_many: int) -> list[int]:
    """The ids of those of ``outputs`` that were opened most of late; none that never was."""
    as_of = UsageCount.objects.as_of()
    if not as_of:
        return []
    days = DayOfUsage.objects.between(as_of - USED_WITHIN, as_of).filter(output__in=outputs)
    used = days.values("output_id").annotate(uses=Sum("unique_investigations"))
    rows = used.filter(uses__gt=0).order_by("-uses", "-output_id")[:how_many]
    return [row["output_id"] for row in rows]


def figures_of(output: Output) -> Figures | None:
    """Nothing before the first day was counted."""
    as_of = UsageCount.objects.as_of()
    if not as_of:
        return None
    counts = DayOfUsage.objects.filter(output=output).counts()
    return Figures(counts["investigations"], counts["requests"], as_of)
