"""Names of people by any three letters in a row: as-you-type suggestions among 100,000 of them."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

# Django asks for names without regard to capitals by UPPER(name::text) LIKE UPPER(...).
CREATE = """
CREATE INDEX research_suggest_person ON partners_person USING gin (upper(name::text) gin_trgm_ops);
"""


class Migration(migrations.Migration):
    dependencies = [("research", "0006_thesaurus"), ("partners", "0002_countries")]
    operations = [
        TrigramExtension(),
        migrations.RunSQL(CREATE, "DROP INDEX research_suggest_person;"),
    ]
