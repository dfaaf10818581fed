"""The right to post: one process at a time, so that the pace is kept and one mail is in hand."""

import time
import uuid
from datetime import datetime, timedelta

from django.db import connection

from hub.models import Lease

#: Whoever is killed holds the others up for so long.
LENGTH = timedelta(seconds=45)
RENEWED_EVERY = timedelta(seconds=10)
NAME = "posting"


class PostingLease:
    """Held while posting, under a name that nobody else has."""

    def __init__(self, holder: str, until: datetime, clock: "Clock") -> None:
        self._holder, self._until, self.clock = holder, until, clock

    @classmethod
    def take(cls) -> "PostingLease | None":
        """Nothing where somebody else is posting."""
        clock, holder = Clock(), uuid.uuid4().hex
        now = clock.now()
        Lease.objects.get_or_create(name=NAME, defaults={"until": now - LENGTH})
        until = now + LENGTH
        taken = Lease.objects.free(NAME, now).update(until=until, holder=holder)
        return cls(holder, until, clock) if taken else None

    def renew(self) -> bool:
        """Move the end on, if some time has gone by; says whether it is still held."""
        now = self.clock.now()
        if self._until - now > LENGTH - RENEWED_EVERY:
            return True
        self._until = now + LENGTH
        return bool(Lease.objects.held(NAME, self._holder).update(until=self._until))

    def give_back(self) -> None:
        Lease.objects.held(NAME, self._holder).update(until=self.clock.now() - LENGTH)


class Clock:
    """The database's time: the clocks of several machines need not agree.

    Asked for once and counted on from there: a round is short, and asks at every message.
    """

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            self._asked: datetime = cursor.fetchone()[0]
        self._then = time.monotonic()

    def now(self) -> datetime:
        return self._asked + timedelta(seconds=time.monotonic() - self._then)
