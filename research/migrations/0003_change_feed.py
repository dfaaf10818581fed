"""The change feed: which outputs changed, by which transaction.

Statement-level triggers note the outputs that a statement touched, with the
transaction's 64-bit id. ``research.search.following`` reads them by snapshot.
"""

from django.db import migrations

TABLE = """
CREATE TABLE research_outputchange (
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    output_id bigint NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX research_outputchange_xid ON research_outputchange (xid);
"""

# The first argument of each trigger selects the ids of outputs; %s stands for
# the rows the statement touched. An update asks for its old and its new rows.
FUNCTION = """
CREATE FUNCTION research_note_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        EXECUTE 'INSERT INTO research_outputchange (output_id) SELECT DISTINCT ids.id FROM ('
            || format(TG_ARGV[0], 'touched') || ') AS ids (id)';
    END IF;
    IF TG_OP IN ('DELETE', 'UPDATE') THEN
        EXECUTE 'INSERT INTO research_outputchange (output_id) SELECT DISTINCT ids.id FROM ('
            || format(TG_ARGV[0], 'was') || ') AS ids (id)';
    END IF;
    PERFORM pg_notify('outputs_changed', '');
    RETURN NULL;
END $$;
"""

BY_OUTPUT_ID = "SELECT output_id FROM %s"
FEEDS = {
    "research_output": "SELECT id FROM %s",
    "research_output_themes": BY_OUTPUT_ID,
    "research_output_countries": BY_OUTPUT_ID,
    "research_output_corridors": BY_OUTPUT_ID,
    "research_outputinstitution": BY_OUTPUT_ID,
    "research_credit": BY_OUTPUT_ID,
    "research_document": BY_OUTPUT_ID,
    "research_documentpage": (
        "SELECT d.output_id FROM research_document d JOIN %s p ON p.document_id = d.id"
    ),
    "research_theme": (
        "SELECT m.output_id FROM research_output_themes m JOIN %s t ON t.id = m.theme_id"
    ),
    "partners_institution": (
        "SELECT m.output_id FROM research_outputinstitution m JOIN %s i ON i.id = m.institution_id"
    ),
    "partners_person": "SELECT c.output_id FROM research_credit c JOIN %s p ON p.id = c.person_id",
    "partners_country": (
        "SELECT m.output_id FROM research_output_countries m JOIN %s c ON c.code = m.country_id"
    ),
}
TRANSITIONS = {
    "insert": "NEW TABLE AS touched",
    "update": "NEW TABLE AS touched OLD TABLE AS was",
    "delete": "OLD TABLE AS was",
}


def triggers():
    for table, query in FEEDS.items():
        for event, transition in TRANSITIONS.items():
            yield (
                f"CREATE TRIGGER note_{event} AFTER {event} ON {table} REFERENCING {transition} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION research_note_changes('{query}');"
            )


def drop_triggers():
    for table in FEEDS:
        for event in TRANSITIONS:
            yield f"DROP TRIGGER note_{event} ON {table};"


class Migration(migrations.Migration):
    dependencies = [("research", "0002_themes"), ("partners", "0002_countries")]
    operations = [
        migrations.RunSQL(TABLE, "DROP TABLE research_outputchange;"),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION research_note_changes();"),
        migrations.RunSQL("\n".join(triggers()), "\n".join(drop_triggers())),
    ]
