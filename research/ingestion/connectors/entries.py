"""What a reader yields: an entry of a file, still as written there, under neutral names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from research.ingestion.records import IncomingOutput


@dataclass(slots=True)
class Entry:
    """One record of a file: where it stands, and its values as they are written."""

    #: Row of a table, line of a text: what a person looks for.
    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    #: Whether the values are LaTeX.
    is_tex: bool = False
    #: Whether one value may hold many names, as the cell of a table does.
    has_lists_of_names: bool = False

    def add(self, name: str, value: str) -> None:
        if value and not value.isspace():
            self.values.setdefault(name, []).append(value)

    def first(self, *names: str) -> str:
        """The first value under the first of these names that has one."""
        return next((self.values[name][0] for name in names if self.values.get(name)), "")

    def all(self, *names: str) -> list[str]:
        return [value for name in names for value in self.values.get(name, [])]

    @classmethod
    def named(
        cls, line: int, pairs: Iterable[tuple[str, str]], names: Mapping[str, str]
    ) -> "Entry":
        """Tags of a format under the neutral names that ``names`` gives them."""
        entry = cls(line)
        for tag, value in pairs:
            if tag in names:
                entry.add(names[tag], value)
        return entry


@dataclass(frozen=True, slots=True)
class Remark:
    """A value that was left out or read in a certain way; the record itself is taken."""

    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """What can't be taken: row or line, field, value, and why, for people."""

    line: int
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A record that can be taken, and what its owner should know about it."""

    line: int
    output: IncomingOutput
    remarks: tuple[Remark, ...] = ()


#: What a reader makes of a file, in its order.
Readings = Iterator[Found | Refused]
Entries = Iterator[Entry | Refused]
