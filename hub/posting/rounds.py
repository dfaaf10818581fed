"""A round of the post: everything due is handed over once, one after another.

Before a message is handed over its row says so, afterwards what came of it; both are
committed, the second together with the first of the next. So whoever is killed leaves at
most one row of which nobody knows whether its message went out. The next round finds it,
sends it again, so that no reader is left without, and marks it as perhaps sent twice.
"""

import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, QuerySet

from hub.models import Posting
from hub.posting.handing_over import Answer, Outcome, Post
from hub.posting.leases import PostingLease

log = logging.getLogger(__name__)

State = Posting.State
T = TypeVar("T")
#: A round ends after so long, so that what is more urgent need not wait, in seconds.
LONGEST = 60.0
#: Rows read from the database at once.
AT_ONCE = 100
#: A message refused for now is tried so often, each time after four times as long.
MOST_ATTEMPTS = 6
FIRST_PAUSE = timedelta(minutes=1)
#: A server that says "later" to so many in a row wants peace.
MOST_REFUSALS_IN_A_ROW = 10
#: How long a database that is down is waited for, to note what was sent, in seconds.
PATIENCE = 120.0


class LeaseLost(Exception):
    """It ran out, and somebody else is posting now."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """A kind of posting. ``due`` gives what may be sent, ``compose`` a message or nothing."""

    name: str
    rows: Callable[[], QuerySet[Any]]
    due: Callable[[datetime], QuerySet[Any]]
    compose: Callable[[Any], EmailMultiAlternatives | None]
    dead_address: Callable[[Any, str], object]


@dataclass(slots=True)
class Round:
    """What one round did."""

    sent: int = 0
    skipped: int = 0
    later: int = 0
    failed: int = 0
    #: Left half done by somebody who was killed, and queued again.
    repaired: int = 0
    is_over_time: bool = False


@dataclass(frozen=True, slots=True)
class _InHand:
    """A row that is being handed over, and since when."""

    mailing: Mailing
    row: Any
    begun_at: datetime


def post(mailings: Sequence[Mailing], *, seconds: float = LONGEST) -> Round | None:
    """Hand over what is due, the first mailing first; nothing where somebody else does."""
    lease = _patiently(PostingLease.take)
    if lease is None:
        return None
    clerk = _Clerk(lease, seconds)
    try:
        for mailing in mailings:
            clerk.repair(mailing)
        for mailing in mailings:
            clerk.work_through(mailing)
    except LeaseLost:
        log.warning("Somebody else posts now; this round ends.")
    else:
        _patiently(lease.give_back)
    finally:
        clerk.post.close()
    return clerk.round


@dataclass
class _Clerk:
    """Who does a round: one message in hand at a time."""

    lease: PostingLease
    seconds: float
    round: Round = field(default_factory=Round)
    post: Post = field(default_factory=Post)
    refusals: int = 0
    is_away: bool = False

    def __post_init__(self) -> None:
        self._end = time.monotonic() + self.seconds
        self._next_at = time.monotonic()

    def repair(self, mailing: Mailing) -> None:
        """Queue again what was in somebody's hand: nobody else holds the lease."""
        left = mailing.rows().filter(state=State.SENDING)
        self.round.repaired += _patiently(
            lambda: left.update(state=State.WAITING, is_perhaps_twice=True)
        )

    def work_through(self, mailing: Mailing) -> None:
        in_hand: tuple[_InHand, Outcome] | None = None
        for row in self._due(mailing):
            begun = self._note_and_begin(in_hand, mailing, row)
            in_hand = None
            if begun:
                in_hand = (begun, self._hand_over(begun))
            if self._must_end():
                break
        self._note_and_begin(in_hand, mailing, None)

    def _due(self, mailing: Mailing) -> Iterator[Any]:
        """Rows as they fall due; what this round has tried is not tried again by it."""
        tried: set[int] = set()
        while not self._must_end():
            found = _patiently(lambda: list(mailing.due(self.lease.clock.now())[:AT_ONCE]))
            rows = [row for row in found if row.pk not in tried]
            if not rows:
                return
            tried.update(row.pk for row in rows)
            yield from rows

    def _must_end(self) -> bool:
        self.round.is_over_time = time.monotonic() > self._end
        is_refused = self.refusals >= MOST_REFUSALS_IN_A_ROW
        return self.round.is_over_time or self.is_away or is_refused

    def _note_and_begin(
        self, in_hand: tuple[_InHand, Outcome] | None, mailing: Mailing, row: Any
    ) -> _InHand | None:
        """Write down what came of the last and take the next, in one commit."""
        is_held = _patiently(self.lease.renew)
        now = self.lease.clock.now()

        def commit() -> _InHand | None:
            with transaction.atomic():
                if in_hand:
                    _note(*in_hand, now)
                return _begin(mailing, row, now) if is_held and row is not None else None

        begun = _patiently(commit)
        if not is_held:
            raise LeaseLost
        return begun

    def _hand_over(self, begun: _InHand) -> Outcome:
        try:
            message = begun.mailing.compose(begun.row)
        except (OperationalError, InterfaceError):
            raise  # the database, not the row: the next round finds it
        except Exception as fault:  # one bad row must not hold up all others
            log.exception("%s %s can't be written.", begun.mailing.name, begun.row.pk)
            self.round.failed += 1
            return Outcome(Answer.NEVER, f"It could not be written: {fault}"[:480])
        if message is None:
            self.round.skipped += 1
            return Outcome(Answer.NEVER)
        self._keep_pace()
        return self._count(self.post.hand_over(message))

    def _keep_pace(self) -> None:
        """Wait, where the next would come too soon after the last."""
        if not settings.MAIL_PER_MINUTE:
            return
        now = time.monotonic()
        time.sleep(max(0.0, self._next_at - now))
        self._next_at = max(now, self._next_at) + 60 / settings.MAIL_PER_MINUTE

    def _count(self, outcome: Outcome) -> Outcome:
        is_later = outcome.answer in {Answer.LATER, Answer.UNCLEAR, Answer.AWAY}
        self.refusals = self.refusals + 1 if is_later else 0
        self.is_away = outcome.answer == Answer.AWAY
        self.round.sent += outcome.answer == Answer.TAKEN
        self.round.later += is_later
        self.round.failed += outcome.answer == Answer.NEVER
        return outcome


