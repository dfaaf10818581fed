"""One run of a source: its state, and what became of each record that it brought."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from partners.models import User
from research.models.outputs import Output
from research.models.sources import Source

#: What a record can become; each is a count of the run.
COUNTS = (
    "new",
    "changed",
    "unchanged",
    "proposed",
    "irrelevant",
    "set_aside",
    "deleted",
)


class HarvestQuerySet(models.QuerySet["Harvest"]):
    def at_work(self) -> Self:
        """What a worker has to do something about, now or when its turn comes."""
        return self.filter(state__in=Harvest.WORKING)

    def free(self, now: datetime) -> Self:
        """Work that nobody does: not begun, put off until now, or left by a worker that died."""
        nobodys = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
        is_due = Q(not_before__isnull=True) | Q(not_before__lte=now)
        return self.at_work().filter(nobodys, is_due)

    def of(self, source: Source) -> Self:
        return self.filter(source=source)

    def finished(self) -> Self:
        return self.filter(state=Harvest.State.FINISHED)

    def within_reach_of(self, institutions: set[int] | None) -> Self:
        """All for those who see all (``None``), else of sources of the own institutions."""
        if institutions is None:
            return self
        return self.filter(source__institution__in=institutions)

    def newest_first(self) -> Self:
        return self.order_by("-begun_at", "-pk")

    def newest_of_each(self) -> Self:
        """Of each source the run that was begun last."""
        return self.order_by("source", "-begun_at", "-pk").distinct("source")


class Harvest(models.Model):
    """A source asked once: can be stopped, goes on where it was, and is undone as a whole."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being harvested")
        STOPPED = "stopped", _("Stopped")
        FINISHED = "finished", _("Finished")
        FAILED = "failed", _("Failed")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    WORKING = (State.WAITING, State.RUNNING, State.UNDOING)

    source = models.ForeignKey(
        Source, models.CASCADE, related_name="runs", verbose_name=_("source")
    )
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="harvests", verbose_name=_("begun by")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.WAITING, editable=False
    )
    #: Why it failed, or what it waits for.
    reason = models.TextField(_("why"), blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    not_before = models.DateTimeField(_("goes on at"), null=True, editable=False)
    #: What the source was asked for, and where the answers went on after the last good one.
    since = models.CharField(_("asked for what changed since"), max_length=200, blank=True)
    token = models.TextField(_("goes on at the mark"), blank=True, editable=False)
    next_watermark = models.CharField(max_length=200, blank=True, editable=False)
    #: How many records the source says that it has for this question.
    total = models.PositiveIntegerField(_("records announced"), null=True, editable=False)
    pages = models.PositiveIntegerField(_("answers read"), default=0, editable=False)
    seen = models.PositiveIntegerField(_("seen"), default=0, editable=False)
    new = models.PositiveIntegerField(_("new"), default=0, editable=False)
    changed = models.PositiveIntegerField(_("changed"), default=0, editable=False)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0, editable=False)
    proposed = models.PositiveIntegerField(_("proposed"), default=0, editable=False)
    irrelevant = models.PositiveIntegerField(_("of no concern"), default=0, editable=False)
    set_aside = models.PositiveIntegerField(_("set aside"), default=0, editable=False)
    deleted = models.PositiveIntegerField(_("deleted upstream"), default=0, editable=False)
    begun_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)

    objects = HarvestQuerySet.as_manager()

    class Meta:
        verbose_name = _("harvest")
        verbose_name_plural = _("harvests")
        indexes = [models.Index(fields=["source", "-begun_at"], name="harvest_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(state__in=["waiting", "running", "undoing"]),
                name="harvest_one_at_a_time",
                violation_error_message=_("This source is being harvested already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "undoing"])
                | Q(lease_until__isnull=True),
                name="harvest_lease_only_at_work",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(reason=""),
                name="harvest_failure_says_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    seen=F("new")
                    + F("changed")
                    + F("unchanged")
                    + F("proposed")
                    + F("irrelevant")
                    + F("set_aside")
                    + F("deleted")
                ),
                name="harvest_loses_no_record",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.begun_at:%Y-%m-%d %H:%M})"

    @property
    def is_working(self) -> bool:
        return self.state in self.WORKING

    def counts(self) -> dict[str, int]:
        """``seen``, and what became of it; these add up."""
        return {name: getattr(self, name) for name in ("seen", *COUNTS)}

    def progress(self) -> tuple[int, int]:
        """Records that are through, of how many; 0 where the source doesn't say."""
        if self.state in (self.State.UNDOING, self.State.UNDONE):
            done = self.records.exclude(stage=HarvestRecord.Stage.DONE).count()
            return done, self.records.count()
        return self.seen, self.total or 0


