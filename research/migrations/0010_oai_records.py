"""What OAI-PMH knows of each output, kept by triggers.

Whatever a transaction changes of an output is noted in the change feed. As the transaction
ends, each output noted gets a new datestamp here: that of the commit, not of the statement,
so that a harvester who asks in between misses nothing.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

# A set and, after the colon, a member of it; who is in a member is in the set.
SETS = """
CREATE FUNCTION research_oai_sets(which bigint) RETURNS text[] LANGUAGE sql STABLE AS $$
    WITH members (spec) AS (
        SELECT 'type:' || o.type FROM research_output o WHERE o.id = which
        UNION
        SELECT 'theme:' || t.slug FROM research_theme t
        JOIN research_output_themes m ON m.theme_id = t.id WHERE m.output_id = which
        UNION
        SELECT 'institution:' || i.slug FROM partners_institution i
        JOIN research_outputinstitution m ON m.institution_id = i.id WHERE m.output_id = which
        UNION
        SELECT 'country:' || lower(m.country_id)
        FROM research_output_countries m WHERE m.output_id = which
        UNION
        SELECT 'openaire' FROM research_output o WHERE o.id = which AND o.access = 'open'
    )
    SELECT array_agg(spec ORDER BY spec) FROM (
        SELECT spec FROM members
        UNION
        SELECT split_part(spec, ':', 1) FROM members
    ) AS every (spec)
$$;
"""

# External outputs are not served. What was served once and is no more is deleted.
NOTE = """
CREATE FUNCTION research_oai_note(which bigint, writer bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO research_oairecord AS r (output_id, datestamp, is_deleted, sets, written_by)
    SELECT o.id, clock_timestamp(), o.status <> 'published', research_oai_sets(o.id), writer
    FROM research_output o
    WHERE o.id = which AND o.origin <> 'external' AND o.status IN ('published', 'withdrawn')
    ON CONFLICT (output_id) DO UPDATE
    SET datestamp = EXCLUDED.datestamp, is_deleted = EXCLUDED.is_deleted,
        sets = EXCLUDED.sets, written_by = EXCLUDED.written_by;
    IF NOT FOUND THEN
        UPDATE research_oairecord
        SET datestamp = clock_timestamp(), is_deleted = true, written_by = writer
        WHERE output_id = which AND NOT is_deleted;
    END IF;
END $$;
"""

CHANGED = """
CREATE FUNCTION research_oai_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    writer bigint := NEW.xid::text::bigint;
BEGIN
    IF NOT EXISTS (
        SELECT FROM research_oairecord WHERE output_id = NEW.output_id AND written_by = writer
    ) THEN
        PERFORM research_oai_note(NEW.output_id, writer);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER oai_changed AFTER INSERT ON research_outputchange
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION research_oai_changed();
"""

# A record names its other editions, so it changes with them, and as they come and go.
TRANSITIONS = {
    "insert": "NEW TABLE AS touched",
    "update": "NEW TABLE AS touched OLD TABLE AS was",
    "delete": "OLD TABLE AS was",
}
EDITIONS = {
    "research_edition": "SELECT unnest(ARRAY[output_id, of_id]) FROM %s",
    "research_output": (
        "SELECT unnest(ARRAY[e.output_id, e.of_id]) FROM research_edition e "
        "JOIN %s o ON o.id IN (e.output_id, e.of_id)"
    ),
}


def triggers():
    for table, query in EDITIONS.items():
        for event, transition in TRANSITIONS.items():
            yield (
                f"CREATE TRIGGER note_editions_{event} AFTER {event} ON {table} "
                f"REFERENCING {transition} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION research_note_changes('{query}');"
            )


def drop_triggers():
    for table in EDITIONS:
        for event in TRANSITIONS:
            yield f"DROP TRIGGER note_editions_{event} ON {table};"


EVERYTHING = "SELECT research_oai_note(id, 0) FROM research_output ORDER BY id;"


class Migration(migrations.Migration):
    dependencies = [("research", "0009_reading_orders")]
    operations = [
        migrations.CreateModel(
            name="OaiRecord",
            fields=[
                ("output_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("datestamp", models.DateTimeField()),
                ("is_deleted", models.BooleanField()),
                (
                    "sets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
                ("written_by", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["datestamp", "output_id"], name="oairecord_in_order"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["sets"], name="oairecord_sets"
                    ),
                ],
            },
        ),
        migrations.RunSQL(SETS, "DROP FUNCTION research_oai_sets(bigint);"),
        migrations.RunSQL(NOTE, "DROP FUNCTION research_oai_note(bigint, bigint);"),
        migrations.RunSQL(
            CHANGED,
            "DROP TRIGGER oai_changed ON research_outputchange;"
            "DROP FUNCTION research_oai_changed();",
        ),
        migrations.RunSQL("\n".join(triggers()), "\n".join(drop_triggers())),
        migrations.RunSQL(EVERYTHING, migrations.RunSQL.noop),
    ]
