"""A record of a harvest as people see it: what became of it, and why."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from partners.models import User
from research.admin.import_rows import Other, other
from research.ingestion.harvesting import undoing
from research.models import Harvest, HarvestRecord, Output, Proposal


@dataclass(frozen=True, slots=True)
class ShownRecord:
    title: str
    identifier: str
    address: str
    verdict: str
    verdict_label: str | Promise
    stage_label: str | Promise
    reasons: list[str]
    #: Field, value and reason of each remark.
    remarks: list[list[str]]
    percent: int | None
    output: Other | None


def shown(record: HarvestRecord, reach: Collection[int]) -> ShownRecord:
    is_done = record.stage == HarvestRecord.Stage.DONE
    return ShownRecord(
        title=record.title,
        identifier=record.identifier,
        address=reverse("admin:research_harvestrecord_change", args=[record.pk]),
        verdict=record.verdict,
        verdict_label=record.get_verdict_display(),
        stage_label="" if is_done else record.get_stage_display(),
        reasons=record.reasons,
        remarks=record.remarks,
        percent=round(record.score * 100) if record.score is not None else None,
        output=other(record.output, reach) if record.output else None,
    )


def reach_of(user: User, records: Iterable[HarvestRecord]) -> set[int]:
    """Of the outputs that records became, those this person may open."""
    named = {record.output_id for record in records if record.output_id}
    outputs = Output.objects.within_reach_of(user).filter(pk__in=named)
    return set(outputs.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Effects:
    """What undoing a harvest would do."""

    removed: int
    restored: int
    #: Left as they are, since people have changed them.
    kept: list[HarvestRecord]
    proposals: int


def effects_of_undoing(run: Harvest) -> Effects:
    records = list(run.records.done().with_output().for_undoing())
    kept = undoing.kept(records)
    verdicts = [
        record.verdict for record in records if record.applied_at and record.pk not in kept
    ]
    return Effects(
        removed=verdicts.count(HarvestRecord.Verdict.NEW),
        restored=verdicts.count(HarvestRecord.Verdict.CHANGED),
        kept=[record for record in records if record.pk in kept],
        proposals=Proposal.objects.waiting().of_run(run).count(),
    )
