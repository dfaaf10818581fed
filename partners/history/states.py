"""A record as it was: the present rows, with what happened since taken back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from partners.history import tables
from partners.models import Change

Row = dict[str, Any]
#: A row by table and key.
Rows = dict[tuple[str, str], Row]


@dataclass(frozen=True, slots=True)
class Step:
    """One noted change with the row as it was before and after; ``None`` where there was none."""

    change: Change
    before: Row | None
    after: Row | None


@dataclass(slots=True)
class Record:
    """A record and its parts, walked back from the present."""

    table: str
    key: str
    rows: Rows = field(default_factory=dict)

    @classmethod
    def now(cls, table: str, key: str, changes: list[Change]) -> "Record":
        """The present rows, also of those that moved to another record since."""
        record = cls(table, key)
        keys: dict[str, set[str]] = {table: {key}}
        for change in changes:
            keys.setdefault(change.table_name, set()).add(change.row_key)
        own = tables.watched()[table]
        record._read(own, f'"{own.key}"::text = ANY(%s)', list(keys.pop(table)))
        for part in tables.parts_of(table):
            column = f'"{part.record_column}"::text'
            record._read(part, f"{column} = ANY(%s)", [key])
            moved = keys.get(part.table)
            if moved:
                record._read(part, f'"{part.key}"::text = ANY(%s)', list(moved))
        return record

    def _read(self, part: tables.Watched, condition: str, keys: list[str]) -> None:
        # Table and column names are our own models', not a visitor's words.
        query = f'SELECT "{part.key}"::text, to_jsonb(t) FROM {part.table} t WHERE {condition}'  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(query, [keys])
            for key, row in cursor.fetchall():
                self.rows[part.table, key] = json.loads(row) if isinstance(row, str) else row

    def take_back(self, change: Change) -> Step:
        place = (change.table_name, change.row_key)
        after = self.rows.get(place)
        match change.operation:
            case Change.Operation.INSERT:
                before = None
            case Change.Operation.DELETE:
                before, after = change.before, None
            case _:
                before = {**(after or {}), **(change.before or {})}
        if before is None:
            self.rows.pop(place, None)
        else:
            self.rows[place] = before
        return Step(change, before, after)

    @property
    def own(self) -> Row | None:
        return self.rows.get((self.table, self.key))

    def parts(self, part: tables.Watched) -> dict[str, Row]:
        """The rows of one table that belong to the record, by key."""
        return {
            key: row
            for (table, key), row in self.rows.items()
            if table == part.table and str(row.get(part.record_column)) == self.key
        }


def changes_of(table: str, key: str) -> list[Change]:
    return list(Change.objects.of_record(table, key).newest_first())


def steps(table: str, key: str) -> Iterator[Step]:
    """What happened to a record, the newest first."""
    changes = changes_of(table, key)
    record = Record.now(table, key, changes)
    for change in changes:
        yield record.take_back(change)


def as_of(table: str, key: str, change_id: int) -> Record:
    """The record right after the change with this number."""
    changes = changes_of(table, key)
    record = Record.now(table, key, changes)
    for change in changes:
        if change.pk > change_id:
            record.take_back(change)
    return record
