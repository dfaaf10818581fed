"""Many new rows of a table at once, by COPY: some ten times faster than INSERT by the ORM."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models
from psycopg.types.json import Jsonb

from research.models import ImportRow


def copy(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Save new ``rows``, which get their numbers; constraints and triggers see them all."""
    if not rows:
        return
    meta = model._meta  # noqa: SLF001 -- documented
    fields = meta.concrete_fields
    for row, number in zip(rows, _numbers(meta.db_table, len(rows)), strict=True):
        row.pk = number
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    order = f"COPY {quote(meta.db_table)} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(order) as stream:
        for row in rows:
            stream.write_row([_written(field, row) for field in fields])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 -- as bulk_create


def _numbers(table: str, how_many: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, how_many],
        )
        return [number for (number,) in cursor.fetchall()]


def _written(field: "models.Field[Any, Any]", row: models.Model) -> object:
    value = field.pre_save(row, add=True)
    if isinstance(field, models.JSONField):
        return Jsonb(value)
    return str(value) if isinstance(field, models.FileField) else value


def mark_done(rows: Sequence[ImportRow]) -> None:
    """The mark of rows that became outputs, all in one statement."""
    moments: list[datetime | None] = [row.applied_at for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE research_importrow r SET stage = 'done', output_id = v.output_id,"
            " applied_at = v.applied_at"
            " FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[])"
            " AS v (id, output_id, applied_at) WHERE r.id = v.id",
            [[row.pk for row in rows], [row.output_id for row in rows], moments],
        )
