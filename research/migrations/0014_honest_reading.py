from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("research", "0013_deposit"),
    ]

    operations = [
        migrations.AddField(
            "document",
            "languages",
            ArrayField(
                models.CharField(max_length=12),
                default=list,
                editable=False,
                verbose_name="languages found",
            ),
        ),
        migrations.AddField(
            "document",
            "legacy_pages",
            ArrayField(
                models.PositiveIntegerField(),
                default=list,
                editable=False,
                verbose_name="pages in a font from before Unicode",
            ),
        ),
        migrations.AddField(
            "document",
            "active_content",
            ArrayField(
                models.CharField(max_length=30),
                default=list,
                editable=False,
                verbose_name="active content",
            ),
        ),
        migrations.AddField(
            "document",
            "is_encrypted",
            models.BooleanField(default=False, editable=False, verbose_name="encrypted"),
        ),
        migrations.AddField(
            "document",
            "to_recognise",
            ArrayField(
                models.PositiveIntegerField(),
                default=list,
                editable=False,
                verbose_name="pages whose text is still to be recognised",
            ),
        ),
        migrations.AddField(
            "document",
            "recognised_pages",
            ArrayField(
                models.PositiveIntegerField(),
                default=list,
                editable=False,
                verbose_name="pages whose text was recognised",
            ),
        ),
        migrations.AddField(
            "document",
            "recognition_until",
            models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            "documentpage",
            "is_recognised",
            models.BooleanField(
                default=False,
                help_text="Read by a program from the picture of the page: there may be mistakes.",
                verbose_name="recognised from a picture",
            ),
        ),
        migrations.AddIndex(
            "document",
            models.Index(
                condition=models.Q(("to_recognise__len__gt", 0)),
                fields=["id"],
                name="document_to_recognise",
            ),
        ),
    ]
