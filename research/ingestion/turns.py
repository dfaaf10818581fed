"""Whose turn it is to do long work that is a row: a right that runs out unless it is renewed.

For imports and harvests, as with documents (``research.leases``): taken by compare-and-set,
and the moment it runs out is the proof of who holds it, told by the database's clock.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, Self, TypeVar

from django.db import connection, models

from research.models import Harvest, Import

#: Work taken up again so long after a worker's sudden death. An answer may hold a thousand
#: records, and is taken in as a whole.
LENGTH: dict[type[models.Model], timedelta] = {
    Import: timedelta(seconds=30),
    Harvest: timedelta(seconds=120),
}
Job = TypeVar("Job", Import, Harvest)


class TurnOver(Exception):
    """It ran out, or people stopped the work."""


@dataclass(slots=True)
class Turn(Generic[Job]):
    model: type[Job]
    job_id: int
    state: str
    until: datetime
    length: timedelta = field(default=timedelta())

    @classmethod
    def take(cls, model: type[Job], job_id: int) -> Self | None:
        """Nothing where there is nothing to do, or somebody does it."""
        now, length = _now(), LENGTH[model]
        free = model.objects.free(now).filter(pk=job_id)
        found = free.first()
        if not found:
            return None
        turn = cls(model, job_id, found.state, now + length, length)
        return turn if free.filter(state=found.state).update(lease_until=turn.until) else None

    def renew(self) -> None:
        """Move the end on where a third of it went by. Raises ``TurnOver``."""
        now = _now()
        if self.until - now > self.length * 2 / 3:
            return
        until = now + self.length
        if not self._held().update(lease_until=until):
            raise TurnOver
        self.until = until

    @contextmanager
    def kept_up(self) -> Iterator[None]:
        """Renewed by a thread of its own, while another server takes its time to answer."""
        is_over = threading.Event()
        thread = threading.Thread(target=self._keep_up, args=(is_over,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()

    def _keep_up(self, is_over: threading.Event) -> None:
        while not is_over.wait(self.length.total_seconds() / 3):
            try:
                self.renew()
            except TurnOver:
                break  # whoever holds the job next asks for it, and finds it gone
        connection.close()

    def hold(self) -> Job:
        """The job, locked until the transaction ends. Raises ``TurnOver``."""
        job = self._held().select_for_update(of=("self",)).first()
        if job is None:
            raise TurnOver
        return job

    def give_back(self) -> None:
        self._held().update(lease_until=None)

    def _held(self) -> "models.QuerySet[Job]":
        held: models.QuerySet[Job] = self.model.objects.filter(
            pk=self.job_id, state=self.state, lease_until=self.until
        )
        return held


def _now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
