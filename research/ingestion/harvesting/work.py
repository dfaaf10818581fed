"""What a worker does about a run, whatever its state asks for.

Each answer of the source is one transaction with its counts and its mark. A worker that
dies leaves whole answers; the next one goes on behind the last mark. Doing it twice does
nothing. The watermark of the source moves when the last answer is in, and not before.
"""

import logging
import time
from collections.abc import Callable, Iterator

import psycopg
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.history.acting import acting
from research import filing
from research.ingestion.connectors.table import CONNECTORS, Page
from research.ingestion.harvesting import failing
from research.ingestion.harvesting.knowledge import Knowledge
from research.ingestion.harvesting.taking import take
from research.ingestion.harvesting.undoing import undo
from research.ingestion.transport import SourceUnavailable, Transport
from research.ingestion.turns import Turn, TurnOver
from research.models import Harvest, HarvestRecord, Source

log = logging.getLogger(__name__)
State = Harvest.State
#: Records undone in one transaction.
BATCH = 200
#: A list of a repository may take it half a minute to write.
PATIENCE_SECONDS = 60.0
#: Another worker tries again once the database is back.
CONNECTION_LOST = (InterfaceError, OperationalError, psycopg.OperationalError)
#: How many records are through, of how many if that is known.
Tell = Callable[[int, int], None]


def work_on(run_id: int, tell: Tell = lambda done, total: None, *, seconds: float = 0) -> None:
    """Do what the run waits for, if nobody else does.

    Stops when people say so, or gives its turn back after so many ``seconds``, if given:
    a worker has other things to do too.
    """
    turn = Turn.take(Harvest, run_id)
    if turn is None:
        return
    deadline = time.monotonic() + seconds if seconds else None
    try:
        WORK[State(turn.state)](turn, tell, deadline)
    except TurnOver:
        return  # stopped by people, or in other hands by now


def _harvest(turn: Turn[Harvest], tell: Tell, deadline: float | None) -> None:
    run = _started(turn)
    try:
        is_through = _all_pages(turn, run, tell, deadline)
    except SourceUnavailable as fault:
        failing.put_off(turn, fault)
        return
    except (TurnOver, *CONNECTION_LOST):
        raise
    except Exception:  # a connector may break on what nobody foresaw: no worker tries for ever
        log.exception("Harvest %d can't be read.", run.pk)
        failing.give_up(
            turn, _("The source's answers can't be read. The operator's log says why.")
        )
        return
    if is_through:
        _finish(turn)
    else:
        turn.give_back()


def _started(turn: Turn[Harvest]) -> Harvest:
    with transaction.atomic():
        run = turn.hold()
        run.state, run.reason, run.not_before = State.RUNNING, "", None
        run.save(update_fields=["state", "reason", "not_before"])
    turn.state = State.RUNNING
    return Harvest.objects.select_related("source__institution", "by").get(pk=run.pk)


def _all_pages(turn: Turn[Harvest], run: Harvest, tell: Tell, deadline: float | None) -> bool:
    """Whether the source has said all; else the turn is over before."""
    knowledge = Knowledge.of(run)
    pages = _pages(run)
    while (page := _next(turn, pages)) is not None:
        held = _take_in(turn, run, page, knowledge)
        tell(held.seen, held.total or 0)
        if not page.token:
            return True
        if deadline is not None and time.monotonic() > deadline:
            return False
    return True


def _pages(run: Harvest) -> Iterator[Page]:
    connector = CONNECTORS[run.source.kind]
    transport = Transport(patience=PATIENCE_SECONDS)
    return connector.pages(transport, run.source.settings, run.since, run.token)


def _next(turn: Turn[Harvest], pages: Iterator[Page]) -> Page | None:
    turn.renew()
    with turn.kept_up():
        page = next(pages, None)
    turn.renew()
    return page


def _take_in(turn: Turn[Harvest], run: Harvest, page: Page, knowledge: Knowledge) -> Harvest:
    with acting(run.by, f"harvest {run.source.slug} {run.pk}"):
        # Two sources that tell of one work at the same time would both find it new.
        filing.hold("harvest")
        held = turn.hold()
        counts = take(run, page.items, knowledge)
        for verdict, number in counts.items():
            setattr(held, verdict, getattr(held, verdict) + number)
        held.seen += sum(counts.values())
        held.pages += 1
        held.token = page.token
        held.total = page.total if page.total is not None else held.total
        held.next_watermark = page.watermark or held.next_watermark
        held.save()
    return held


def _finish(turn: Turn[Harvest]) -> None:
    with transaction.atomic():
        run = turn.hold()
        run.state, run.lease_until, run.finished_at = State.FINISHED, None, timezone.now()
        run.token = ""
        run.save(update_fields=["state", "lease_until", "finished_at", "token"])
        source = Source.objects.select_for_update().get(pk=run.source_id)
        source.watermark = run.next_watermark or source.watermark
        source.failures, source.waits_until, source.told_at = 0, None, None
        source.save(update_fields=["watermark", "failures", "waits_until", "told_at"])


def _undo(turn: Turn[Harvest], tell: Tell, _deadline: float | None) -> None:
    run = Harvest.objects.select_related("source", "by").get(pk=turn.job_id)
    total, done = run.records.count(), 0
    while True:
        turn.renew()
        with acting(run.by, f"undo harvest {run.source.slug} {run.pk}"):
            filing.hold("harvest")
            held = turn.hold()
            records = list(HarvestRecord.objects.filter(run=run).done().last_first()[:BATCH])
            if not records:
                _undone(held)
                return
            undo(records)
        done += len(records)
        tell(done, total)


def _undone(run: Harvest) -> None:
    run.state, run.lease_until, run.finished_at = State.UNDONE, None, timezone.now()
    run.save(update_fields=["state", "lease_until", "finished_at"])
    source = Source.objects.select_for_update().get(pk=run.source_id)
    if run.next_watermark and source.watermark == run.next_watermark:
        source.watermark = run.since
        source.save(update_fields=["watermark"])


WORK = {State.WAITING: _harvest, State.RUNNING: _harvest, State.UNDOING: _undo}
