"""Who works on a row: a right that runs out unless it is renewed.

Taken by compare-and-set, so that of two workers one gets it. The moment it runs out
is also its proof: a worker whose lease ran out and was given to another can neither
renew it nor save under it. Moments are told by the database's clock, so that the
clocks of several machines need not agree.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.db import connection
from django.db.models import F

from research.models import Document

#: Work taken up again within half a minute of a worker's sudden death...
LENGTH = timedelta(seconds=30)
#: ...while a living one has three chances to say so.
RENEWED_EVERY = timedelta(seconds=10)
#: A file that has taken its worker down this often will do so again.
MAX_ATTEMPTS = 5


class LeaseLost(Exception):
    """It ran out, and somebody else may be at work now."""


@dataclass(slots=True)
class Lease:
    """The right to read one document, until ``until``."""

    document_id: int
    until: datetime

    @classmethod
    def take(cls, document_id: int) -> Self | None:
        """Nothing where the document is in other hands, done with, or gone."""
        now = _now()
        lease = cls(document_id, now + LENGTH)
        free = Document.objects.waiting_or_expired(now).filter(pk=document_id)
        taken = free.filter(attempts__lt=MAX_ATTEMPTS).update(
            state=Document.State.READING,
            lease_until=lease.until,
            attempts=F("attempts") + 1,
        )
        return lease if taken else None

    def renew(self) -> None:
        """Move the end on, if half a minute has not gone by unnoticed. Raises ``LeaseLost``."""
        now = _now()
        if self.until - now > LENGTH - RENEWED_EVERY:
            return
        until = now + LENGTH
        if not Document.objects.leased(self.document_id, self.until).update(lease_until=until):
            raise LeaseLost
        self.until = until

    def hold(self) -> Document:
        """The document, locked until the transaction ends. Raises ``LeaseLost``."""
        document = (
            Document.objects.leased(self.document_id, self.until)
            .select_for_update(of=("self",))
            .first()
        )
        if document is None:
            raise LeaseLost
        return document


def _now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
