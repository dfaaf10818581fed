"""Where files lie: each once, under the hash of its content.

A file is stored before its row is committed, so a rolled-back upload or a deleted
document leaves one behind: ``remove_unattached`` sweeps those up. Whoever stores or
removes a file holds a lock on its hash until the end of the transaction.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.db import connection, transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.models import Change
from research import media_types
from research.models import Document, Upload

#: No kind of file is taken beyond this.
MOST_BYTES = max(kind.most_bytes for kind in media_types.KINDS)
#: A file without a row may be an upload on its way: this long it is let be.
GRACE = timedelta(days=1)
#: The file of a deleted document is kept so long for who wants it back.
RESTORABLE_FOR = timedelta(days=90)
FOLDERS = ("documents", "first-pages")


class FileRefused(Exception):
    """The file can't be a document of the hub; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a look at every byte of a file told."""

    sha256: str
    size: int
    media_type: str


def weigh(content: "File[bytes]") -> Weighed:
    """Hash ``content`` as it streams past, and refuse what is no document."""
    digest, size = hashlib.sha256(), 0
    for chunk in content.chunks():
        size += len(chunk)
        if size > MOST_BYTES:
            raise _too_large(MOST_BYTES)
        digest.update(chunk)
    if not size:
        raise FileRefused(_("The file is empty."))
    try:
        kind = media_types.kind_of(cast(BinaryIO, content))
    except media_types.Unfit as unfit:
        raise FileRefused(str(unfit)) from unfit
    finally:
        content.seek(0)
    limit = settings.DOCUMENT_LIMITS.get(kind.ending, kind.most_bytes)
    if size > limit:
        raise _too_large(limit)
    return Weighed(digest.hexdigest(), size, kind.media_type)


def _too_large(limit: int) -> FileRefused:
    said = _("The file is larger than %(limit)d MB.") % {"limit": limit // media_types.MEGABYTE}
    return FileRefused(said)


def keep(name: str, content: "File[bytes]", *, key: str, size: int) -> str:
    """Store ``content`` as ``name`` unless it lies there already, whole."""
    hold(key)
    store = _store()
    if store.exists(name):
        if store.size(name) == size:
            return name
        store.delete(name)  # half-written by a process that was killed
    content.seek(0)
    return store.save(name, content)


def keep_bytes(name: str, data: bytes, *, key: str) -> str:
    return keep(name, ContentFile(data), key=key, size=len(data))


@contextmanager
def on_disk(file: FieldFile) -> Iterator[Path]:
    """The path of a stored file; for the while it is needed, where storage is elsewhere."""
    try:
        yield Path(file.path)
    except NotImplementedError:
        with tempfile.NamedTemporaryFile() as copy:
            for chunk in file.chunks():
                copy.write(chunk)
            copy.flush()
            yield Path(copy.name)


def hold(key: str) -> None:
    """Let nobody else work on ``key`` until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def hold_all(keys: Iterable[str]) -> None:
    """``hold`` for many at once, always in one order, so that no two wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(number) FROM"
            " (SELECT DISTINCT hashtextextended(key, 0) AS number FROM unnest(%s::text[]) key"
            " ORDER BY 1) AS numbers",
            [list(keys)],
        )


def remove_unattached(*, now: datetime | None = None) -> int:
    """Remove files that no document names any more; how many they were."""
    before = (now or timezone.now()) - GRACE
    return sum(_remove_if_unattached(name, before) for name in _names(_store()))


def _remove_if_unattached(name: str, before: datetime) -> bool:
    store = _store()
    if store.get_modified_time(name) > before:
        return False
    sha256 = PurePosixPath(name).stem
    with transaction.atomic():
        hold(sha256)
        is_named = any(kind.objects.with_content(sha256).exists() for kind in (Document, Upload))
        if is_named or _was_deleted_lately(sha256):
            return False
        store.delete(name)
    return True


def _was_deleted_lately(sha256: str) -> bool:
    """Whether somebody may still bring a deleted document back: history keeps all but the file."""
    gone = Change.objects.deletions_in(Document._meta.db_table)  # noqa: SLF001 -- documented
    return gone.since(timezone.now() - RESTORABLE_FOR).filter(before__sha256=sha256).exists()


def _names(store: Storage) -> Iterator[str]:
    for folder in FOLDERS:
        if not store.exists(folder):
            continue
        for shelf in store.listdir(folder)[0]:
            for name in store.listdir(f"{folder}/{shelf}")[1]:
                yield f"{folder}/{shelf}/{name}"


def _store() -> Storage:
    return storages["default"]
