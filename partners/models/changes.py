from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Max, Min, Q
from django.utils.translation import gettext_lazy as _

from partners.models.users import User


class ChangeQuerySet(models.QuerySet["Change"]):
    def of_record(self, table: str, key: str) -> Self:
        """What happened to a record itself, and to what is edited on its page."""
        return self.filter(
            Q(record_table=table, record_key=key) | Q(table_name=table, row_key=key)
        )

    def of_records(self, table: str, keys: Iterable[str]) -> Self:
        """The same for many; what is edited on their pages names them too."""
        return self.filter(record_table=table, record_key__in=list(keys))

    def after(self, seen: int) -> Self:
        return self.filter(pk__gt=seen)

    def newest_first(self) -> Self:
        return self.select_related("by").order_by("-pk")

    def last_number(self) -> int:
        """The number of the last of these; 0 where nothing happened yet."""
        return self.aggregate(last=Max("pk"))["last"] or 0

    def of_transaction(self, change: "Change") -> Self:
        """What was saved together with ``change``."""
        return self.filter(transaction=change.transaction, by=change.by, note=change.note)

    def first_number(self) -> int:
        return self.aggregate(first=Min("pk"))["first"] or 0

    def deletions_in(self, table: str) -> Self:
        return self.filter(table_name=table, operation=Change.Operation.DELETE)

    def since(self, at: datetime) -> Self:
        return self.filter(at__gte=at)


class Change(models.Model):
    """That a row of a table was added, changed or removed, when, by whom and how.

    Database triggers write these (``partners.history.triggers``), so that no way of
    changing a row escapes. An addition keeps no content, as the present row and what
    happened since tell it; a change keeps what differed, a removal the whole row.
    """

    class Operation(models.TextChoices):
        INSERT = "insert", _("added")
        UPDATE = "update", _("changed")
        DELETE = "delete", _("removed")

    transaction = models.BigIntegerField(_("transaction"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        db_constraint=False,  # asked of each of 10,000 imported rows, it would cost
        related_name="changes",
        verbose_name=_("by"),
    )
    note = models.CharField(_("what was done"), max_length=200, blank=True)
    operation = models.CharField(_("operation"), max_length=6, choices=Operation)
    table_name = models.CharField(_("table"), max_length=63)
    row_key = models.CharField(_("row"), max_length=40)
    #: The record on whose page the row is edited: for a credit, its output.
    record_table = models.CharField(_("table of the record"), max_length=63)
    record_key = models.CharField(_("record"), max_length=40)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(fields=["record_table", "record_key", "-id"], name="change_of_record"),
            models.Index(fields=["table_name", "row_key", "-id"], name="change_of_row"),
        ]

    def __str__(self) -> str:
        return f"{self.table_name} {self.row_key}: {self.get_operation_display()}"
