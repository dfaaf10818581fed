from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.models import User

if TYPE_CHECKING:
    from django.core.files.storage import Storage


class UploadQuerySet(models.QuerySet["Upload"]):
    def of(self, user: User) -> Self:
        return self.filter(user=user)

    def with_content(self, sha256: str) -> Self:
        return self.filter(sha256=sha256)

    def latest_first(self) -> Self:
        return self.order_by("-given_at", "-pk")

    def given_before(self, moment: datetime) -> Self:
        return self.filter(given_at__lt=moment)


def storage() -> "Storage":
    return storages["default"]


class Upload(models.Model):
    """What somebody begins a deposit with: a file, or words (a DOI, an address, a citation).

    It waits, with what was read from it, until the person saves the form; then a file
    becomes a document without being sent again. What nobody comes back for is swept away.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="begun_uploads")
    file = models.FileField(_("file"), storage=storage, max_length=200, blank=True)
    filename = models.CharField(_("file name"), max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    words = models.TextField(_("what was pasted"), blank=True)
    #: What was read from it (research.deposits.offers); nothing of it is saved anywhere else.
    offer = models.JSONField(_("what was read"), default=dict, blank=True)
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        indexes = [models.Index(fields=["sha256"], name="upload_content")]
        constraints = [
            models.CheckConstraint(
                condition=Q(file="", sha256="", size=0) & ~Q(words="")
                | ~Q(file="") & ~Q(sha256="") & Q(size__gt=0, words=""),
                name="upload_is_a_file_or_words",
            ),
        ]

    def __str__(self) -> str:
        return self.filename or self.words[:80]