class HarvestRecordQuerySet(models.QuerySet["HarvestRecord"]):
    def current(self) -> Self:
        """Of each record of a source what was last heard of it."""
        return self.filter(is_current=True)

    def of(self, source: Source) -> Self:
        return self.filter(source=source)

    def done(self) -> Self:
        return self.filter(stage=HarvestRecord.Stage.DONE)

    def kept(self) -> Self:
        return self.filter(stage=HarvestRecord.Stage.KEPT)

    def within_reach_of(self, institutions: set[int] | None) -> Self:
        """All for those who see all (``None``), else of sources of the own institutions."""
        if institutions is None:
            return self
        return self.filter(source__institution__in=institutions)

    def same_as(self, record: "HarvestRecord") -> Self:
        """What other harvests heard of the same record."""
        same = self.filter(source=record.source_id, identifier=record.identifier)
        return same.exclude(pk=record.pk)

    def with_output(self) -> Self:
        return self.filter(output__isnull=False)

    def with_what_was(self) -> Self:
        """Besides what a list shows, what stood in the outputs before."""
        return self.defer(None).defer("raw")

    def for_undoing(self) -> Self:
        return self.in_order().defer("raw", "record")

    def of_verdict(self, verdict: str) -> Self:
        return self.filter(verdict=verdict)

    def in_order(self) -> Self:
        return self.order_by("pk")

    def last_first(self) -> Self:
        return self.order_by("-pk")

    def for_listing(self) -> Self:
        """What a list of records shows: not the raw answers."""
        return self.select_related("output__owner").defer("raw", "record", "before")


class HarvestRecord(models.Model):
    """What a source said of one record, what became of it, and why.

    A record that is as it was the last time leaves no row: only the count knows of it.
    """

    class Verdict(models.TextChoices):
        """Named as the counts of a run."""

        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("is here already")
        PROPOSED = "proposed", _("proposed")
        IRRELEVANT = "irrelevant", _("of no concern")
        SET_ASIDE = "set_aside", _("set aside")
        DELETED = "deleted", _("deleted upstream")

    class Stage(models.TextChoices):
        DONE = "done", _("done")
        UNDONE = "undone", _("undone")
        KEPT = "kept", _("kept: changed since")

    run = models.ForeignKey(
        Harvest, models.CASCADE, related_name="records", verbose_name=_("harvest")
    )
    source = models.ForeignKey(
        Source, models.CASCADE, related_name="records", verbose_name=_("source")
    )
    #: Its stable name at the source.
    identifier = models.CharField(_("name at the source"), max_length=600)
    title = models.TextField(_("title"), blank=True)
    #: The answer it was read from, as it came, and the neutral record that was read.
    raw = models.TextField(_("as it came"), blank=True)
    record = models.JSONField(_("what it says"), default=dict, blank=True)
    digest = models.CharField(max_length=64)
    changed_upstream = models.CharField(_("changed at the source"), max_length=80, blank=True)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    #: Why: relevance, matching, trust, in sentences.
    reasons = ArrayField(models.TextField(), verbose_name=_("because"), default=list, blank=True)
    #: ``[field, value, reason]``: of a refusal, and what was left out of a record.
    remarks = models.JSONField(_("remarks"), default=list, blank=True)
    score = models.FloatField(_("likeness"), null=True)
    output = models.ForeignKey(
        Output,
        models.SET_NULL,
        null=True,
        related_name="harvest_records",
        verbose_name=_("output"),
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.DONE)
    applied_at = models.DateTimeField(null=True)
    #: What stood in the output before, for undoing.
    before = models.JSONField(default=dict, blank=True)
    #: Whether it is the last that was heard of this record.
    is_current = models.BooleanField(default=True)

    objects = HarvestRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("harvested record")
        verbose_name_plural = _("harvested records")
        indexes = [models.Index(fields=["run", "verdict", "id"], name="harvestrecord_by_verdict")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "identifier"],
                condition=Q(is_current=True),
                name="harvestrecord_one_is_current",
            ),
            models.CheckConstraint(
                condition=~Q(stage="undone") | Q(is_current=False),
                name="harvestrecord_undone_is_not_current",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=["irrelevant", "set_aside"])
                | Q(reasons__len__gt=0)
                | ~Q(remarks=[]),
                name="harvestrecord_left_out_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.identifier
