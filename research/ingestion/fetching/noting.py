"""A row for each file that the record of a harvested output points to."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from research.ingestion.fetching.allowing import REMOVED, why_not
from research.models import HarvestRecord, Output, RemoteFile

State = RemoteFile.State
#: Looked at in one go; the next sweep goes on.
BATCH = 500
#: Columns that begin anew with another address.
ANEW = [
    "address", "state", "reason", "etag", "last_modified", "failures", "judged_at", "due_at",
]  # fmt: skip
_ADDRESS = Case(When(pdf_url="", then=F("url")), default=F("pdf_url"))


def note() -> int:
    """Judge what is new, points elsewhere now or was changed since: how many were judged."""
    now = timezone.now()
    rows = [_judged(output, now) for output in _unjudged()]
    RemoteFile.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["output"], update_fields=ANEW
    )
    return len(rows)


def _unjudged() -> Iterable[Output]:
    told = HarvestRecord.objects.done().filter(
        output=OuterRef("pk"), verdict__in=["new", "changed", "unchanged"]
    )
    is_new = Q(remote_file=None) | ~Q(remote_file__address=F("at"))
    was_left = Q(remote_file__state=State.LEFT, remote_file__judged_at__lt=F("updated_at"))
    # What somebody took away does not come back because the record is mended.
    was_left &= ~Q(remote_file__reason=REMOVED)
    return (
        Output.objects.annotate(at=_ADDRESS)
        .exclude(at=Value(""))
        .filter(Exists(told))
        .filter(is_new | was_left)
        .select_related("remote_file")
        .order_by("pk")[:BATCH]
    )


def _judged(output: Output, now: datetime) -> RemoteFile:
    reason = why_not(output)
    return RemoteFile(
        output=output,
        address=output.pdf_url or output.url,
        state=State.LEFT if reason else State.WAITING,
        reason=reason,
        judged_at=now,
        due_at=now,
    )
