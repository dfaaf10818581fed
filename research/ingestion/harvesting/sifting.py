"""What is left out before the hub is asked: what is as it was, gone, unreadable, of no concern."""

from collections.abc import Sequence
from dataclasses import astuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from research.ingestion.connectors.entries import Refused
from research.ingestion.harvesting.cases import Case, found, refused
from research.ingestion.harvesting.knowledge import Knowledge
from research.ingestion.importing import drafting
from research.ingestion.importing.packing import unpacked
from research.models import Harvest, HarvestRecord, Proposal

Verdict = HarvestRecord.Verdict
#: Judged again each time, as rules and readers change; the others wait until the source does.
LOOKED_AT_AGAIN = (Verdict.IRRELEVANT, Verdict.SET_ASIDE)


def look_up(run: Harvest, cases: Sequence[Case]) -> None:
    """What was last heard of each."""
    names = {case.row.identifier: case for case in cases}
    priors = (
        HarvestRecord.objects.current()
        .filter(source_id=run.source_id, identifier__in=names)
        .defer("raw", "record")
    )
    for prior in priors:
        case = names[prior.identifier]
        case.prior = prior
        # Whatever it says now, this is the output that it is about.
        case.row.output_id = prior.output_id


def sift(cases: Sequence[Case], knowledge: Knowledge) -> list[Case]:
    """The cases that are still open: those that tell of a work the hub wants."""
    return [case for case in cases if not _is_left_out(case, knowledge)]


def is_as_it_was(case: Case) -> bool:
    """Whether nothing is to be written about it: said before, judged before."""
    prior = case.prior
    if prior is None or prior.digest != case.row.digest:
        return False
    return prior.verdict not in LOOKED_AT_AGAIN or prior.verdict == case.row.verdict


def _is_left_out(case: Case, knowledge: Knowledge) -> bool:
    prior = case.prior
    if prior and prior.digest == case.row.digest and prior.verdict not in LOOKED_AT_AGAIN:
        case.settle(Verdict.UNCHANGED)
        return True
    if why := refused(case):
        _set_aside(case, why)
    elif found(case):
        _read(case, knowledge)
    else:
        _note_gone(case)
    return case.is_settled


def _set_aside(case: Case, why: Refused) -> None:
    case.row.remarks = [[why.field, why.value[:200], str(why.reason)]]
    case.settle(Verdict.SET_ASIDE, str(why.reason))


def _read(case: Case, knowledge: Knowledge) -> None:
    record = unpacked(case.row.record)
    try:
        record, left_out = drafting.fitting(record, knowledge.giver)
    except ValidationError as fault:
        remark = drafting.refusal(fault)
        case.row.remarks = [list(astuple(remark))]
        case.settle(Verdict.SET_ASIDE, remark.reason)
        return
    case.row.remarks = [*case.row.remarks, *(list(astuple(remark)) for remark in left_out)]
    if knowledge.judge:
        verdict = knowledge.judge.of(record)
        case.row.reasons = list(verdict.reasons)
        if not verdict.is_taken:
            case.settle(Verdict.IRRELEVANT)
            return
    case.record = record


def _note_gone(case: Case) -> None:
    """The source has taken it away: for people to decide what the hub does."""
    case.settle(Verdict.DELETED, _("The source says that it is deleted."))
    prior = case.prior
    if prior is None or prior.output_id is None:
        return
    case.row.title = prior.title
    case.wishes.append(
        Proposal(
            kind=Proposal.Kind.DELETED,
            output_id=prior.output_id,
            why=_("The source has deleted its record."),
        )
    )
