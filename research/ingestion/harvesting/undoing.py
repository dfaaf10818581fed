"""A batch of records taken back, the last first, but for what people have changed since."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from research.models import (
    Credit,
    Document,
    Edition,
    HarvestRecord,
    Output,
    Proposal,
    Recommendation,
)

Stage, Verdict = HarvestRecord.Stage, HarvestRecord.Verdict
MOMENTS = ("updated_at", "oai_datestamp")


def undo(records: Sequence[HarvestRecord]) -> None:
    """Take back ``records``, newest first; within the caller's transaction."""
    ids = [record.output_id for record in records if record.output_id]
    held = {output.pk: output for output in Output.objects.select_for_update().filter(pk__in=ids)}
    _unlink(records, held)
    touched = _touched(held)
    gone: list[int] = []
    for record in records:
        output = held.get(record.output_id or 0)
        if output is None or record.applied_at is None:
            record.stage = Stage.UNDONE  # it wrote nothing, or nothing is left of it
        elif output.updated_at != record.applied_at or output.pk in touched:
            record.stage = Stage.KEPT
            record.reasons = [*record.reasons, _("Kept: it was changed since.")]
        else:
            record.stage = Stage.UNDONE
            if record.verdict == Verdict.NEW:
                gone.append(output.pk)
                del held[output.pk]
            else:
                _restore(record, output)
    _take_back_proposals(records)
    Output.objects.filter(pk__in=gone).delete()
    for record in records:
        if record.output_id in gone:
            record.output = None
    _mark(records)


def kept(records: Iterable[HarvestRecord]) -> set[int]:
    """Of records of a run those that undoing it would leave, as they were changed since."""
    found = list(records)
    outputs = Output.objects.in_bulk({one.output_id for one in found if one.output_id})
    touched = _touched(outputs, besides=_editions(found))
    last: dict[int, HarvestRecord] = {}
    for record in found:
        if record.output_id and record.applied_at:
            last[record.output_id] = max(record, last.get(record.output_id, record), key=_number)
    return {
        record.pk
        for pk, record in last.items()
        if pk in touched or (pk in outputs and outputs[pk].updated_at != record.applied_at)
    }


def _number(record: HarvestRecord) -> int:
    return record.pk


def _editions(records: Iterable[HarvestRecord]) -> list[int]:
    return [pk for record in records for pk in record.before.get("editions", ())]


def _unlink(records: Sequence[HarvestRecord], held: dict[int, Output]) -> None:
    """The links between editions that the run made, where nobody changed the output since."""
    moments = {(record.output_id, record.applied_at) for record in records}
    unchanged = {pk for pk, output in held.items() if (pk, output.updated_at) in moments}
    unchanged_records = [record for record in records if record.output_id in unchanged]
    Edition.objects.filter(pk__in=_editions(unchanged_records)).delete()


def _touched(outputs: Iterable[int], *, besides: Iterable[int] = ()) -> set[int]:
    """Outputs to which people have added since what would be lost: links, files, sentences."""
    found = set(outputs)
    links = Edition.objects.touching(found).exclude(pk__in=list(besides))
    touched = {pk for pair in links.values_list("of", "output") for pk in pair} & found
    theirs = Document.objects.filter(output__in=found, uploaded_by__isnull=False)
    touched |= set(theirs.values_list("output", flat=True))
    said = Recommendation.objects.filter(output__in=found)
    return touched | set(said.values_list("output", flat=True))


def _restore(record: HarvestRecord, output: Output) -> None:
    """What stood there before, down to the moment of the last change."""
    before = record.before
    values: dict[str, Any] = dict(before.get("values", {}), provenance=before["provenance"])
    for name in MOMENTS:
        values[name] = datetime.fromisoformat(before[name])
    if "credits" in before:
        Credit.objects.filter(output=output).delete()
        Credit.objects.bulk_create(Credit(output=output, **one) for one in before["credits"])
    Output.objects.filter(pk=output.pk).update(**values)
    output.updated_at = values["updated_at"]


def _take_back_proposals(records: Sequence[HarvestRecord]) -> None:
    """What nobody has decided; what an older harvest had proposed stands again."""
    renewed = [old for record in records for old in record.before.get("proposals", ())]
    still_open = Proposal.objects.waiting()
    for old in renewed:
        values = {name: value for name, value in old.items() if name != "id"}
        still_open.filter(pk=old["id"]).update(**values)
    ids = [record.pk for record in records]
    still_open.filter(record__in=ids).exclude(pk__in=[old["id"] for old in renewed]).delete()


def _mark(records: Sequence[HarvestRecord]) -> None:
    """Of each record what was heard before is the last that was heard of it again."""
    undone = {record.identifier: record for record in records if record.stage == Stage.UNDONE}
    for record in records:
        if record.stage == Stage.UNDONE:
            record.is_current = False
    HarvestRecord.objects.bulk_update(records, ["stage", "output", "is_current", "reasons"])
    if not undone:
        return
    source = records[0].source_id
    current = HarvestRecord.objects.current().filter(source=source, identifier__in=undone)
    has_one = set(current.values_list("identifier", flat=True))
    earlier = HarvestRecord.objects.filter(
        ~Q(stage=Stage.UNDONE), source=source, identifier__in=set(undone) - has_one
    )
    last = earlier.order_by("identifier", "-pk").distinct("identifier").values_list("pk")
    HarvestRecord.objects.filter(pk__in=[pk for (pk,) in last]).update(is_current=True)
