"""What a load did, as values: how many of each list, and what was refused and why."""

from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """What became of a row that was not refused."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One fault: where it stands and what is wrong with it. Row 0 is the file as a whole."""

    file: str
    row: int
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        place = f"row {self.row}, line {self.line}" if self.row else f"line {self.line}"
        return ": ".join(
            part for part in (f"{self.file}, {place}", self.field, self.reason) if part
        )


@dataclass(frozen=True, slots=True)
class ListSummary:
    """One list's rows by what became of them."""

    name: str
    seen: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()

    @property
    def refused_rows(self) -> int:
        """How many rows stayed out; one row may have several faults."""
        return self.seen - self.new - self.changed - self.unchanged


@dataclass(frozen=True, slots=True)
class Summary:
    lists: tuple[ListSummary, ...]

    @property
    def refused(self) -> tuple[Refusal, ...]:
        return tuple(refusal for one in self.lists for refusal in one.refused)

    def of(self, name: str) -> ListSummary:
        return next(one for one in self.lists if one.name == name)
