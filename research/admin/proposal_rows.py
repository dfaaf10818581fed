"""A proposal as people see it: what the hub has beside what the source says."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from partners.models import Institution, User
from partners.roles import Action, Role
from partners.sign_in import may, own_institutions, sees_everything
from research.admin.harvest_rows import label_of, words_of
from research.admin.import_rows import Other, other
from research.ingestion.cleaning import identifiers
from research.models import Output, Proposal

Kind = Proposal.Kind


@dataclass(frozen=True, slots=True)
class Work:
    """A work that the hub has not, as the source tells of it."""

    title: str
    people: str
    issued: str
    place: str
    doi: str
    abstract: str


@dataclass(frozen=True, slots=True)
class ShownProposal:
    pk: int
    kind: str
    kind_label: str | Promise
    source: str
    why: str
    made_at: Any
    #: Where its record stands with what it was read from; empty where there is none.
    record_address: str
    output: Other | None
    institution: Institution | None
    work: Work | None
    label: str
    ours: str
    theirs: str
    may_decide: bool


def shown(proposal: Proposal, user: User, reach: Collection[int]) -> ShownProposal:
    ours, theirs = (words_of(proposal.field, value) for value in (proposal.ours, proposal.theirs))
    record = proposal.record
    return ShownProposal(
        pk=proposal.pk,
        kind=proposal.kind,
        kind_label=proposal.get_kind_display(),
        source=proposal.source.name,
        why="; ".join(record.reasons) if record and proposal.kind == Kind.NEW else proposal.why,
        made_at=proposal.made_at,
        record_address=(
            reverse("admin:research_harvestrecord_change", args=[record.pk]) if record else ""
        ),
        output=other(proposal.output, reach) if proposal.output else None,
        institution=proposal.institution,
        work=_work(record.record) if record and proposal.output is None else None,
        label=label_of(proposal.field) if proposal.field else "",
        ours=ours,
        theirs=theirs,
        may_decide=may_decide(user, proposal),
    )


def reach_of(user: User, proposals: Iterable[Proposal]) -> set[int]:
    """Of the outputs that proposals are about, those this person may open."""
    named = {proposal.output_id for proposal in proposals if proposal.output_id}
    outputs = Output.objects.within_reach_of(user).filter(pk__in=named)
    return set(outputs.values_list("pk", flat=True))


def may_decide(user: User, proposal: Proposal) -> bool:
    """Whoever may do by hand what the proposal would do."""
    if sees_everything(user):
        return True
    output = proposal.output
    if proposal.kind in (Kind.CLAIM, Kind.NEW) and (output is None or output.owner_id is None):
        edited = own_institutions(user, role=Role.INSTITUTION_EDITOR)
        return proposal.institution_id in edited
    if output is None:
        return False
    if proposal.kind == Kind.DELETED:
        return may(user, Action.WITHDRAW if output.is_public else Action.DELETE, output)
    return may(user, Action.CHANGE, output)


def _work(record: dict[str, Any]) -> Work:
    names = [str(person.get("name", "")) for person in record.get("people", ())]
    return Work(
        title=str(record.get("title", "")),
        people="; ".join(names),
        issued=str(record.get("issued", "")),
        place=str(record.get("container") or record.get("series") or record.get("publisher", "")),
        doi=identifiers.found_doi(str(record.get("doi", ""))),
        abstract=str(record.get("abstract", "")),
    )
