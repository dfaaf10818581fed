"""Recommendations of a theme and corridor of their own; a change of theirs is noted."""

import django.db.models.deletion
from django.db import migrations, models

BY_OUTPUT_ID = "SELECT output_id FROM %s"
TRANSITIONS = {
    "insert": "NEW TABLE AS touched",
    "update": "NEW TABLE AS touched OLD TABLE AS was",
    "delete": "OLD TABLE AS was",
}


def triggers():
    """Who should act is searched: what is recommended notes its output in the change feed."""
    for event, transition in TRANSITIONS.items():
        yield (
            f"CREATE TRIGGER note_{event} AFTER {event} ON research_recommendation "
            f"REFERENCING {transition} FOR EACH STATEMENT "
            f"EXECUTE FUNCTION research_note_changes('{BY_OUTPUT_ID}');"
        )


def drop_triggers():
    for event in TRANSITIONS:
        yield f"DROP TRIGGER note_{event} ON research_recommendation;"


class Migration(migrations.Migration):

    dependencies = [
        ('research', '0016_links'),
    ]

    operations = [
        migrations.AddField(
            model_name='recommendation',
            name='corridor',
            field=models.ForeignKey(blank=True, help_text='If empty: the corridors of the output.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='research.corridor', verbose_name='corridor'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='theme',
            field=models.ForeignKey(blank=True, help_text='If empty: the themes of the output.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='research.theme', verbose_name='theme'),
        ),
        migrations.RunSQL("\n".join(triggers()), "\n".join(drop_triggers())),
    ]
