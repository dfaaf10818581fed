"""A row made ready to be stored, and the shape a list has."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db.models import Model

from hub.starter.fields import Field, Goes, Values
from hub.starter.known import Known


@dataclass(frozen=True, slots=True)
class Part:
    """A row of another table that belongs to the record: a credit, a session."""

    columns: dict[str, Any]
    parts: dict[str, list["Part"]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as a list wants it, by the names the model has for it."""

    columns: dict[str, Any]
    #: Relations that shall hold these ids and no others.
    many: dict[str, list[Any]]
    #: Relations that two lists may speak of: these ids are added, none is taken away.
    links: dict[str, list[Any]] = field(default_factory=dict)
    parts: dict[str, list[Part]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A record that was just created or changed, for what a list does beyond its row."""

    record: Any
    values: Values
    known: Known
    folder: Path
    is_new: bool


@dataclass(frozen=True, slots=True)
class StarterList:
    name: str
    model: type[Model]
    fields: tuple[Field, ...]
    #: Turns the values of a row into an entry; by default the table of fields says it all.
    entry: Callable[[Values, Known], Entry] | None = None
    #: The field that names another row of the same list.
    parent_field: str = ""
    #: What is done once the record stands; says whether it changed anything.
    finish: Callable[[Written], bool] | None = None
    #: Relations to rows of later lists, by field and relation: linked at the very end.
    later: dict[str, type[Model]] = field(default_factory=dict)
    #: The records come with a migration: a list writes only what they leave blank.
    fills_blanks: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.yaml"

    def entry_of(self, values: Values, known: Known) -> Entry:
        return self.entry(values, known) if self.entry else by_table(self.fields, values)

    def field_for(self, target: str) -> str:
        """The list's own name for what the model calls ``target``."""
        targets = {one.target.removesuffix("_id"): one.name for one in self.fields}
        return targets.get(target, "" if target == "__all__" else target)


def by_table(fields: tuple[Field, ...], values: Values, **more: Any) -> Entry:
    """The entry that the table of fields describes, with ``more`` columns."""
    columns = {one.target: values[one.name] for one in fields if one.goes is Goes.COLUMN}
    many = {one.target: values[one.name] for one in fields if one.goes is Goes.MANY}
    return Entry({**columns, **more}, many)


def in_order(rows: list[dict[str, Any]], *, start: int = 1) -> list[Part]:
    """Parts that carry their place in ``order``."""
    return [Part({**row, "order": place}) for place, row in enumerate(rows, start=start)]
