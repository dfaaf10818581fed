"""What a source would have changed, had it been trusted that far: for people to decide."""

from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from partners.models import Institution, User
from research.models.harvests import Harvest, HarvestRecord
from research.models.outputs import Output
from research.models.sources import Source


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> Self:
        return self.filter(state=Proposal.State.OPEN)

    def claims(self) -> Self:
        """“These look like yours.”"""
        return self.filter(kind=Proposal.Kind.CLAIM)

    def besides_claims(self) -> Self:
        return self.exclude(kind=Proposal.Kind.CLAIM)

    def of_institution(self, institution: Institution) -> Self:
        return self.filter(institution=institution)

    def of_source(self, source: Source) -> Self:
        return self.filter(source=source)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def count_by_kind(self) -> dict[str, int]:
        return dict(self.values_list("kind").annotate(Count("pk")).order_by())

    def in_queue(self) -> Self:
        """What belongs together stands together, the newest first."""
        return self.order_by("institution", "output", "-pk")

    def of_run(self, run: Harvest) -> Self:
        return self.filter(record__run=run)

    def within_reach_of(self, institutions: set[int] | None) -> Self:
        """All for those who see all (``None``), else what concerns the own institutions."""
        if institutions is None:
            return self
        return self.filter(Q(institution__in=institutions) | Q(output__owner__in=institutions))

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")

    def for_listing(self) -> Self:
        return self.select_related("source", "institution", "output__owner", "record").defer(
            "record__raw"
        )


class Proposal(models.Model):
    """One thing a source says and nobody has decided about, or what was decided."""

    class Kind(models.TextChoices):
        FIELD = "field", _("another value of a field")
        NEW = "new", _("a work the hub has not")
        CLAIM = "claim", _("a work that looks like an institution's")
        DELETED = "deleted", _("the source has taken it away")
        SAME = "same", _("two outputs with the same file")

    class State(models.TextChoices):
        OPEN = "open", _("to be decided")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        NEVER = "never", _("always refused from this source")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    source = models.ForeignKey(
        Source, models.CASCADE, related_name="proposals", verbose_name=_("source")
    )
    record = models.ForeignKey(
        HarvestRecord,
        models.CASCADE,
        null=True,
        related_name="proposals",
        verbose_name=_("record"),
    )
    #: The record's name at the source: its rows change, this stays.
    identifier = models.CharField(_("name at the source"), max_length=600, blank=True)
    #: Empty: a whole new output is proposed.
    output = models.ForeignKey(
        Output,
        models.CASCADE,
        null=True,
        related_name="proposals",
        verbose_name=_("output"),
    )
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        null=True,
        related_name="proposals",
        verbose_name=_("institution"),
    )
    #: The field's name, ``people``, or empty where it is about the whole.
    field = models.CharField(_("field"), max_length=40, blank=True)
    ours = models.JSONField(_("here"), default=None, null=True)
    theirs = models.JSONField(_("there"), default=None, null=True)
    why = models.TextField(_("why"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decided_by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        related_name="decided_proposals",
        verbose_name=_("decided by"),
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        indexes = [models.Index(fields=["state", "kind", "-id"], name="proposal_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "output", "field", "kind", "institution"],
                condition=Q(state__in=["open", "never"], output__isnull=False),
                nulls_distinct=False,
                name="proposal_once_for_an_output",
            ),
            models.UniqueConstraint(
                fields=["source", "identifier", "kind", "institution"],
                condition=Q(state__in=["open", "never"], output__isnull=True),
                nulls_distinct=False,
                name="proposal_once_for_a_record",
            ),
            models.CheckConstraint(
                condition=~Q(kind="field") | Q(output__isnull=False) & ~Q(field=""),
                name="proposal_of_a_field_names_it",
            ),
            models.CheckConstraint(
                condition=~Q(kind="claim") | Q(institution__isnull=False),
                name="proposal_claim_says_whose",
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | ~Q(state="open") & Q(decided_at__isnull=False),
                name="proposal_decided_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.output or self.record or self.identifier)
