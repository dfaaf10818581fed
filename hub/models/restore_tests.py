from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RestoreTestQuerySet(models.QuerySet["RestoreTest"]):
    def latest_first(self) -> Self:
        return self.order_by("-tested_at", "-pk")


class RestoreTest(models.Model):
    """That a backup was restored and found whole; a backup nobody restored is a hope."""

    tested_at = models.DateTimeField(_("tested at"))
    backup_made_at = models.DateTimeField(_("backup made at"))
    said = models.CharField(_("what was compared"), max_length=300, blank=True)

    objects = RestoreTestQuerySet.as_manager()

    class Meta:
        verbose_name = _("restore test")
        verbose_name_plural = _("restore tests")
        constraints = [
            models.CheckConstraint(
                condition=Q(tested_at__gte=F("backup_made_at")),
                name="restoretest_after_its_backup",
                violation_error_message=_("A backup is tested after it was made."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tested_at:%Y-%m-%d}"
