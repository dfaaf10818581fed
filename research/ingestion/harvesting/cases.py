"""A record on its way: what came, what is known of it, and the row that says what it becomes."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field

from research.ingestion.connectors.entries import Found, Refused
from research.ingestion.connectors.table import Item
from research.ingestion.importing.packing import packed
from research.ingestion.records import IncomingOutput
from research.models import Edition, Harvest, HarvestRecord, Output, Proposal

#: Of an answer so much is kept: nobody reads on in a list of a thousand affiliations.
MOST_RAW = 100_000
LONGEST_IDENTIFIER = 600
#: What tells a record that is gone from every record that isn't.
GONE = "deleted"


@dataclass(slots=True, eq=False)
class Case:
    """One record of an answer. ``row`` is saved with the verdict once there is one."""

    item: Item
    row: HarvestRecord
    #: What was last heard of it, if anything.
    prior: HarvestRecord | None = None
    #: What it says, cleaned and completed: there until it is left out.
    record: IncomingOutput | None = None
    output: Output | None = None
    #: Of which output it is another edition.
    edition_of: tuple[Output, "Edition.Kind", bool] | None = None
    #: What people are to decide about it.
    wishes: list[Proposal] = field(default_factory=list)

    def settle(self, verdict: str, *reasons: str) -> None:
        self.row.verdict = verdict
        self.row.reasons = [*self.row.reasons, *(clean(reason) for reason in reasons)]

    @property
    def is_settled(self) -> bool:
        return bool(self.row.verdict)


def opened(run: Harvest, items: Iterable[Item]) -> tuple[list[Case], int]:
    """A case for each record, and how many were said again further down in one answer."""
    by_name: dict[str, Case] = {}
    again = 0
    for item in items:
        case = Case(item, _row(run, item))
        again += case.row.identifier in by_name
        by_name[case.row.identifier] = case
    return list(by_name.values()), again


def _row(run: Harvest, item: Item) -> HarvestRecord:
    read = item.read
    row = HarvestRecord(
        run=run,
        source_id=run.source_id,
        identifier=_name(item),
        raw=clean(item.raw[:MOST_RAW]),
        changed_upstream=clean(item.changed)[:80],
    )
    if item.is_deleted or read is None:
        row.digest = GONE
    elif isinstance(read, Refused):
        row.digest = _digest(["refused", read.field, read.value, read.reason])
    else:
        row.title = clean(read.output.title)
        row.record = _cleaned(packed(read.output))
        row.digest = _digest(row.record)
        row.remarks = [list(map(_plain, astuple(remark))) for remark in read.remarks]
    return row


def found(case: Case) -> Found | None:
    """What was read, unless it was refused or is gone."""
    read = case.item.read
    return read if isinstance(read, Found) and not case.item.is_deleted else None


def refused(case: Case) -> Refused | None:
    read = case.item.read
    return read if isinstance(read, Refused) else None


def _name(item: Item) -> str:
    """Stable at the source; where it gives none, what it says stands for it."""
    name = clean(item.identifier).strip() or f"sha256:{_digest(item.raw)}"
    if len(name) > LONGEST_IDENTIFIER:
        name = f"{name[:500]} sha256:{_digest(name)}"
    return name


def _digest(value: object) -> str:
    told = json.dumps(value, ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def clean(text: str) -> str:
    """Without what no database takes: NUL, halves of letters."""
    if text.isascii():
        return text.replace("\x00", "")
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def _plain(value: object) -> object:
    return clean(value) if isinstance(value, str) else str(value)


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(one) for one in value]
    return value
