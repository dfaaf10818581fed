"""The history of a record as people read it: who did what when, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partners.history import tables, words
from partners.history.differences import Piece, pieces
from partners.history.states import Record, Row, Step, changes_of, steps
from partners.history.tables import Watched
from partners.models import Change, User

Operation = Change.Operation


@dataclass(frozen=True, slots=True)
class Said:
    """One difference: of what, and how it was and became."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one save did to a record. ``number`` names the state it left."""

    number: int
    at: datetime
    by: User | None
    how: str
    what: str
    said: tuple[Said, ...]


def entries(table: str, key: str, *, after: int = 0) -> list[Entry]:
    """What happened to a record, the newest first; only what came after a number, if given."""
    found = [step for step in steps(table, key) if step.change.pk > after]
    names = words.Names()
    for step in found:
        model = tables.watched()[step.change.table_name].model
        names.want(model, (step.before, step.after, step.change.before, step.change.after))
    by_save = groupby(found, key=_save)
    return [_entry(table, key, list(group), names) for _save, group in by_save]


def _save(step: Step) -> tuple[object, ...]:
    """One save is one transaction of one person."""
    return (step.change.transaction, step.change.by_id, step.change.note)


def _entry(table: str, key: str, group: list[Step], names: words.Names) -> Entry:
    newest = group[0].change
    own = [
        s.change.operation
        for s in group
        if (s.change.table_name, s.change.row_key) == (table, key)
    ]
    if Operation.INSERT in own:
        what = _("Added")
    elif Operation.DELETE in own:
        what = _("Deleted")
    else:
        what = _("Changed")
    told = [said for step in reversed(group) for said in _said(table, step, names)]
    return Entry(newest.pk, newest.at, newest.by, newest.note, what, tuple(_joined(told)))


def _joined(told: Iterable[Said]) -> Iterator[Said]:
    """Several of one kind in a save, as three themes ticked, stand under one label."""
    by_label: dict[str, list[Piece]] = {}
    for said in told:
        kept = by_label.setdefault(said.label, [])
        if kept:
            kept.append(Piece("same", "\n"))
        kept += said.pieces
    for label, parts in by_label.items():
        yield Said(label, tuple(parts))


def _said(table: str, step: Step, names: words.Names) -> Iterator[Said]:
    change = step.change
    part = tables.watched()[change.table_name]
    if part.table == table:
        yield from (
            columns(part.model, change.before or {}, change.after or {}, names)
            if (change.operation == Operation.UPDATE)
            else ()
        )
        return
    label = part_label(table, part)
    row = step.after or step.before or {}
    if change.operation == Operation.UPDATE:
        about = words.of_row(part, row, names)
        for said in columns(part.model, change.before or {}, change.after or {}, names):
            yield Said(f"{label}: {about} – {said.label}", said.pieces)
        return
    kind = "new" if change.operation == Operation.INSERT else "gone"
    text = words.of_row(part, row, names)
    yield Said(label, (Piece(kind, text or _("one that is gone since")),))


def columns(
    model: type[models.Model], before: Row, after: Row, names: words.Names
) -> Iterator[Said]:
    """The differing columns of two states of a row, with the labels of the form."""
    fields = tables.column_fields(model)
    for column in sorted(
        before, key=list(fields).index if before.keys() <= fields.keys() else str
    ):
        field = fields.get(column)
        if field is None:  # a column of an earlier version of the portal
            continue
        old = words.of_column(field, before.get(column), names)
        new = words.of_column(field, after.get(column), names)
        if old != new:
            yield Said(words.label(field), pieces(old, new, is_prose=_is_prose(field)))


def _is_prose(field: "models.Field[Any, Any]") -> bool:
    if isinstance(field, ArrayField):
        return True
    is_text = isinstance(field, models.CharField | models.TextField)
    return is_text and not field.choices and not field.is_relation


def part_label(table: str, part: Watched) -> str:
    """What a list is called on the form of its record."""
    owner = tables.watched()[table].model
    for field in owner._meta.many_to_many:  # noqa: SLF001
        if field.remote_field.through is part.model:
            return str(capfirst(field.verbose_name))
    return str(capfirst(part.model._meta.verbose_name))  # noqa: SLF001


def present(table: str, key: str) -> tuple[Record, int]:
    """The record as it is, and the number of the last change of it."""
    changes = changes_of(table, key)
    return Record.now(table, key, []), (changes[0].pk if changes else 0)
