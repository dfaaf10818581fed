"""Keeping what a reader proposes, and telling the institute."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from hub.contact import routing
from hub.models import Proposal
from hub.proposals.fields import OF_CENTRES
from partners import post
from partners.models import Country, Letter, ResourceCentre


@dataclass(frozen=True, slots=True)
class Sender:
    """Who proposes, as far as they say: asked only in case something is unclear."""

    name: str = ""
    email: str = ""
    language: str = "en"
    how_known: str = ""


class NothingProposed(Exception):
    """What was sent is what stands there already."""


@transaction.atomic
def correct(centre: ResourceCentre, values: dict[str, Any], sender: Sender) -> Proposal:
    """Keep what differs from the entry. Raises ``NothingProposed`` where nothing does."""
    changes = {
        name: {"was": getattr(centre, name), "new": values[name]}
        for name in OF_CENTRES
        if name in values and values[name] != getattr(centre, name)
    }
    if not changes and not sender.how_known:
        raise NothingProposed
    kind = Proposal.Kind.CORRECTION
    return _keep(Proposal(kind=kind, centre=centre, country=centre.country), changes, sender)


@transaction.atomic
def propose_practice(values: dict[str, Any], country: Country, sender: Sender) -> Proposal:
    """``values`` by the names of the fields; relations by their slugs and codes."""
    changes = {name: {"new": value} for name, value in values.items() if value}
    return _keep(Proposal(kind=Proposal.Kind.PRACTICE, country=country), changes, sender)


def _keep(proposal: Proposal, changes: dict[str, Any], sender: Sender) -> Proposal:
    proposal.changes = changes
    proposal.to = routing.institute_for(proposal.country, None)
    proposal.name, proposal.email = sender.name, sender.email
    proposal.language, proposal.how_known = sender.language, sender.how_known
    proposal.save()
    for address in routing.addresses_of(proposal.to):
        # Who sent it stands in the proposal only: letters are kept for a year.
        post.write_to(
            address,
            Letter.Kind.PROPOSED,
            language=settings.LANGUAGE_CODE,
            is_practice=proposal.kind == Proposal.Kind.PRACTICE,
            title=proposal.title,
            path=proposal.get_absolute_url(),
        )
    return proposal