def _begin(mailing: Mailing, row: Any, now: datetime) -> _InHand | None:
    """Take a row in hand, if it is still due: somebody may have stopped the issue."""
    taken = (
        mailing.due(now)
        .filter(pk=row.pk)
        .order_by()
        .update(state=State.SENDING, attempts=F("attempts") + 1, begun_at=now)
    )
    row.attempts += 1
    return _InHand(mailing, row, now) if taken else None


def _note(in_hand: _InHand, outcome: Outcome, now: datetime) -> None:
    """Write down what came of it, if it is still in this hand.

    Else it was noted already by a commit whose answer got lost, the reader was erased, or
    somebody took it over when the lease ran out.
    """
    row, mailing = in_hand.row, in_hand.mailing
    held = mailing.rows().filter(pk=row.pk, state=State.SENDING, begun_at=in_hand.begun_at)
    if held.update(**_columns(row, outcome, now)) and outcome.is_dead_address:
        mailing.dead_address(row, outcome.reason)


def _columns(row: Any, outcome: Outcome, now: datetime) -> dict[str, Any]:
    match outcome.answer:
        case Answer.TAKEN:
            return {"state": State.SENT, "sent_at": now, "reason": ""}
        case Answer.NEVER:
            state = State.FAILED if outcome.reason else State.SKIPPED
            return {"state": state, "reason": outcome.reason}
        case Answer.AWAY:
            return {
                "state": State.WAITING,
                "attempts": max(0, row.attempts - 1),
                "reason": outcome.reason,
            }
    if row.attempts >= MOST_ATTEMPTS:
        return {"state": State.FAILED, "reason": outcome.reason}
    again = {
        "state": State.WAITING,
        "reason": outcome.reason,
        "not_before": now + _pause(row.attempts),
    }
    return again | ({"is_perhaps_twice": True} if outcome.answer == Answer.UNCLEAR else {})


def _pause(attempts: int) -> timedelta:
    """Four times as long each time, and not all at the same moment."""
    times = 4.0 ** (attempts - 1) * random.uniform(1.0, 1.25)  # noqa: S311
    return FIRST_PAUSE * times


def _patiently(action: Callable[[], T]) -> T:
    """Wait for a database that is just starting again: what was sent must be noted."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return action()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() > end:
                raise
            connection.close()
            time.sleep(0.5)
