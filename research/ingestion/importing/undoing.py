"""A batch of rows taken back, but for what people have changed since."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from research.models import Edition, ImportRow, Output

Stage, Verdict = ImportRow.Stage, ImportRow.Verdict


def undo(rows: Sequence[ImportRow]) -> None:
    """Take back ``rows`` and mark each as undone or kept; within the caller's transaction."""
    ids = [row.output_id for row in rows if row.output_id]
    held = {output.pk: output for output in Output.objects.select_for_update().filter(pk__in=ids)}
    touched = _touched(ids)
    gone: list[int] = []
    for row in rows:
        output = held.get(row.output_id or 0)
        if output is None:
            row.stage = Stage.UNDONE  # somebody deleted it: nothing is left to take back
        elif output.updated_at != row.applied_at or output.pk in touched:
            row.stage = Stage.KEPT
        else:
            row.stage = Stage.UNDONE
            if row.verdict == Verdict.NEW:
                gone.append(output.pk)
            else:
                _restore(row, output)
    Output.objects.filter(pk__in=gone).delete()
    for row in rows:
        if row.output_id in gone:
            row.output = None
    ImportRow.objects.bulk_update(rows, ["stage", "output"])


def _touched(outputs: Sequence[int]) -> set[int]:
    """Outputs that people have linked to others since: taking them would cut the link."""
    links = Edition.objects.filter(Q(of__in=outputs) | Q(output__in=outputs))
    return {pk for pair in links.values_list("of", "output") for pk in pair} & set(outputs)


def _restore(row: ImportRow, output: Output) -> None:
    """Empty again what was filled, down to the moment of the last change."""
    emptied: dict[str, object] = {
        name: [] if isinstance(value, list) else "" for name, value in row.before["values"].items()
    }
    for name in ("updated_at", "oai_datestamp"):
        emptied[name] = datetime.fromisoformat(row.before[name])
    Output.objects.filter(pk=output.pk).update(**emptied)
