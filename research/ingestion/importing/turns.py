"""Whose turn it is to work on an import: a right that runs out unless it is renewed.

As with documents (``research.leases``): taken by compare-and-set, and the moment it runs
out is the proof of who holds it, told by the database's clock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.db import connection, models

from research.models import Import

LENGTH = timedelta(seconds=30)
RENEWED_EVERY = timedelta(seconds=10)


class TurnOver(Exception):
    """It ran out, or people stopped the work."""


@dataclass(slots=True)
class Turn:
    job_id: int
    state: str
    until: datetime

    @classmethod
    def take(cls, job_id: int) -> Self | None:
        """Nothing where there is nothing to do, or somebody does it."""
        now = _now()
        found = Import.objects.free(now).filter(pk=job_id).first()
        if not found:
            return None
        turn = cls(job_id, found.state, now + LENGTH)
        same = Import.objects.free(now).filter(pk=job_id, state=found.state)
        return turn if same.update(lease_until=turn.until) else None

    def renew(self) -> None:
        """Move the end on where some time went by. Raises ``TurnOver``."""
        now = _now()
        if self.until - now > LENGTH - RENEWED_EVERY:
            return
        until = now + LENGTH
        if not self._held().update(lease_until=until):
            raise TurnOver
        self.until = until

    def hold(self) -> Import:
        """The import, locked until the transaction ends. Raises ``TurnOver``."""
        job = self._held().select_for_update(of=("self",)).first()
        if job is None:
            raise TurnOver
        return job

    def give_back(self) -> None:
        self._held().update(lease_until=None)

    def _held(self) -> models.QuerySet[Import]:
        return Import.objects.filter(pk=self.job_id, state=self.state, lease_until=self.until)


def _now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
