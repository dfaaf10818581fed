"""An editor accepts or refuses; then it is forgotten who proposed it."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.models import Proposal
from hub.proposals.fields import OF_CENTRES, OF_PRACTICES
from partners.history.acting import acting
from partners.models import ResourceCentre, User
from partners.slugs import free_slug
from research.models import Practice, Theme

State = Proposal.State
#: Decided ones are kept so long, so that the same is recognised when it comes again.
KEPT_FOR = timedelta(days=90)
#: What nobody decided in so long is forgotten with whoever sent it.
WAITS_FOR = timedelta(days=365)


class DecidedAlready(Exception):
    """Somebody else was faster."""


@transaction.atomic
def accept(
    proposal: Proposal, *, by: User, fields: Collection[str], is_confirmed: bool = False
) -> ResourceCentre | Practice:
    """Take over the named fields. Raises ``DecidedAlready``, or Django's ``ValidationError``."""
    proposal = _open(proposal)
    with acting(by, _("proposal of a reader")):
        if proposal.centre:
            changed: ResourceCentre | Practice = _corrected(
                proposal.centre, _chosen(proposal, fields), is_confirmed=is_confirmed
            )
        else:
            changed = proposal.practice = _practice(_chosen(proposal, fields))
    _close(proposal, State.ACCEPTED, by)
    return changed


@transaction.atomic
def refuse(proposal: Proposal, *, by: User) -> None:
    """Leave everything as it is. Raises ``DecidedAlready``."""
    _close(_open(proposal), State.REFUSED, by)


def forget_old() -> int:
    """Delete what was decided long ago, or left lying for a year; says how many."""
    now = timezone.now()
    old = Proposal.objects.decided().filter(decided_at__lt=now - KEPT_FOR)
    left = Proposal.objects.waiting().filter(received_at__lt=now - WAITS_FOR)
    return old.delete()[0] + left.delete()[0]


def _open(proposal: Proposal) -> Proposal:
    """The proposal as it stands now, locked: of two editors one comes second."""
    fresh = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if not fresh.is_waiting:
        raise DecidedAlready
    return fresh


def _chosen(proposal: Proposal, fields: Collection[str]) -> dict[str, Any]:
    return {name: change["new"] for name, change in proposal.changes.items() if name in fields}


def _corrected(
    centre: ResourceCentre, values: dict[str, Any], *, is_confirmed: bool
) -> ResourceCentre:
    for name in OF_CENTRES:
        if name in values:
            setattr(centre, name, values[name])
    if is_confirmed:
        centre.last_confirmed_on = timezone.localdate()
    centre.full_clean()
    centre.save()
    return centre


def _practice(values: dict[str, Any]) -> Practice:
    plain = {name: values[name] for name in OF_PRACTICES if name in values}
    practice = Practice(slug=free_slug(Practice, values.get("title", "")), **plain)
    practice.full_clean()
    practice.save()
    practice.countries.set(values.get("countries", []))
    practice.themes.set(Theme.objects.filter(slug__in=values.get("themes", [])))
    return practice


def _close(proposal: Proposal, state: Proposal.State, by: User) -> None:
    proposal.state, proposal.decided_at, proposal.decided_by = state, timezone.now(), by
    proposal.name = proposal.email = ""
    proposal.save()
