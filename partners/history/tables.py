"""Which tables are watched and to which record their rows belong, as the triggers say."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models

from partners.history.triggers import NAME


@dataclass(frozen=True, slots=True)
class Watched:
    """A table with a trigger, and the model that maps it."""

    table: str
    key: str
    record_table: str
    record_column: str
    model: type[models.Model]

    @property
    def is_record(self) -> bool:
        """Whether its rows are records by themselves, not parts of others."""
        return self.table == self.record_table


@cache
def watched() -> dict[str, Watched]:
    """All of them by name; they change with a migration only."""
    mapped = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, encode(tgargs, 'escape') FROM pg_trigger"
            " WHERE tgname = %s ORDER BY 1",
            [NAME],
        )
        rows = cursor.fetchall()
    found = {}
    for table, written in rows:
        key, record_table, record_column = written.split("\\000")[:3]
        found[table] = Watched(table, key, record_table, record_column, mapped[table])
    return found


def parts_of(table: str) -> list[Watched]:
    """The tables whose rows belong to records of ``table``."""
    return [one for one in watched().values() if one.record_table == table and not one.is_record]


def column_fields(model: type[models.Model]) -> dict[str, "models.Field[Any, Any]"]:
    """The fields of a model by the names of their columns."""
    return {str(field.column): field for field in model._meta.concrete_fields}  # noqa: SLF001
