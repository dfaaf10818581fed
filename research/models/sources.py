from datetime import datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from partners.models import Institution, User

#: A source that is asked less often than once a quarter is forgotten by its owner.
MOST_HOURS = 24 * 92


class SourceQuerySet(models.QuerySet["Source"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def by_name(self) -> Self:
        return self.order_by("name", "pk")

    def within_reach_of(self, institutions: set[int] | None) -> Self:
        """All for those who see all (``None``), else those of the own institutions."""
        return self if institutions is None else self.filter(institution__in=institutions)

    def ready(self, now: datetime) -> Self:
        """Those that may be asked: switched on, and not asking to be left alone."""
        return self.active().filter(Q(waits_until__isnull=True) | Q(waits_until__lte=now))

    def freshness(self) -> list[tuple[str, int, datetime | None]]:
        """By name: the hours between turns, and when everything was last taken in."""
        fresh_at = self._last("finished_at", state="finished")
        return list(self.by_name().values_list("name", "every", fresh_at))

    def with_last_run(self) -> Self:
        """Each with ``run_at``: when it was last asked, and ``run_state``: what came of it."""
        return self.annotate(run_at=self._last("begun_at"), run_state=self._last("state"))

    def _last(self, field: str, **which: str) -> Subquery:
        runs = self.model._meta.get_field("runs").related_model._default_manager  # noqa: SLF001
        found = runs.filter(source=OuterRef("pk"), **which).order_by("-begun_at", "-pk")
        return Subquery(found.values(field)[:1])


class Source(models.Model):
    """A place the hub asks for records: a repository, a registry, a feed, a file."""

    class Trust(models.TextChoices):
        """What becomes of what it says."""

        PUBLISH = "publish", _("is published at once, where nothing is missing")
        REVIEW = "review", _("is submitted for review")
        PROPOSE = "propose", _("is proposed only")

    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    #: A row of ``research.ingestion.connectors.table.CONNECTORS``.
    kind = models.CharField(_("kind"), max_length=30)
    settings = models.JSONField(_("settings"), default=dict, blank=True)
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name=_("institution"),
        help_text=_("Whose works it tells of. Empty for registries that tell of everybody's."),
    )
    is_own = models.BooleanField(
        _("is the institution's own"),
        default=False,
        help_text=_("The institution runs it itself: its documents may be fetched and kept."),
    )
    trust = models.CharField(
        _("what it says"), max_length=20, choices=Trust, default=Trust.PROPOSE
    )
    rules = models.JSONField(
        _("what is taken of it"),
        default=dict,
        blank=True,
        help_text=_("Empty: everything. Else what a work has to be about."),
    )
    every = models.PositiveSmallIntegerField(
        _("asked every so many hours"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )
    is_active = models.BooleanField(_("is asked by itself"), default=False)
    owner = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name=_("looked after by"),
        help_text=_("Gets a mail when the source can't be harvested."),
    )
    #: What to ask for next time: moved by a run that finished cleanly only.
    watermark = models.CharField(_("harvested up to"), max_length=200, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("failed in a row"), default=0, editable=False)
    waits_until = models.DateTimeField(_("left alone until"), null=True, editable=False)
    told_at = models.DateTimeField(_("its owner was told at"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_own=False) | Q(institution__isnull=False),
                name="source_own_has_an_institution",
                violation_error_message=_("Say whose own source it is."),
            ),
            models.CheckConstraint(
                condition=Q(every__range=(1, MOST_HOURS)),
                name="source_asked_now_and_then",
                violation_error_message=_("A source is asked between every hour and quarter."),
            ),
            models.CheckConstraint(
                condition=Q(trust__in=["publish", "review", "propose"]),
                name="source_trust_is_known",
                violation_error_message=_("Say how far the source is trusted."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def mark(self) -> str:
        """How the provenance of a field names it."""
        return f"harvest:{self.slug}"
