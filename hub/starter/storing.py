"""Writes an entry: creates it, or changes only what differs."""

from typing import Any

from django.db.models import Model

from hub.starter.entries import Entry, Part


def create(model: type[Model], entry: Entry) -> Model:
    record = model(**entry.columns)
    _save(record)
    for name, ids in (*entry.many.items(), *entry.links.items()):
        getattr(record, name).add(*ids)
    for name, parts in entry.parts.items():
        _add_parts(record, name, parts)
    return record


def update(record: Model, entry: Entry) -> bool:
    """Bring ``record`` to what ``entry`` says; whether anything differed."""
    return any(
        [
            _update_columns(record, entry.columns),
            *(_update_relation(record, name, ids) for name, ids in entry.many.items()),
            *(add_links(record, name, ids) for name, ids in entry.links.items()),
            *(_update_parts(record, name, parts) for name, parts in entry.parts.items()),
        ]
    )


def fill_blanks(record: Model, entry: Entry) -> bool:
    """Write only the columns that ``record`` leaves empty."""
    blanks = {
        name: value
        for name, value in entry.columns.items()
        if getattr(record, name) in ("", None, [])
    }
    return _update_columns(record, blanks)


def _update_columns(record: Model, columns: dict[str, Any]) -> bool:
    differing = {name: new for name, new in columns.items() if getattr(record, name) != new}
    for name, value in differing.items():
        setattr(record, name, value)
    if differing:
        _save(record)
    return bool(differing)


def _save(record: Model) -> None:
    _check(record)
    record.save()


def _check(record: Model) -> None:
    """Check the fields alone, for their names in the refusal.

    Constraints and references are the database's: asking for them one by one before
    takes three quarters of the time of a load.
    """
    columns = record._meta.concrete_fields  # noqa: SLF001 - public in Django
    references = {column.name for column in columns if column.is_relation}
    record.clean_fields(exclude=references)


def _update_relation(record: Model, name: str, ids: list[Any]) -> bool:
    relation = getattr(record, name)
    if set(relation.values_list("pk", flat=True)) == set(ids):
        return False
    relation.set(ids)
    return True


def add_links(record: Model, name: str, ids: list[Any]) -> bool:
    """Add what is missing in a relation, and take nothing away."""
    relation = getattr(record, name)
    missing = set(ids) - set(relation.filter(pk__in=ids).values_list("pk", flat=True))
    if missing:
        relation.add(*missing)
    return bool(missing)


def _update_parts(record: Model, name: str, parts: list[Part]) -> bool:
    if _stored(record, name, parts) == parts:
        return False
    getattr(record, name).all().delete()
    _add_parts(record, name, parts)
    return True


def _stored(record: Model, name: str, like: list[Part]) -> list[Part]:
    """The parts as they stand, in the columns that the wanted ones have."""
    rows = list(getattr(record, name).order_by("pk"))
    if len(rows) != len(like):
        return [Part({})] * len(rows)  # equal to no wanted parts, not even to none
    return [
        Part(
            {column: getattr(row, column) for column in part.columns},
            {inner: _stored(row, inner, parts) for inner, parts in part.parts.items()},
        )
        for row, part in zip(rows, like, strict=True)
    ]


def _add_parts(record: Model, name: str, parts: list[Part]) -> None:
    relation = getattr(record, name)
    rows = [relation.model(**{relation.field.name: record}, **part.columns) for part in parts]
    for row in rows:
        _check(row)
    relation.bulk_create(rows)
    for row, part in zip(rows, parts, strict=True):
        for inner, inner_parts in part.parts.items():
            _add_parts(row, inner, inner_parts)
