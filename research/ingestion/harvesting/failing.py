"""A source that gives no answer: left alone for longer each time, its owner told once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from partners import post
from partners.models import Letter, User
from partners.roles import Role
from research.ingestion.transport import SourceUnavailable
from research.ingestion.turns import Turn
from research.models import Harvest, Source

#: Tried again after five minutes, ten, twenty ... at most a day.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(days=1)
#: So often in a row a run tries by itself: about five hours. Then it has failed, and the
#: next is begun by the timetable.
MOST_TRIES = 6
#: A server that asks for a while without questions has not failed, unless it goes on so.
PATIENT_TRIES = 3
#: After so many the mark may be what the server can't answer: marks run out. To begin anew
#: is harmless, as what came before is known.
TRIES_WITH_A_MARK = 3
WRITTEN = ("state", "reason", "lease_until", "not_before", "finished_at", "token")


@transaction.atomic
def put_off(turn: Turn[Harvest], fault: SourceUnavailable) -> None:
    """Let the run go on later from its mark, or end it. Raises ``TurnOver``."""
    run = turn.hold()
    source = Source.objects.select_for_update().get(pk=run.source_id)
    source.failures = min(source.failures + 1, 30_000)
    source.waits_until = timezone.now() + _wait(source.failures, fault)
    run.reason, run.lease_until = str(fault) or "?", None
    if source.failures % TRIES_WITH_A_MARK == 0:
        run.token = ""
    run.not_before = source.waits_until
    if source.failures >= MOST_TRIES:
        run.state, run.not_before, run.finished_at = Harvest.State.FAILED, None, timezone.now()
    else:
        run.state = Harvest.State.WAITING
    run.save(update_fields=WRITTEN)
    if fault.retry_after is None or source.failures >= PATIENT_TRIES:
        _tell_once(source, run)
    source.save(update_fields=["failures", "waits_until", "told_at"])


@transaction.atomic
def give_up(turn: Turn[Harvest], reason: str) -> None:
    """End a run that no waiting would mend. Raises ``TurnOver``."""
    run = turn.hold()
    source = Source.objects.select_for_update().get(pk=run.source_id)
    source.failures = min(source.failures + 1, 30_000)
    source.waits_until = timezone.now() + LONGEST_WAIT
    run.state, run.reason, run.lease_until = Harvest.State.FAILED, reason, None
    run.finished_at = timezone.now()
    run.save(update_fields=["state", "reason", "lease_until", "finished_at"])
    _tell_once(source, run)
    source.save(update_fields=["failures", "waits_until", "told_at"])


def _wait(failures: int, fault: SourceUnavailable) -> timedelta:
    """What the server asks for, if it does, but not for ever."""
    doubled = FIRST_WAIT * 2 ** min(failures - 1, 12)
    asked = timedelta(seconds=min(fault.retry_after or 0, LONGEST_WAIT.total_seconds()))
    return min(max(doubled if fault.retry_after is None else asked, asked), LONGEST_WAIT)


def _tell_once(source: Source, run: Harvest) -> None:
    """One letter from the first failure to the next clean finish."""
    if source.told_at:
        return
    source.told_at = timezone.now()
    for person in _who_cares(source):
        post.write(
            Letter.Kind.HARVEST_FAILED,
            to=person,
            source=source.name,
            reason=run.reason,
            again=_moment(run.not_before),
            path=reverse("admin:research_source_change", args=[source.pk]),
        )


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else ""


def _who_cares(source: Source) -> Iterable[User]:
    """Its owner, or else who runs the hub."""
    if source.owner and source.owner.is_active:
        return [source.owner]
    return [*User.objects.in_role(Role.ADMINISTRATOR)]
