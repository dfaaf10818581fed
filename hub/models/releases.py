from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

#: So many stay, for those who have begun to fetch one when the next is made.
KEPT = 3
#: Later than this, the nightly job has not run: the page says so.
TOO_OLD = timedelta(days=3)


class DataReleaseQuerySet(models.QuerySet["DataRelease"]):
    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")

    def outdated(self) -> list["DataRelease"]:
        return list(self.newest_first()[KEPT:])


class DataRelease(models.Model):
    """One copy of the whole hub. The row is written when all its files are."""

    made_at = models.DateTimeField(_("made at"), unique=True)
    #: Each with ``name``, ``stored_as``, ``size``, ``sha256`` and ``rows`` (none for texts).
    files = models.JSONField(_("files"))

    objects = DataReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of the hub's data")
        verbose_name_plural = _("copies of the hub's data")
        constraints = [
            models.CheckConstraint(condition=~Q(files=[]), name="datarelease_has_files"),
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
