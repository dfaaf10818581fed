"""What a record changes in an output that the hub has, and what it would change.

A field is written where it is empty, or where it still holds what this source wrote.
Whatever people wrote stays: where the source contradicts them, they are asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from research.ingestion.harvesting import differing, provenance
from research.ingestion.harvesting.cases import Case
from research.ingestion.harvesting.knowledge import Knowledge
from research.ingestion.harvesting.provenance import PEOPLE
from research.ingestion.harvesting.topics import in_brief
from research.ingestion.importing.creating import credits_of
from research.models import Credit, HarvestRecord, Output, Proposal, Source

Verdict, Status = HarvestRecord.Verdict, Output.Status
IDENTIFIERS = ("doi", "handle")
CREDIT_COLUMNS = ("id", "person_id", "name", "role", "order")


@dataclass(slots=True)
class Changes:
    """By field: what is written, and what is only proposed, as ours and theirs."""

    written: dict[str, Any] = field(default_factory=dict)
    proposed: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def update(case: Case, knowledge: Knowledge) -> None:
    """Write and propose what the record of a known output says; settles the case."""
    output, record, source = case.output, case.record, knowledge.source
    if output is None or record is None:
        return
    case.row.output = output
    if output.status == Status.WITHDRAWN:
        case.settle(Verdict.SET_ASIDE, _("The hub has withdrawn this output."))
        return
    if provenance.writer(output, "summary") == source.mark:
        record = replace(record, summary=record.summary or in_brief(record.abstract))
    changes = weighed(output, provenance.told(record), source)
    if not may_write(output, source):
        for name, value in changes.written.items():
            changes.proposed[name] = (provenance.standing(output, name), value)
        changes.written = {}
    case.wishes += [
        Proposal(
            kind=Proposal.Kind.FIELD,
            output=output,
            field=name,
            ours=ours,
            theirs=theirs,
            why=_why(output, name),
        )
        for name, (ours, theirs) in changes.proposed.items()
    ]
    if changes.written:
        _write(case, output, changes.written, knowledge)
        case.settle(Verdict.CHANGED)


def weighed(output: Output, said: Mapping[str, Any], source: Source) -> Changes:
    """What of ``said`` may be written, and what contradicts people."""
    changes = Changes()
    contradicted: dict[str, tuple[Any, Any]] = {}
    for name, theirs in said.items():
        ours = provenance.standing(output, name)
        if ours == theirs:
            continue
        if not ours and not provenance.was_emptied(output, name):
            if not _is_taken(output, name, theirs):
                changes.written[name] = theirs
        elif provenance.writer(output, name) == source.mark:
            changes.written[name] = theirs
        elif provenance.writer(output, name):
            # Another source's word against this one's: an institution's own is the last.
            if source.is_own and differing.is_another(name, ours, theirs):
                changes.written[name] = theirs
        elif ours or provenance.was_emptied(output, name):
            contradicted[name] = (ours, theirs)
    changes.proposed = differing.conflicts(contradicted)
    return changes


def may_write(output: Output, source: Source) -> bool:
    """Whether the source is trusted to change this output as it stands."""
    if source.trust == Source.Trust.PROPOSE:
        return False
    if output.status == Status.PUBLISHED:
        return source.trust == Source.Trust.PUBLISH
    # Somebody is still at work on it, or it waits for those who review it.
    return provenance.is_harvested(output)


def _is_taken(output: Output, name: str, value: Any) -> bool:
    """Whether another output has this identifier: then the two may be one work."""
    if name not in IDENTIFIERS:
        return False
    return Output.objects.filter(**{name: value}).exclude(pk=output.pk).exists()


def _why(output: Output, name: str) -> str:
    if not provenance.standing(output, name):
        return _("The hub has nothing there.")
    if provenance.writer(output, name):
        return _("The source says something newer.")
    return _("A person wrote what stands there.")


def _write(case: Case, output: Output, values: dict[str, Any], knowledge: Knowledge) -> None:
    case.row.before = {
        "values": {name: provenance.standing(output, name) for name in values if name != PEOPLE},
        "provenance": output.provenance,
        "updated_at": output.updated_at.isoformat(),
        "oai_datestamp": output.oai_datestamp.isoformat(),
    }
    if PEOPLE in values:
        case.row.before["credits"] = [
            {name: getattr(one, name) for name in CREDIT_COLUMNS} for one in output.credits.all()
        ]
        _credit(output, case, knowledge)
    for name, value in values.items():
        if name != PEOPLE:
            setattr(output, name, value)
    output.provenance = output.provenance | provenance.written(knowledge.source, values)
    plain = [name for name in values if name != PEOPLE]
    output.save(update_fields=[*plain, "provenance", "updated_at", "oai_datestamp"])
    case.row.applied_at = output.updated_at


def _credit(output: Output, case: Case, knowledge: Knowledge) -> None:
    if case.record is None:
        return
    people = case.record.people
    knowledge.known.look_up_people((one.name for one in people), (one.orcid for one in people))
    output.credits.all().delete()
    Credit.objects.bulk_create(credits_of(output, case.record, knowledge.known))
    # What was fetched with the output is what it was: a second record must see what it is.
    getattr(output, "_prefetched_objects_cache", {}).pop("credits", None)
