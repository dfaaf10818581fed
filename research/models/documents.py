from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.models import User

if TYPE_CHECKING:
    from django.core.files.storage import Storage

    from research.models.outputs import Output


class DocumentQuerySet(models.QuerySet["Document"]):
    def in_order(self) -> Self:
        return self.order_by("order", "pk")

    def of_output(self, output: "Output") -> Self:
        """All of them, the replaced ones too, whatever was fetched with the output before."""
        return self.filter(output=output)

    def current(self) -> Self:
        """Without those that a newer file has replaced."""
        return self.filter(replaced_by=None)

    def replaced(self) -> Self:
        """The older versions, the latest first; each knows what replaced it."""
        return (
            self.filter(replaced_by__isnull=False)
            .select_related("replaced_by")
            .order_by("-replaced_at", "-pk")
        )

    def read(self) -> Self:
        """Those whose text is known, page by page."""
        return self.filter(state=Document.State.READ)

    def with_content(self, sha256: str) -> Self:
        return self.filter(sha256=sha256)

    def waiting_or_expired(self, at: datetime | None = None) -> Self:
        """What no worker has begun, or whose worker has not come back in time."""
        return self.filter(
            Q(state=Document.State.WAITING)
            | Q(state=Document.State.READING, lease_until__lt=at or timezone.now())
        ).order_by("pk")

    def leased(self, document_id: int, until: datetime) -> Self:
        """The one document, as long as its lease is the one that ends at ``until``."""
        return self.filter(pk=document_id, state=Document.State.READING, lease_until=until)


def content_address(document: "Document", filename: str) -> str:
    """Files lie under their content hash: one file once, under a name nobody chose."""
    return f"documents/{document.sha256[:2]}/{document.sha256}"


def image_address(document: "Document", filename: str) -> str:
    return f"first-pages/{document.sha256[:2]}/{document.sha256}.webp"


def storage() -> "Storage":
    return storages["default"]


class Document(models.Model):
    """A file of an output, and what became of reading it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be read")
        READING = "reading", _("Being read")
        READ = "read", _("Read")
        UNREADABLE = "unreadable", _("Could not be read")

    output = models.ForeignKey("research.Output", models.CASCADE, related_name="documents")
    file = models.FileField(_("file"), upload_to=content_address, storage=storage, max_length=200)
    filename = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    media_type = models.CharField(_("media type"), max_length=100, default="application/pdf")
    language = models.CharField(_("language"), max_length=12, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    uploaded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="uploads"
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    #: A newer version of the same document; this one keeps its address and is not searched.
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )
    replaced_at = models.DateTimeField(_("replaced at"), null=True, editable=False)
    # Reading it: written by research.ingestion.documents only
    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.WAITING, editable=False
    )
    reason = models.TextField(_("why it could not be read"), blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    read_at = models.DateTimeField(_("read at"), null=True, editable=False)
    page_count = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    scanned_pages = ArrayField(
        models.PositiveIntegerField(),
        default=list,
        editable=False,
        verbose_name=_("pages without text"),
    )
    first_page_image = models.ImageField(
        upload_to=image_address,
        storage=storage,
        max_length=200,
        blank=True,
        editable=False,
        width_field="image_width",
        height_field="image_height",
    )
    image_width = models.PositiveIntegerField(null=True, editable=False)
    image_height = models.PositiveIntegerField(null=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [
            models.Index(
                fields=["id"],
                name="document_unread",
                condition=Q(state__in=["waiting", "reading"]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["output", "sha256"],
                name="document_attached_once",
                violation_error_message=_("This very file is attached to the output already."),
            ),
            models.CheckConstraint(
                condition=Q(state="reading", lease_until__isnull=False)
                | ~Q(state="reading") & Q(lease_until__isnull=True),
                name="document_lease_follows_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="read")
                | Q(page_count__isnull=False, page_count__gte=1, read_at__isnull=False),
                name="document_read_has_pages",
            ),
            models.CheckConstraint(
                condition=Q(state="unreadable") & ~Q(reason="")
                | ~Q(state="unreadable") & Q(reason=""),
                name="document_unreadable_says_why",
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="document_is_not_empty"),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | Q(replaced_at__isnull=False),
                name="document_replaced_says_when",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=models.F("id")),
                name="document_replaced_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("research:document", args=[self.output.slug, self.pk, self.filename])

    @property
    def reason_display(self) -> str:
        """The reason in the reader's language."""
        return gettext(self.reason) if self.reason else ""

    @property
    def is_replaced(self) -> bool:
        return self.replaced_by_id is not None

    @property
    def is_read(self) -> bool:
        return self.state == self.State.READ

    @property
    def pages_with_text(self) -> int:
        return (self.page_count or 0) - len(self.scanned_pages)


class DocumentPageQuerySet(models.QuerySet["DocumentPage"]):
    def readable_of(self, outputs: Collection[int]) -> Self:
        """The text that readers may see of the outputs with these ids, in order."""
        return (
            self.filter(
                Q(document__output__access="open")
                | Q(document__output__embargo_until__lte=timezone.now()),
                document__output__in=outputs,
                document__replaced_by=None,
            )
            .select_related("document")
            .order_by("document__output_id", "document__order", "document_id", "number")
        )

    def in_order(self) -> Self:
        return self.order_by("document_id", "number")


class DocumentPage(models.Model):
    """The text of one page, numbered from 1 as PDF viewers do."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="text_pages")
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"))

    objects = DocumentPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="documentpage_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="documentpage_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.document}, p. {self.number}"
