"""The triggers that note changes: one line in a migration for each table.

One for each statement, not each row: an import of ten thousand rows is noted by one
INSERT. The arguments of the trigger are the only place that says to which record a
table belongs; ``partners.history.tables`` reads them from the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import migrations

FUNCTION = """
CREATE FUNCTION partners_note_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    key text := TG_ARGV[0];
    record_table text := TG_ARGV[1];
    record_column text := TG_ARGV[2];
    unseen text[] := TG_ARGV[3]::text[];
    who bigint := nullif(current_setting('hub.changed_by', true), '')::bigint;
    why text := coalesce(current_setting('hub.changed_how', true), '');
    head text := 'INSERT INTO partners_change (transaction, at, by_id, note, operation, '
        || 'table_name, row_key, record_table, record_key, before, after) '
        || 'SELECT pg_current_xact_id()::text::bigint, now(), $1, $2, $3, $4, ';
BEGIN
    IF TG_OP = 'INSERT' THEN
        EXECUTE head || format('t.%1$I::text, $5, t.%2$I::text, NULL::jsonb, NULL::jsonb '
            || 'FROM touched t WHERE t.%2$I IS NOT NULL', key, record_column)
        USING who, why, 'insert', TG_TABLE_NAME, record_table;
    ELSIF TG_OP = 'DELETE' THEN
        EXECUTE head || format('w.%1$I::text, $5, w.%2$I::text, to_jsonb(w) - $6, NULL::jsonb '
            || 'FROM was w WHERE w.%2$I IS NOT NULL', key, record_column)
        USING who, why, 'delete', TG_TABLE_NAME, record_table, unseen;
    ELSE
        -- A row that goes to another record is noted with both.
        EXECUTE head || format('t.%1$I::text, $5, k.key, d.before, d.after '
            || 'FROM was w JOIN touched t ON t.%1$I = w.%1$I '
            || 'CROSS JOIN LATERAL (SELECT jsonb_object_agg(o.key, o.value) AS before, '
            || 'jsonb_object_agg(o.key, n.value) AS after '
            || 'FROM jsonb_each(to_jsonb(w) - $6) o '
            || 'JOIN jsonb_each(to_jsonb(t) - $6) n ON n.key = o.key '
            || 'WHERE o.value IS DISTINCT FROM n.value) d '
            || 'CROSS JOIN LATERAL (SELECT w.%2$I::text AS key UNION SELECT t.%2$I::text) k '
            || 'WHERE d.before IS NOT NULL AND k.key IS NOT NULL', key, record_column)
        USING who, why, 'update', TG_TABLE_NAME, record_table, unseen;
    END IF;
    RETURN NULL;
END $$;
"""
TRANSITIONS = {
    "insert": "NEW TABLE AS touched",
    "update": "NEW TABLE AS touched OLD TABLE AS was",
    "delete": "OLD TABLE AS was",
}
#: The trigger of each table that the others are read back from.
NAME = "note_history_insert"


@dataclass(frozen=True, slots=True)
class Tracked:
    """A table whose changes are noted, with the record each of its rows belongs to.

    Columns in ``unseen`` are never written into the history, and no entry is made where
    only they changed: moments, leases, and what nobody may read, as a password.
    """

    table: str
    record_table: str = ""
    record_column: str = ""
    key: str = "id"
    unseen: tuple[str, ...] = ()

    def create(self) -> str:
        arguments = (
            self.key,
            self.record_table or self.table,
            self.record_column or self.key,
            "{" + ",".join(self.unseen) + "}",
        )
        written = ", ".join(f"'{argument}'" for argument in arguments)
        return "\n".join(
            f"CREATE TRIGGER note_history_{event} AFTER {event} ON {self.table} "
            f"REFERENCING {transition} FOR EACH STATEMENT "
            f"EXECUTE FUNCTION partners_note_history({written});"
            for event, transition in TRANSITIONS.items()
        )

    def drop(self) -> str:
        return "\n".join(
            f"DROP TRIGGER note_history_{event} ON {self.table};" for event in TRANSITIONS
        )


def keep_history(tracked: Iterable[Tracked]) -> migrations.RunSQL:
    """The operation of a migration that begins to note what happens to tables."""
    tables = list(tracked)
    return migrations.RunSQL(
        "\n".join(table.create() for table in tables), "\n".join(table.drop() for table in tables)
    )


def many(model: str, field: str, column: str) -> Tracked:
    """The table of a many-to-many field, whose rows belong to the side that is edited."""
    return Tracked(f"{model}_{field}", model, f"{column}_id")
