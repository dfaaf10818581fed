"""Begin to note what happens to API tokens; their secrets and their use are no history."""

from django.db import migrations

from partners.history.triggers import Tracked, keep_history

TRACKED = (Tracked("partners_apitoken", unseen=("digest", "last_used_at", "last_used_on")),)


class Migration(migrations.Migration):
    dependencies = [("partners", "0006_contact_address")]
    operations = [keep_history(TRACKED)]
