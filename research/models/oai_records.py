from collections.abc import Sequence
from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.lookups import GreaterThan


class OaiRecordQuerySet(models.QuerySet["OaiRecord"]):
    def in_order(self) -> Self:
        return self.order_by("datestamp", "output_id")

    def changed_from(self, moment: datetime) -> Self:
        return self.filter(datestamp__gte=moment)

    def changed_before(self, moment: datetime) -> Self:
        return self.filter(datestamp__lt=moment)

    def in_set(self, spec: str) -> Self:
        return self.filter(sets__contains=[spec])

    def after(self, datestamp: datetime, output_id: int) -> Self:
        """Those behind a position; compared as a row, so that the index leads there at once."""
        position = Func(Value(datestamp), Value(output_id), function="ROW")
        here = Func(
            F("datestamp"), F("output_id"), function="ROW", output_field=models.TextField()
        )
        return self.filter(GreaterThan(here, position))

    def known_sets(self) -> Sequence[str]:
        """Every set that something stands in."""
        specs = self.annotate(spec=Func(F("sets"), function="unnest")).values_list(
            "spec", flat=True
        )
        return list(specs.distinct().order_by("spec"))


class OaiRecord(models.Model):
    """What OAI-PMH knows of an output: when it last changed, its sets, whether it is gone.

    Written by triggers only, as a transaction that touched the output ends; see the
    migration that makes them. The row outlives its output: a harvester hears that it is gone.
    """

    output_id = models.BigIntegerField(primary_key=True)
    datestamp = models.DateTimeField()
    is_deleted = models.BooleanField()
    sets = ArrayField(models.TextField())
    #: The transaction that wrote the row, so that each writes it once.
    written_by = models.BigIntegerField()

    objects = OaiRecordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["datestamp", "output_id"], name="oairecord_in_order"),
            GinIndex(fields=["sets"], name="oairecord_sets"),
        ]

    def __str__(self) -> str:
        return f"{self.output_id} at {self.datestamp}"
