"""Begin to note what happens to events, their programmes and their speakers."""

from django.db import migrations

from partners.history.triggers import Tracked, keep_history, many

EVENT = "hub_event"
TRACKED = (
    Tracked(EVENT),
    Tracked("hub_eventinstitution", EVENT, "event_id"),
    many(EVENT, "themes", "event"),
    many(EVENT, "countries", "event"),
    many(EVENT, "outputs", "event"),
    many(EVENT, "projects", "event"),
    many(EVENT, "practices", "event"),
    Tracked("hub_session", EVENT, "event_id"),
    Tracked("hub_speaker", "hub_session", "session_id"),
)


class Migration(migrations.Migration):
    dependencies = [("hub", "0003_open_data"), ("partners", "0005_history")]
    operations = [keep_history(TRACKED)]
