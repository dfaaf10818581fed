"""The fields of a row: what each may hold, and how that is read.

A list declares its fields in a table of ``Field``. A field that no table names is
refused, so that a misspelt name never drops what it holds without a word.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db.models import Choices, Model

from hub.starter.known import Known
from hub.starter.reading import Row
from partners import partial_dates

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Values = dict[str, Any]
Reader = Callable[[Any, Known], Any]


class Unfit(Exception):
    """A value can't be taken; the message says why. ``field`` where another is meant."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.field = field


class RowRefused(Exception):
    """Every fault of a row, as pairs of field and reason."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


class Goes(Enum):
    """Where a field's value ends up."""

    COLUMN = "a column of the record"
    MANY = "a relation of the record"
    ASIDE = "wherever the list's own code puts it"
    NOWHERE = "read and left out"


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    read: Reader
    to: str = ""
    goes: Goes = Goes.COLUMN
    is_required: bool = False

    @property
    def target(self) -> str:
        return self.to or self.name


def text(value: Any, _known: Known) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unfit("should be text")
    return str(value).strip()


def source(value: Any, known: Known) -> str:
    """Where a fact comes from. The number of a founding document says nothing to a reader."""
    return re.sub(r"^seed:[0-9]+ ", "", text(value, known))


def slug(value: Any, known: Known) -> str:
    if not SLUG.fullmatch(text(value, known)):
        raise Unfit(f"“{value}” is no address: small letters, digits and single hyphens only")
    return str(value)


def number(value: Any, _known: Known) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise Unfit(f"“{value}” is no whole number")
    return value


def flag(value: Any, _known: Known) -> bool:
    if value is not None and not isinstance(value, bool):
        raise Unfit(f"“{value}” is neither true nor false")
    return bool(value)


def anything(value: Any, _known: Known) -> Any:
    return value


def partial_date(value: Any, known: Known) -> str:
    written = text(value, known)
    try:
        partial_dates.validate(written)
    except ValidationError as error:
        raise Unfit(" ".join(error.messages)) from error
    return written


def day(value: Any, known: Known) -> date:
    written = partial_date(value, known)
    if len(written) < len("2021-11-24"):
        raise Unfit(f"“{written}” is no day: write it as in 2021-11-24")
    return partial_dates.first_day(written)


def time_zone(value: Any, known: Known) -> str:
    if text(value, known) not in available_timezones():
        raise Unfit(f"“{value}” is no time zone, as in Asia/Kathmandu")
    return str(value)


def country(value: Any, known: Known) -> str | None:
    code = text(value, known)
    if code and code not in known.countries:
        raise Unfit(f"“{code}” is no country code, as in NP")
    return code or None


def word_of(words: type[Choices]) -> Reader:
    """One of the words of a vocabulary."""

    def read(value: Any, known: Known) -> str:
        written = text(value, known)
        if written not in words.values:
            raise Unfit(f"“{written}” is none of: {', '.join(map(str, words.values))}")
        return written

    return read


def one(model: type[Model]) -> Reader:
    """The record that a slug names, by its id."""

    def read(value: Any, known: Known) -> int | None:
        named = text(value, known)
        if named and known.id_of(model, named) is None:
            raise Unfit(f"{_names_none(named, model)}, or its row was refused")
        return known.id_of(model, named)

    return read


def _names_none(slug: str, model: type[Model]) -> str:
    kind = model._meta.verbose_name  # noqa: SLF001 - public in Django
    return f"“{slug}” names no {kind}: none has this slug"


def promised(model: type[Model]) -> Reader:
    """A slug whose row may come in a later list."""

    def read(value: Any, known: Known) -> str:
        if not known.is_expected(model, named := text(value, known)):
            raise Unfit(_names_none(named, model))
        return named

    return read


def several(read_one: Reader) -> Reader:
    """A list, each of its items read in the same way; nothing is an empty list."""

    def read(value: Any, known: Known) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise Unfit("should be a list")
        found: list[Any] = []
        for item in value:
            if item is None or item == "":
                raise Unfit("has an empty item")
            found.append(read_one(item, known))
        return list(dict.fromkeys(found)) if _are_plain(found) else found

    return read


def _are_plain(found: list[Any]) -> bool:
    return all(isinstance(item, str | int) for item in found)


def nested(fields: tuple[Field, ...]) -> Reader:
    """A list of smaller rows with fields of their own."""

    def read(value: Any, known: Known) -> list[Values]:
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise Unfit("should be a list of rows with named fields")
        found, faults = [], []
        for place, cells in enumerate(value, start=1):
            try:
                found.append(_read_cells(fields, cells, known))
            except RowRefused as refused:
                faults += [(f"[{place}].{name}", reason) for name, reason in refused.faults]
        if faults:
            raise RowRefused(faults)
        return found

    return read


def read_row(fields: tuple[Field, ...], row: Row, known: Known) -> Values:
    """Every field's value, empty ones too. Raises ``RowRefused`` with every fault at once."""
    if row.doubled:
        raise RowRefused([(name, "stands twice in the row") for name in row.doubled])
    return _read_cells(fields, dict(row.cells), known)


def _read_cells(fields: tuple[Field, ...], cells: dict[str, Any], known: Known) -> Values:
    names = {field.name for field in fields}
    faults = [(str(name), "is no field of this list") for name in cells if name not in names]
    values: Values = {}
    for field in fields:
        value = cells.get(field.name)
        if field.is_required and value in (None, "", []):
            faults.append((field.name, "is missing"))
            continue
        try:
            values[field.name] = field.read(value, known)
        except Unfit as unfit:
            faults.append((field.name, str(unfit)))
        except RowRefused as refused:
            faults += [(f"{field.name}{inner}", reason) for inner, reason in refused.faults]
    if faults:
        raise RowRefused(faults)
    return values
