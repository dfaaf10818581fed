"""Files fetched in turn: one after another, each server left in peace in between.

Whose turn it is, is claimed by moving its next one ahead, as with links: two workers
never fetch the same, and what a killed worker left behind is due again in an hour.
"""

import tempfile
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import IO
from urllib.parse import unquote, urlsplit

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from partners.history.acting import acting
from research import editorial, filing
from research.ingestion.answers import Answer, Seen, SourceUnavailable
from research.ingestion.fetching import landing
from research.ingestion.fetching.allowing import REMOVED, why_not
from research.ingestion.transport import Transport
from research.models import Output, RemoteFile

State = RemoteFile.State
HOUR = timedelta(hours=1)
#: What was fetched is looked at again so seldom.
EVERY = timedelta(days=90)
#: Tried again after so many hours, then given up.
AGAIN = (6, 24, 96)
AN_HOUR = 120
#: The worker has other work to do: after so many seconds it goes on at the next sweep.
TURN_SECONDS = 40.0
#: Seconds between two files of one server, and for one file.
PAUSE, PATIENCE = 5, 180.0
#: Reasons, kept in English and shown in the reader's language.
A_PAGE = gettext_noop("The address leads to a page that names no file.")


def _polite() -> Transport:
    return Transport(
        patience=PATIENCE, most_bytes=filing.MOST_BYTES, pause=PAUSE, heeds_robots=True
    )


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a turn."""

    asked: int = 0
    #: Documents that wait to be read now.
    documents: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Got:
    """The bytes of a file, and by what the server knows them."""

    content: IO[bytes]
    filename: str
    seen: Seen


class _NoFile(Exception):
    """What was there is no file; the message says why."""


def fetch_in_turn(transport: Transport | None = None) -> Fetched:
    """Fetch what is due, until the turn or the hour's share is used up."""
    transport, began, found = transport or _polite(), time.monotonic(), Fetched()
    while time.monotonic() - began < TURN_SECONDS:
        remote = _claimed()
        if remote is None:
            break
        document = fetch(remote, transport)
        found = Fetched(found.asked + 1, [*found.documents, *([document] if document else [])])
    return found


def fetch(remote: RemoteFile, transport: Transport) -> int | None:
    """Fetch one file: the number of the document it became, if a new one."""
    reason = REMOVED if _was_removed(remote) else why_not(remote.output)
    if reason:
        _leave(remote, reason)
        return None
    with tempfile.TemporaryFile() as into:
        try:
            got = _got(remote, transport, into)
            if got:
                return _keep(remote, got)
            _unchanged(remote)
        except SourceUnavailable as refusal:
            _refused(remote, refusal)
        except (_NoFile, filing.FileRefused) as refusal:
            _fail(remote, str(refusal))
    return None


def _claimed() -> RemoteFile | None:
    now = timezone.now()
    if RemoteFile.objects.filter(asked_at__gt=now - HOUR).count() >= AN_HOUR:
        return None
    with transaction.atomic():
        free = RemoteFile.objects.due(now).select_for_update(skip_locked=True)
        remote = free.first()
        if remote is None:
            return None
        remote.asked_at, remote.due_at = now, now + HOUR
        remote.save(update_fields=["asked_at", "due_at"])
    return RemoteFile.objects.for_listing().get(pk=remote.pk)


def _was_removed(remote: RemoteFile) -> bool:
    return remote.state == State.FETCHED and remote.document_id is None


def _got(remote: RemoteFile, transport: Transport, into: IO[bytes]) -> _Got | None:
    """The file at the address, or the one that the page there names; nothing if unchanged."""
    seen = Seen(remote.etag, remote.last_modified)
    answer = transport.save_changed(remote.address, seen, into)
    if answer is None:
        return None
    into.seek(0)
    start = into.read(landing.MOST)
    if not landing.is_page(start):
        return _Got(into, _filename(answer), answer.seen)
    address = landing.file_of(start, answer.address)
    if not address:
        raise _NoFile(A_PAGE)
    into.seek(0)
    into.truncate()
    file = transport.save_changed(address, Seen(), into)
    if file is None:  # never: nothing was said to be seen
        return None
    # The page is what is asked again, and it changes when it names another file.
    return _Got(into, _filename(file), answer.seen)


def _filename(answer: Answer) -> str:
    return answer.filename or unquote(urlsplit(answer.address).path.rpartition("/")[2])


@transaction.atomic
def _keep(remote: RemoteFile, got: _Got) -> int | None:
    held = RemoteFile.objects.select_for_update().get(pk=remote.pk)
    output = Output.objects.select_for_update().get(pk=remote.output_id)
    if held.address != remote.address:
        return None  # the record points elsewhere by now: that is another file
    reason = why_not(output)
    if reason:
        _leave(held, reason)
        return None
    content = File(got.content)
    with acting(None, f"fetched from {urlsplit(remote.address).hostname}"):
        if held.document:
            kept = editorial.replace(
                held.document, content=content, filename=got.filename, by=None
            )
        else:
            kept = editorial.attach(output, content=content, filename=got.filename, by=None)
    is_new = held.document_id != kept.pk
    held.document, held.state, held.reason, held.failures = kept, State.FETCHED, "", 0
    held.etag, held.last_modified = got.seen.etag, got.seen.last_modified[:100]
    held.due_at = timezone.now() + EVERY
    held.save()
    return kept.pk if is_new else None


def _unchanged(remote: RemoteFile) -> None:
    _put(remote, due_at=timezone.now() + EVERY, failures=0)


def _leave(remote: RemoteFile, reason: str) -> None:
    _put(remote, state=State.LEFT, reason=reason, judged_at=timezone.now())


def _fail(remote: RemoteFile, reason: str) -> None:
    """Give up; what is here already stays, and is looked at again as always."""
    if remote.document_id:
        _put(remote, due_at=timezone.now() + EVERY)
    else:
        _put(remote, state=State.FAILED, reason=reason)


def _refused(remote: RemoteFile, refusal: SourceUnavailable) -> None:
    now = timezone.now()
    if refusal.retry_after is not None:
        _put(remote, due_at=now + max(timedelta(seconds=refusal.retry_after), HOUR))
    elif refusal.is_by_rule and not remote.document_id:
        _leave(remote, str(refusal))
    elif remote.failures >= len(AGAIN):
        _fail(remote, str(refusal))
    else:
        wait = timedelta(hours=AGAIN[remote.failures])
        _put(remote, due_at=now + wait, failures=remote.failures + 1)


def _put(remote: RemoteFile, **values: object) -> None:
    RemoteFile.objects.filter(pk=remote.pk, address=remote.address).update(**values)
