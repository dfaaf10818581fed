"""A batch of rows taken back, but for what people have changed since."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models

from partners.history import tables
from partners.models import Change
from research.merging import Relation, relations
from research.models import Document, Import, ImportRow, Output

Stage, Verdict = ImportRow.Stage, ImportRow.Verdict


def undo(job: Import, rows: Sequence[ImportRow]) -> None:
    """Take back ``rows`` and mark each as undone or kept; within the caller's transaction."""
    ids = [row.output_id for row in rows if row.output_id]
    held = {output.pk: output for output in Output.objects.select_for_update().filter(pk__in=ids)}
    touched = _linked(ids) | _changed_since(job, ids)
    gone: list[int] = []
    for row in rows:
        output = held.get(row.output_id or 0)
        if output is None:
            row.stage = Stage.UNDONE  # somebody deleted it: nothing is left to take back
        elif output.pk in touched or not _stands(row, output):
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


def _stands(row: ImportRow, output: Output) -> bool:
    """Whether the output is as the import left it, as far as its own row tells."""
    filled = row.before.get("values", {})
    is_filled = all(getattr(output, name) == value for name, value in filled.items())
    return output.updated_at == row.applied_at and is_filled


def _changed_since(job: Import, outputs: Sequence[int]) -> set[int]:
    """Outputs that the history says were changed after the import wrote them, in any part.

    Moments alone don't tell: what changes many rows at once sets none, and credits,
    themes and files have none of their own.
    """
    table, own = Output._meta.db_table, job.history_note  # noqa: SLF001 -- documented
    noted = Change.objects.of_records(table, map(str, outputs)).exclude(
        # A worker that reads a file is nobody.
        table_name=Document._meta.db_table,  # noqa: SLF001
        operation=Change.Operation.UPDATE,
        by=None,
    )
    changed: dict[int, bool] = {}
    for key, note in noted.order_by("pk").values_list("record_key", "note"):
        changed[int(key)] = note != own
    return {key for key, is_changed in changed.items() if is_changed}


def _linked(outputs: Sequence[int]) -> set[int]:
    """Outputs that people have linked to others since: taking them would cut the link."""
    found: set[int] = set()
    for relation in filter(_is_a_link, relations()):
        name = relation.field.attname
        pointing = relation.related_model._base_manager.filter(  # noqa: SLF001 -- documented
            **{f"{name}__in": outputs}
        )
        found |= set(pointing.values_list(name, flat=True))
    return found


def _is_a_link(relation: Relation) -> bool:
    """Made by people, as all that has a history, and no part of the output itself."""
    model, column = relation.related_model, relation.field.column
    watched = tables.watched().get(model._meta.db_table)  # noqa: SLF001
    is_of_people = watched is not None and watched.record_column != column
    return is_of_people or relation.on_delete is models.PROTECT


def _restore(row: ImportRow, output: Output) -> None:
    """Empty again what was filled, down to the moment of the last change."""
    emptied: dict[str, object] = {
        name: [] if isinstance(value, list) else "" for name, value in row.before["values"].items()
    }
    for name in ("updated_at", "oai_datestamp"):
        emptied[name] = datetime.fromisoformat(row.before[name])
    Output.objects.filter(pk=output.pk).update(**emptied)
