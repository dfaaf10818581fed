"""What the admin's front page tells each person: what waits for them."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners.models import User
from partners.roles import Action, Role
from partners.sign_in import may, own_institutions, sees_everything
from research.models import Output, Proposal
from research.vocabularies import Status

register = template.Library()
#: More are a click away, in the list.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Queue:
    """Outputs that wait for the same thing, the oldest first."""

    title: str | Promise
    #: Said where nothing waits; such a queue is only shown where it says something.
    empty: str | Promise
    count: int
    outputs: list[Output]
    #: The query of the list that shows all of them.
    query: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """A queue as it is declared: for whom, and which outputs."""

    title: str | Promise
    empty: str | Promise
    is_for: Any
    where: Any
    query: str


def _edits_an_institution(user: User) -> bool:
    return Role.INSTITUTION_EDITOR in user.roles and not sees_everything(user)


def _deposits(user: User) -> bool:
    return bool(user.positions)


KINDS = (
    _Kind(
        _("Returned to you"),
        "",
        _deposits,
        lambda user: Q(status=Status.RETURNED) & (Q(submitted_by=user) | Q(created_by=user)),
        "status__exact=returned",
    ),
    _Kind(
        _("To be approved for your institution"),
        _("Nothing waits for your approval."),
        _edits_an_institution,
        lambda user: Q(status=Status.SUBMITTED, approved_at__isnull=True),
        "status__exact=submitted",
    ),
    _Kind(
        _("To be published"),
        _("Nothing waits to be published."),
        sees_everything,
        lambda user: (
            Q(status=Status.SUBMITTED) & (Q(approved_at__isnull=False) | Q(owner__isnull=True))
        ),
        "status__exact=submitted",
    ),
    _Kind(
        _("Sent, with its institution’s editor"),
        "",
        sees_everything,
        lambda user: Q(status=Status.SUBMITTED, approved_at__isnull=True, owner__isnull=False),
        "status__exact=submitted",
    ),
    _Kind(
        _("Your drafts"),
        "",
        _deposits,
        lambda user: Q(status=Status.DRAFT, created_by=user),
        "status__exact=draft",
    ),
    _Kind(
        _("Sent for review by you"),
        "",
        lambda user: _deposits(user) and not sees_everything(user),
        lambda user: Q(status=Status.SUBMITTED, submitted_by=user),
        "status__exact=submitted",
    ),
)


@register.inclusion_tag("admin/queues.html")
def what_waits_for(user: Any) -> dict[str, Any]:
    """Counts in one query, and one more for each queue that has something in it."""
    if not isinstance(user, User) or not may(user, Action.VIEW):
        return {"queues": [], "may_add": False}
    within = Output.objects.within_reach_of(user)
    kinds = [kind for kind in KINDS if kind.is_for(user)]
    counts = within.aggregate(
        **{f"n{place}": Count("pk", filter=kind.where(user)) for place, kind in enumerate(kinds)}
    )
    queues = [
        _queue(kind, within, user, counts[f"n{place}"])
        for place, kind in enumerate(kinds)
        if counts[f"n{place}"] or kind.empty
    ]
    return {"queues": queues, "may_add": may(user, Action.ADD)}


@register.inclusion_tag("admin/proposals_waiting.html")
def what_sources_propose(user: Any) -> dict[str, Any]:
    """How many works look like an institute's own, and how much else is to be decided."""
    if not isinstance(user, User) or not user.has_perm("research.change_proposal"):
        return {"claims": 0, "others": 0}
    is_of_the_hub = sees_everything(user)
    within = None if is_of_the_hub else own_institutions(user, role=Role.INSTITUTION_EDITOR)
    counts = Proposal.objects.within_reach_of(within).waiting().count_by_kind()
    claims = counts.pop(Proposal.Kind.CLAIM, 0)
    return {"claims": claims, "others": sum(counts.values()), "is_of_the_hub": is_of_the_hub}


def _queue(kind: _Kind, within: "QuerySet[Output]", user: User, count: int) -> Queue:
    found: Any = within.filter(kind.where(user)) if count else within.none()
    outputs = list(found.waiting_longest().select_related("owner", "submitted_by")[:SHOWN])
    return Queue(kind.title, kind.empty, count, outputs, kind.query)
