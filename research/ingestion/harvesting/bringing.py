"""New outputs: made of records that the hub has not, as far as their source is trusted."""

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from research import readiness
from research.ingestion.harvesting import provenance
from research.ingestion.harvesting.cases import Case
from research.ingestion.harvesting.knowledge import Knowledge
from research.ingestion.importing import drafting
from research.ingestion.importing.creating import create
from research.ingestion.records import IncomingOutput
from research.models import Document, Edition, HarvestRecord, Output, Proposal, Source

Verdict, Status, Trust = HarvestRecord.Verdict, Output.Status, Source.Trust


def bring(cases: Sequence[Case], knowledge: Knowledge) -> None:
    """Make outputs of the cases that have none; settles them."""
    records = [(case, knowledge.topics.completed(case.record)) for case in cases if case.record]
    if knowledge.source.trust == Trust.PROPOSE:
        for case, record in records:
            _propose(case, record, knowledge)
        return
    outputs = drafted([record for _case, record in records], knowledge)
    for (case, record), output in zip(records, outputs, strict=True):
        case.record, case.output, case.row.output = record, output, output
        case.row.applied_at = output.updated_at
        case.settle(Verdict.NEW)
        if case.edition_of:
            _link(case, output)
    if knowledge.source.trust == Trust.PUBLISH:
        _publish([case for case, _record in records])


def drafted(
    records: Sequence[IncomingOutput], knowledge: Knowledge, **values: object
) -> list[Output]:
    """New outputs that wait for review, saved."""
    outputs = []
    now = timezone.now()
    for record in records:
        output = drafting.output_of(record, knowledge.giver, is_checked=True)
        output.status, output.submitted_at = Status.SUBMITTED, now
        output.provenance = provenance.written(knowledge.source, provenance.told(record))
        for name, value in values.items():
            setattr(output, name, value)
        outputs.append(output)
    create(outputs, [_named(record, knowledge) for record in records], knowledge.known)
    return outputs


def _named(record: IncomingOutput, knowledge: Knowledge) -> IncomingOutput:
    """With the institution whose source it is among those that are linked."""
    institution = knowledge.giver.owner
    if institution is None:
        return record
    return replace(record, institutions=(institution.name, *record.institutions))


def _propose(case: Case, record: IncomingOutput, knowledge: Knowledge) -> None:
    """To each institution whose it looks like, or else to the hub's editors."""
    case.record = record
    claims = knowledge.claimants.of_work(record)
    for claim in claims:
        case.wishes.append(
            Proposal(kind=Proposal.Kind.CLAIM, institution_id=claim.institution, why=claim.why)
        )
    if not claims:
        why = " ".join(case.row.reasons[:2]) or _("The hub has no such work.")
        case.wishes.append(Proposal(kind=Proposal.Kind.NEW, why=why))
    case.settle(Verdict.PROPOSED)


def _link(case: Case, output: Output) -> None:
    """As another edition of a work that the hub has."""
    if case.edition_of is None:
        return
    other, kind, record_is_edition = case.edition_of
    edition, of = (output, other) if record_is_edition else (other, output)
    link = Edition.objects.create(output=edition, of=of, kind=kind)
    case.row.before = {"editions": [link.pk]}
    case.settle(
        Verdict.NEW,
        _("Another edition (%(kind)s) of “%(title)s”.")
        % {"kind": kind.label, "title": other.title[:120]},
    )


def _publish(cases: Sequence[Case]) -> None:
    """Make public what lacks nothing; of the rest it is said what it lacks."""
    ids = [case.output.pk for case in cases if case.output]
    stored = Output.objects.filter(pk__in=ids).prefetch_related(
        "themes", Prefetch("documents", Document.objects.current())
    )
    lacks = {output.pk: readiness.what_blocks(output) for output in stored}
    ready = [pk for pk, reasons in lacks.items() if not reasons]
    Output.objects.filter(pk__in=ready).update(
        status=Status.PUBLISHED, published_at=timezone.now(), submitted_at=None
    )
    for case in cases:
        if case.output and lacks[case.output.pk]:
            case.settle(Verdict.NEW, _("It waits for review:"), *lacks[case.output.pk])
