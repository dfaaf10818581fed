"""Values of columns in the words people use: labels of choices, names of what is linked."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partners.history import tables
from partners.history.states import Row


class Names:
    """The names of linked records, fetched once for each table."""

    def __init__(self) -> None:
        self._wanted: dict[type[models.Model], set[Any]] = {}
        self._known: dict[tuple[type[models.Model], str], str] = {}

    def want(self, model: type[models.Model], rows: Iterable[Row | None]) -> None:
        """Note what rows of ``model`` link to, to be fetched with all the others."""
        links = [f for f in model._meta.concrete_fields if f.is_relation]  # noqa: SLF001
        for row in rows:
            for field in links:
                key = (row or {}).get(str(field.column))
                if key is not None:
                    self._wanted.setdefault(_target(field), set()).add(key)

    def of(self, model: type[models.Model], key: Any) -> str:
        self._fetch()
        gone = _("no. %(number)s, which is gone") % {"number": key}
        return self._known.get((model, str(key)), gone)

    def _fetch(self) -> None:
        wanted, self._wanted = self._wanted, {}
        for model, keys in wanted.items():
            found = model._base_manager.in_bulk(keys)  # noqa: SLF001 -- drafts and all
            self._known |= {(model, str(pk)): str(one) for pk, one in found.items()}


def _target(field: Any) -> type[models.Model]:
    model: type[models.Model] = field.related_model
    return model


def label(field: "models.Field[Any, Any]") -> str:
    return str(capfirst(field.verbose_name))


def of_column(field: "models.Field[Any, Any]", value: Any, names: Names) -> str:
    """``value`` as the database's JSON has it, as a person would read it."""
    if value is None or value in ("", [], {}):
        return ""
    if field.is_relation:
        return names.of(_target(field), value)
    if isinstance(field, ArrayField):
        return "\n".join(of_column(field.base_field, entry, names) for entry in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.DateTimeField):
        moment = datetime.fromisoformat(value)
        return date_format(timezone.localtime(moment), "j F Y, H:i")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def of_attribute(field: Any, value: Any) -> str:
    """The same for a value as Python has it: a linked record or its number, a moment."""
    if isinstance(value, models.Model):
        return str(value)
    if field.is_relation and value is not None:
        linked = _target(field)._base_manager.filter(pk=value).first()  # noqa: SLF001
        return str(linked or value)
    is_moment = hasattr(value, "isoformat")
    return of_column(field, value.isoformat() if is_moment else value, Names())


def of_row(part: tables.Watched, row: Row, names: Names) -> str:
    """What a row of a list says, in a line: its filled columns, links by name."""
    said = [
        of_column(field, row.get(column), names)
        for column, field in tables.column_fields(part.model).items()
        if column not in {part.key, part.record_column, "order"}
        and not column.endswith(("_at", "sha256", "file"))
    ]
    return ", ".join(dict.fromkeys(word for word in said if word))
