"""What a worker does about an import, whatever its state asks for.

Each batch is one transaction with its mark. A worker that dies leaves whole batches; the
next one goes on behind the last mark. Doing it twice does nothing.
"""

import logging
from collections.abc import Callable

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.history.acting import acting
from research.ingestion.connectors import files
from research.ingestion.importing import archives, checking
from research.ingestion.importing.applying import apply
from research.ingestion.importing.undoing import undo
from research.ingestion.importing.words import Known
from research.ingestion.turns import Turn, TurnOver
from research.models import Import, ImportRow
from research.models.imports import ImportRowQuerySet

log = logging.getLogger(__name__)
State = Import.State
#: Rows to a transaction: larger ones are no faster, and a stop waits for one.
BATCH = 500
#: How many rows are through, of how many; ``stage`` in words while they are not counted.
Tell = Callable[[int, int], None]


def work_on(job_id: int, tell: Tell = lambda done, total: None) -> None:
    """Do what the import waits for, if nobody else does. Stops when people say so."""
    turn = Turn.take(Import, job_id)
    if turn is None:
        return
    try:
        WORK[State(turn.state)](turn, tell)
    except TurnOver:
        return  # stopped by people, or in other hands by now


def _check(turn: Turn[Import], tell: Tell) -> None:
    job = _job(turn)

    def going_on(_stage: str, read: int) -> None:
        turn.renew()
        tell(read, 0)

    try:
        with job.file.open("rb") as stream:
            found, rows = checking.checked(job, stream.read(), going_on)
    except (TurnOver, DatabaseError):
        raise
    except (files.UnknownFormat, OSError) as fault:
        _fail(turn, str(fault) or "?")
        return
    except Exception:  # readers raise what they like on damaged files: no worker tries again
        log.exception("Import %d can't be read.", turn.job_id)
        _fail(turn, _("The file is damaged: it can't be read."))
        return
    with transaction.atomic():
        held = turn.hold()
        held.rows.all().delete()
        ImportRow.objects.bulk_create(rows, batch_size=1000)
        held.state, held.format, held.lease_until = State.CHECKED, found, None
        held.save(update_fields=["state", "format", "lease_until"])


def _job(turn: Turn[Import]) -> Import:
    return Import.objects.select_related("owner", "created_by").get(pk=turn.job_id)


def _fail(turn: Turn[Import], reason: str) -> None:
    with transaction.atomic():
        job = turn.hold()
        job.state, job.reason, job.lease_until = State.FAILED, reason, None
        job.save(update_fields=["state", "reason", "lease_until"])


def _run(turn: Turn[Import], tell: Tell) -> None:
    job = _job(turn)
    archive, known = _archive(job), Known()
    total = job.rows.to_do_or_done().count()

    def step(rows: list[ImportRow]) -> None:
        now = _job(turn)  # what its importer may do is asked again for each batch
        with acting(now.created_by, now.history_note):
            apply(now, rows, archive, known)

    _in_batches(
        turn, step, ImportRow.objects.filter(job=job).waiting, lambda done: tell(done, total)
    )
    _finish(turn, State.DONE)


def _undo(turn: Turn[Import], tell: Tell) -> None:
    job = _job(turn)
    total = job.rows.to_do_or_done().count()

    def step(rows: list[ImportRow]) -> None:
        with acting(job.created_by, f"undo {job.history_note}"):
            undo(job, rows)

    _in_batches(turn, step, ImportRow.objects.filter(job=job).done, lambda done: tell(done, total))
    _finish(turn, State.UNDONE)


def _in_batches(
    turn: Turn[Import],
    step: Callable[[list[ImportRow]], None],
    rows_left: Callable[[], ImportRowQuerySet],
    tell: Callable[[int], None],
) -> None:
    done = 0
    while True:
        turn.renew()
        with transaction.atomic():
            turn.hold()
            rows = list(rows_left().in_order()[:BATCH])
            if not rows:
                return
            step(rows)
        done += len(rows)
        tell(done)


def _finish(turn: Turn[Import], state: str) -> None:
    with transaction.atomic():
        job = turn.hold()
        job.state, job.lease_until, job.finished_at = state, None, timezone.now()
        job.save(update_fields=["state", "lease_until", "finished_at"])


def _archive(job: Import) -> archives.Archive | None:
    with job.file.open("rb") as stream:
        data = stream.read()
    return archives.opened(data) if archives.is_archive(data) else None


WORK = {State.CHECKING: _check, State.RUNNING: _run, State.UNDOING: _undo}
