"""Begin to note what happens to issues of the newsletter, and to outputs of sessions.

Not to subscribers and registrations: what they take back is to be gone.
"""

from django.db import migrations

from partners.history.triggers import Tracked, keep_history, many

TRACKED = (
    Tracked("hub_issue", unseen=("started_at", "finished_at", "changed_at")),
    Tracked("hub_issueitem", "hub_issue", "issue_id"),
    Tracked("hub_issuetext", "hub_issue", "issue_id"),
    many("hub_session", "outputs", "session"),
)


class Migration(migrations.Migration):
    dependencies = [("hub", "0008_years_of_alerts"), ("partners", "0005_history")]
    operations = [keep_history(TRACKED)]
