"""A record of a harvest as people see it: what became of it, and why."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partners.models import User
from research.admin.import_rows import Other, other
from research.ingestion.harvesting import undoing
from research.ingestion.harvesting.provenance import PEOPLE
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
    #: Names of the fields that it changed.
    changed: list[str]


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a record changed: what stood there, and what it says."""

    label: str
    before: str
    after: str


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
        changed=[one.label for one in changes(record)],
    )


def said(record: HarvestRecord) -> list[tuple[str, str]]:
    """What was read, by field."""
    told = record.record.items()
    return sorted((label_of(name), words_of(name, value)) for name, value in told)


def changes(record: HarvestRecord) -> list[Change]:
    """What a record changed in its output."""
    before = dict(record.before.get("values", {}))
    if "credits" in record.before:
        before[PEOPLE] = [[one["name"], one["role"]] for one in record.before["credits"]]
    return [
        Change(label_of(name), words_of(name, value), words_of(name, record.record.get(name)))
        for name, value in before.items()
    ]


def label_of(name: str) -> str:
    """A field by its name at the desk; what is none of ours as the record calls it."""
    if name == PEOPLE:
        return _("People")
    try:
        column = Output._meta.get_field(name)  # noqa: SLF001
    except FieldDoesNotExist:
        return capfirst(name.replace("_", " "))
    return capfirst(str(getattr(column, "verbose_name", name)))


def words_of(name: str, value: Any) -> str:
    """A value as people read it."""
    if value in (None, "", []):
        return ""
    if name == PEOPLE:
        return "; ".join(map(_name_of, value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    try:
        choices = dict(getattr(Output._meta.get_field(name), "flatchoices", ()))  # noqa: SLF001
    except FieldDoesNotExist:
        choices = {}
    return str(choices.get(value, value))


def _name_of(person: Any) -> str:
    """In a record a person has fields, in a proposal a name and a role."""
    return str(person.get("name", "") if isinstance(person, dict) else person[0])


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
