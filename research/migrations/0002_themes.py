"""The five themes; what each covers is written with the starter content."""

from django.db import migrations

THEMES = (
    ("labour-migration-policies", "Labour migration policies", [8, 10, 16]),
    ("gender-and-migration", "Gender and migration", [5, 8, 10]),
    ("migration-health-and-disaster", "Migration, health and disaster", [3, 11, 13]),
    ("migration-and-development", "Migration and development", [1, 8, 10, 17]),
    ("drivers-of-migration", "Drivers of migration", [1, 8, 10, 13]),
)


def add_themes(apps, schema_editor):
    theme = apps.get_model("research", "Theme")
    theme.objects.bulk_create(
        theme(slug=slug, name=name, sdgs=sdgs, order=order)
        for order, (slug, name, sdgs) in enumerate(THEMES, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("research", "0001_initial")]
    operations = [migrations.RunPython(add_themes, migrations.RunPython.noop)]
