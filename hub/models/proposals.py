from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.models import Country, Institution, ResourceCentre, User
from partners.roles import HUB_WIDE, Role
from research.models import Practice


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> Self:
        return self.filter(state=Proposal.State.WAITING)

    def decided(self) -> Self:
        return self.exclude(state=Proposal.State.WAITING)

    def for_review(self) -> Self:
        """What the list of an editor shows."""
        return self.select_related("centre", "practice", "country", "to")

    def within_reach_of(self, user: User) -> Self:
        """Those to the institutions that ``user`` edits, or all."""
        if user.is_superuser or user.roles & HUB_WIDE:
            return self
        edited = [pk for role, pk in user.positions if role == Role.INSTITUTION_EDITOR]
        return self.filter(to__in=edited)


class Proposal(models.Model):
    """What a reader wants changed at a resource centre, or a practice a reader tells of.

    Changes nothing until an editor accepts it. Whoever sent it is erased as it is decided.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction of a resource centre")
        PRACTICE = "practice", _("New practice")

    class State(models.TextChoices):
        WAITING = "waiting", _("To be looked at")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.WAITING, db_index=True
    )
    centre = models.ForeignKey(
        ResourceCentre,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("resource centre"),
    )
    practice = models.ForeignKey(
        Practice,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("practice"),
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, verbose_name=_("country")
    )
    to = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, verbose_name=_("to the institute")
    )
    #: By field what stands there, as the reader saw it, and what should.
    changes = models.JSONField(_("changes"), default=dict)
    how_known = models.TextField(_("how the reader knows"), blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal of a reader")
        verbose_name_plural = _("proposals of readers")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="correction", centre__isnull=False)
                | Q(kind="practice", centre__isnull=True),
                name="proposal_correction_has_a_centre",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="reader_proposal_decided_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(name="", email=""),
                name="proposal_forgets_who_sent_it",
                violation_error_message=_("Who sent it is erased as it is decided."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where an editor decides."""
        return reverse("admin:hub_proposal_change", args=[self.pk])

    @property
    def title(self) -> str:
        if self.centre:
            return self.centre.name
        return str(self.changes.get("title", {}).get("new", ""))

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING
