"""What readers and institutions are told: sums of counted days, and as of when."""

from dataclasses import dataclass
from datetime import date

from research.models import DayOfUsage, Output, UsageCount


@dataclass(frozen=True, slots=True)
class Figures:
    """How often an output was opened, downloads among them, until the end of a day."""

    investigations: int
    requests: int
    as_of: date


def figures_of(output: Output) -> Figures | None:
    """Nothing before the first day was counted."""
    as_of = UsageCount.objects.as_of()
    if not as_of:
        return None
    counts = DayOfUsage.objects.filter(output=output).counts()
    return Figures(counts["investigations"], counts["requests"], as_of)
