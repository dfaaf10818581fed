"""Back to an older state: what that would change, and doing it.

Only what the person could have typed: the fields and lists are named by the admin,
which knows the form. Restoring is a change like any other, with an entry of its own.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from partners.history import entries, tables, words
from partners.history.acting import acting
from partners.history.differences import Piece
from partners.history.states import Record, Row, as_of
from partners.history.tables import Watched
from partners.models import User


@dataclass(slots=True)
class Reach:
    """What may be restored: fields of the form, lists on it, lists of which nothing is removed."""

    fields: Collection[str]
    parts: Collection[type[models.Model]]
    never_removed: Collection[type[models.Model]] = ()


@dataclass(slots=True)
class Rows:
    """What becomes of the rows of one list."""

    part: Watched
    back: dict[str, Row] = field(default_factory=dict)
    changed: dict[str, tuple[Row, Row]] = field(default_factory=dict)
    removed: dict[str, Row] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """How to get from the present to an older state of a record."""

    watched: Watched
    key: str
    then: Record
    is_gone: bool
    columns: dict[str, tuple[Any, Any]]
    lists: list[Rows]

    @property
    def is_empty(self) -> bool:
        return not (self.is_gone or self.columns or any(self.lists_touched))

    @property
    def lists_touched(self) -> list[Rows]:
        return [rows for rows in self.lists if rows.back or rows.changed or rows.removed]


def plan(table: str, key: str, number: int, reach: Reach) -> Plan:
    watched = tables.watched()[table]
    then, now = as_of(table, key, number), Record.now(table, key, [])
    if then.own is None:
        raise ValidationError(_("The record did not exist then."))
    is_gone = now.own is None
    own_now = now.own or {}
    columns = {
        column: (own_now.get(column), then.own.get(column))
        for column, one in tables.column_fields(watched.model).items()
        if one.name in reach.fields
        and column in then.own
        and own_now.get(column) != then.own.get(column)
    }
    lists = [
        _rows(part, now.parts(part), then.parts(part), reach)
        for part in tables.parts_of(table)
        if _is_within(watched, part, reach)
    ]
    return Plan(watched, key, then, is_gone, columns, lists)


def _is_within(watched: Watched, part: Watched, reach: Reach) -> bool:
    if part.model in reach.parts:
        return True
    return any(
        one.remote_field.through is part.model and one.name in reach.fields
        for one in watched.model._meta.many_to_many  # noqa: SLF001
    )


def _rows(part: Watched, now: dict[str, Row], then: dict[str, Row], reach: Reach) -> Rows:
    rows = Rows(part)
    rows.back = {key: row for key, row in then.items() if key not in now}
    rows.changed = {
        key: (now[key], row)
        for key, row in then.items()
        if key in now and {name: now[key].get(name) for name in row} != row
    }
    if part.model not in reach.never_removed:
        rows.removed = {key: row for key, row in now.items() if key not in then}
    return rows


def described(plan: Plan) -> list[entries.Said]:
    """What restoring would change, in words: the present is what goes."""
    names = words.Names()
    model = plan.watched.model
    before = {column: pair[0] for column, pair in plan.columns.items()}
    after = {column: pair[1] for column, pair in plan.columns.items()}
    names.want(model, (before, after))
    for rows in plan.lists:
        changed = [row for pair in rows.changed.values() for row in pair]
        names.want(rows.part.model, (*rows.back.values(), *rows.removed.values(), *changed))
    said = list(entries.columns(model, before, after, names))
    for rows in plan.lists_touched:
        label = entries.part_label(plan.watched.table, rows.part)
        lines = [("gone", row) for row in rows.removed.values()]
        lines += [("new", row) for row in rows.back.values()]
        for old, new in rows.changed.values():
            lines += [("gone", old), ("new", new)]
        parts = tuple(
            Piece(kind, words.of_row(rows.part, row, names) + "\n") for kind, row in lines
        )
        said.append(entries.Said(label, parts))
    return said


def carry_out(plan: Plan, *, by: User, how: str) -> models.Model:
    """Make the record what it was. Raises ``ValidationError`` and ``IntegrityError``."""
    with acting(by, how):
        model = plan.watched.model
        if plan.is_gone:
            record = _created(plan.watched, plan.then.own or {})
        else:
            record = model._base_manager.select_for_update().get(pk=plan.key)  # noqa: SLF001
            _set(record, {column: pair[1] for column, pair in plan.columns.items()})
        for rows in plan.lists:
            _carry_out(rows)
    return record


@transaction.atomic
def _carry_out(rows: Rows) -> None:
    manager = rows.part.model._base_manager  # noqa: SLF001
    manager.filter(pk__in=list(rows.removed)).delete()
    for key, (now, then) in rows.changed.items():
        differing = {name: value for name, value in then.items() if now.get(name) != value}
        _set(manager.get(pk=key), differing)
    for row in rows.back.values():
        _created(rows.part, row)


def _set(instance: models.Model, columns: Row) -> None:
    fields = tables.column_fields(type(instance))
    changed = {column: fields[column] for column in columns if column in fields}
    for column, one in changed.items():
        setattr(instance, one.attname, one.to_python(columns[column]))
    others = {one.name for one in fields.values()} - {one.name for one in changed.values()}
    # Places in an order change together: the database asks at the end.
    instance.full_clean(exclude=others, validate_constraints=False, validate_unique=False)
    moments = [one.name for one in fields.values() if getattr(one, "auto_now", False)]
    if changed:
        instance.save(update_fields=[*(one.name for one in changed.values()), *moments])


def _created(part: Watched, row: Row) -> models.Model:
    fields = tables.column_fields(part.model)
    values = {
        fields[column].attname: fields[column].to_python(value)
        for column, value in row.items()
        if column in fields
    }
    instance = part.model(**values)
    instance.full_clean(validate_constraints=False, validate_unique=False)
    instance.save(force_insert=True)
    return instance
