"""A list of works that is brought in as a whole: its state, and what became of each row."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from partners.models import Institution, User
from research.models.outputs import Output


class ImportQuerySet(models.QuerySet["Import"]):
    def at_work(self) -> Self:
        """What a worker has to do something about, now or when its turn comes."""
        return self.filter(state__in=Import.WORKING)

    def free(self, now: datetime) -> Self:
        """Work that nobody does: not begun, or left behind by a worker that died."""
        return self.at_work().filter(Q(lease_until__isnull=True) | Q(lease_until__lt=now))

    def within_reach_of(self, institutions: set[int] | None, user: User) -> Self:
        """All for those who see all (``None``), else of the own institutions and one's own."""
        if institutions is None:
            return self
        return self.filter(Q(owner__in=institutions) | Q(created_by=user))

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Import(models.Model):
    """One file, checked and then brought in: can be stopped, resumed and undone as a whole."""

    class State(models.TextChoices):
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked: nothing is brought in yet")
        RUNNING = "running", _("Being brought in")
        STOPPED = "stopped", _("Stopped")
        DONE = "done", _("Brought in")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        FAILED = "failed", _("Could not be read")

    class Become(models.TextChoices):
        """What a row becomes."""

        DRAFT = "draft", _("drafts")
        SUBMITTED = "submitted", _("submissions for review")
        PUBLISHED = "published", _("public, where nothing is missing; else drafts")

    WORKING = (State.CHECKING, State.RUNNING, State.UNDOING)

    file = models.FileField(_("file"), upload_to="imports/%Y/%m", max_length=300)
    filename = models.CharField(_("name of the file"), max_length=255, editable=False)
    format = models.CharField(_("format"), max_length=20, blank=True, editable=False)
    owner = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("deposited by"),
    )
    become = models.CharField(
        _("rows become"), max_length=20, choices=Become, default=Become.DRAFT
    )
    fills_gaps = models.BooleanField(
        _("fill in what records lack"),
        default=False,
        help_text=_(
            "Where the hub has a work already, fields that are empty there are filled from the "
            "file. What stands there is never overwritten."
        ),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.CHECKING, editable=False
    )
    reason = models.TextField(_("why it could not be read"), blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="imports"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["checking", "running", "undoing"])
                | Q(lease_until__isnull=True),
                name="import_lease_only_at_work",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(reason="") | ~Q(state="failed") & Q(reason=""),
                name="import_failure_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def history_note(self) -> str:
        """How the history says that this import did it."""
        return f"import {self.pk}"

    def counts(self) -> dict[str, int]:
        """How many rows there are of each verdict, as they stand."""
        found = self.rows.values_list("verdict").annotate(Count("pk")).order_by()
        return dict.fromkeys(ImportRow.Verdict.values, 0) | dict(found)

    def progress(self) -> tuple[int, int]:
        """Rows that are through, and all that there is anything to do about."""
        rows = self.rows.to_do_or_done()
        waiting = ImportRow.Stage.WAITING
        if self.state in (self.State.UNDOING, self.State.UNDONE):
            return rows.exclude(stage=ImportRow.Stage.DONE).count(), rows.count()
        return rows.exclude(stage=waiting).count(), rows.count()


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def in_order(self) -> Self:
        return self.order_by("number")

    def to_do_or_done(self) -> Self:
        """Rows that create or change something."""
        return self.filter(verdict__in=[ImportRow.Verdict.NEW, ImportRow.Verdict.CHANGED])

    def waiting(self) -> Self:
        return self.to_do_or_done().filter(stage=ImportRow.Stage.WAITING)

    def done(self) -> Self:
        return self.to_do_or_done().filter(stage=ImportRow.Stage.DONE)

    def kept(self) -> Self:
        return self.filter(stage=ImportRow.Stage.KEPT)


class ImportRow(models.Model):
    """One record of the file, what is to become of it, and why."""

    class Verdict(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("fills gaps")
        DUPLICATE = "duplicate", _("is here already")
        REFUSED = "refused", _("refused")

    class Stage(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        UNDONE = "undone", _("undone")
        KEPT = "kept", _("kept: changed since")

    job = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("order"))
    line = models.PositiveIntegerField(_("row or line"))
    title = models.TextField(_("title"), blank=True)
    record = models.JSONField(_("what it says"), default=dict)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    #: ``[field, value, reason]``: of a refusal, and what was left out of a record.
    remarks = models.JSONField(_("remarks"), default=list)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.WAITING)
    #: Of a duplicate: the output it is, or the row of the file it repeats.
    match = models.ForeignKey(
        Output, models.SET_NULL, null=True, related_name="+", verbose_name=_("the same as")
    )
    repeats = models.PositiveIntegerField(_("repeats row"), null=True)
    score = models.FloatField(_("likeness"), null=True)
    reasons = ArrayField(models.TextField(), verbose_name=_("because"), default=list)
    #: What it made or changed, when, and what stood there before.
    output = models.ForeignKey(
        Output, models.SET_NULL, null=True, related_name="import_rows", verbose_name=_("output")
    )
    applied_at = models.DateTimeField(null=True)
    before = models.JSONField(default=dict)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="importrow_once"),
            models.CheckConstraint(
                condition=~Q(stage="done") | Q(applied_at__isnull=False),
                name="importrow_done_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["job", "stage", "number"], name="importrow_by_stage"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.line}"


class DifferentWorks(models.Model):
    """Two outputs that look alike and that somebody said are not the same: never asked again."""

    first = models.ForeignKey(Output, models.CASCADE, related_name="+")
    second = models.ForeignKey(Output, models.CASCADE, related_name="+")
    said_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField(_("said at"), auto_now_add=True)

    class Meta:
        verbose_name = _("pair of different works")
        verbose_name_plural = _("pairs of different works")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="differentworks_said_once"),
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="differentworks_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"
