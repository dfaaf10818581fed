"""A record of a harvest as people see it: what became of it, and why."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
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

#: Records reckoned with at a time where a whole harvest is looked through.
BATCH = 500
#: Titles of outputs that undoing would leave: more would not be read.
MOST_TITLES = 50


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
    #: Titles of what is left as it is, since it was changed: how many, and the first of them.
    kept: int
    kept_titles: list[str]
    proposals: int


def effects_of_undoing(run: Harvest) -> Effects:
    """Reckoned in batches: a harvest may have made tens of thousands of outputs."""
    counts: Counter[str] = Counter()
    titles: list[str] = []
    records = run.records.done().with_output().for_undoing()
    for batch in _batches(records.iterator(chunk_size=BATCH)):
        kept = undoing.kept(batch)
        counts.update(one.verdict for one in batch if one.applied_at and one.pk not in kept)
        titles += [str(one) for one in batch if one.pk in kept]
    return Effects(
        removed=counts[HarvestRecord.Verdict.NEW],
        restored=counts[HarvestRecord.Verdict.CHANGED],
        kept=len(titles),
        kept_titles=titles[:MOST_TITLES],
        proposals=Proposal.objects.waiting().of_run(run).count(),
    )


def _batches(records: Iterator[HarvestRecord]) -> Iterator[list[HarvestRecord]]:
    while batch := list(islice(records, BATCH)):
        yield batch
