"""Two editors at one record: what the other did since, told before anything is overwritten.

A form carries the number of the last change its writer saw. If there are later ones of
fields or lists on the form, it is not saved but shown again: fields the writer did not
touch as they are now, touched ones as typed, and what the other did above them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, QueryDict

from partners.admin.filled import as_typed, rows
from partners.history import entries, states, tables, words
from partners.history.entries import Entry
from partners.models import Change

#: The input that says what the writer has seen.
SEEN = "_seen"


@dataclass(frozen=True, slots=True)
class Both:
    """A field that two have changed: as it is now, and as the writer of the form has it."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What happened since, the form to go on with, and lists the writer has not touched."""

    entries: Sequence[Entry]
    both: Sequence[Both]
    data: QueryDict
    untouched: frozenset[type[models.Model]]


def last_seen(model: type[models.Model], key: str) -> int:
    return Change.objects.of_record(model._meta.db_table, key).last_number()  # noqa: SLF001


def find(desk: "admin.ModelAdmin[Any]", request: HttpRequest, record: Any) -> Conflict | None:
    """None where nobody changed what this form would write since it was opened."""
    try:
        seen = int(request.POST.get(SEEN, ""))
    except ValueError:
        return None
    table, key = record._meta.db_table, str(record.pk)  # noqa: SLF001
    form = desk.get_form(request, record, change=True)
    inlines = desk.get_inline_instances(request, record)
    changed = Change.objects.of_record(table, key).after(seen)
    lists = {inline.model._meta.db_table: inline.model for inline in inlines}  # noqa: SLF001
    columns = _columns(record, form)
    touched = [c for c in changed if _matters(c, table, columns, lists)]
    if not touched:
        return None
    base = states.as_of(table, key, seen)
    mine = _mine(form, base, record, request.POST)
    data = request.POST.copy()
    data[SEEN] = str(last_seen(type(record), key))
    both = _merge(form, record, request.POST, mine, touched, data)
    untouched = frozenset(
        inline.model
        for inline in inlines
        if not _touched_rows(desk, request, record, inline, base)
    )
    return Conflict(entries.entries(table, key, after=seen), both, data, untouched)


def _columns(record: Any, form: Any) -> dict[str, str]:
    """The columns and many-to-many tables that a form writes, each with its field."""
    names = set(form.base_fields)
    found = {f.column: f.name for f in record._meta.concrete_fields if f.name in names}  # noqa: SLF001
    many = record._meta.many_to_many  # noqa: SLF001
    tables_of = {f.remote_field.through._meta.db_table: f.name for f in many if f.name in names}  # noqa: SLF001
    return found | tables_of


def _matters(change: Change, table: str, columns: dict[str, str], lists: dict[str, Any]) -> bool:
    if change.table_name == table:
        return any(column in columns for column in change.after or {})
    return change.table_name in columns or change.table_name in lists


def _instance(model: type[models.Model], row: dict[str, Any]) -> models.Model:
    """A row as it was, as an unsaved object."""
    fields = tables.column_fields(model)
    values = {
        fields[column].attname: fields[column].to_python(value)
        for column, value in row.items()
        if column in fields
    }
    return model(**values)


def _mine(form: Any, base: states.Record, record: Any, typed: QueryDict) -> set[str]:
    """The fields the writer has changed, compared with what was there when it was opened."""
    before = _instance(type(record), base.own or {})
    initial = {}
    for field in record._meta.many_to_many:  # noqa: SLF001
        if field.name in form.base_fields:
            part = tables.watched()[field.remote_field.through._meta.db_table]  # noqa: SLF001
            target = f"{field.m2m_reverse_field_name()}_id"
            chosen = [row[target] for row in base.parts(part).values()]
            initial[field.name] = list(field.related_model.objects.filter(pk__in=chosen))
    return set(form(typed, instance=before, initial=initial).changed_data)


def _merge(
    form: Any,
    record: Any,
    typed: QueryDict,
    mine: set[str],
    touched: list[Change],
    data: QueryDict,
) -> list[Both]:
    """Put their values where the writer has none; say which fields both have changed."""
    columns = _columns(record, form)
    names = {
        columns[column]
        for change in touched
        for column in [*(change.after or {}), change.table_name]
        if column in columns
    }
    now = form(instance=record)
    both = []
    for name in sorted(names, key=list(form.base_fields).index):
        for key, values in as_typed(now, name).items():
            if name not in mine:
                data.setlist(key, values)
        if name in mine:
            both.append(_both(form, record, name, typed))
    return both


def _both(form: Any, record: Any, name: str, typed: QueryDict) -> Both:
    asked = form(typed, instance=_copy(record))
    asked.is_valid()
    field = record._meta.get_field(name)  # noqa: SLF001
    raw = ", ".join(typed.getlist(name))
    if field.many_to_many:
        theirs = ", ".join(map(str, getattr(record, name).all()))
        yours = ", ".join(map(str, asked.cleaned_data.get(name, raw)))
        return Both(words.label(field), theirs, yours)
    theirs = words.of_attribute(field, getattr(record, field.attname))
    cleaned = asked.cleaned_data
    yours = words.of_attribute(field, cleaned[name]) if name in cleaned else raw
    return Both(words.label(field), theirs, yours)


def _copy(record: Any) -> Any:
    return type(record)(
        **{f.attname: getattr(record, f.attname) for f in record._meta.concrete_fields}  # noqa: SLF001
    )


def _touched_rows(
    desk: Any, request: HttpRequest, record: Any, inline: Any, base: states.Record
) -> bool:
    """Whether the writer has changed, added or struck out a row of this list."""
    formset = inline.get_formset(request, record)
    prefix, key = formset.get_default_prefix(), inline.model._meta.pk.name  # noqa: SLF001
    part = tables.watched().get(inline.model._meta.db_table)  # noqa: SLF001
    before = base.parts(part) if part else {}
    for number, (pk, row) in enumerate(rows(request.POST, prefix, key)):
        if row.get("DELETE"):
            return True
        instance = _instance(inline.model, before[pk]) if pk in before else inline.model()
        form: forms.ModelForm[Any] = formset.form(
            request.POST, prefix=f"{prefix}-{number}", instance=instance
        )
        if form.has_changed():
            return True
    return any(name.startswith(f"{prefix}-") for name in request.FILES)
