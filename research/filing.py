"""Where files lie: each once, under the hash of its content.

A file is stored before its row is committed, so a rolled-back upload or a deleted
document leaves one behind: ``remove_unattached`` sweeps those up. Whoever stores or
removes a file holds a lock on its hash until the end of the transaction.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.db import connection, transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.models import Change
from research.models import Document

#: First bytes of the files that are taken, and the type these tell. Only the first
#: byte counts as the beginning: a ZIP glued before a PDF is both and neither.
SIGNATURES = {b"%PDF-": "application/pdf"}
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
    digest, size, start = hashlib.sha256(), 0, b""
    for chunk in content.chunks():
        start = start or bytes(chunk[:16])
        size += len(chunk)
        if size > settings.DOCUMENT_MAX_BYTES:
            raise FileRefused(
                _("The file is larger than %(limit)d MB.")
                % {"limit": settings.DOCUMENT_MAX_BYTES // 2**20}
            )
        digest.update(chunk)
    if not size:
        raise FileRefused(_("The file is empty."))
    for signature, media_type in SIGNATURES.items():
        if start.startswith(signature):
            return Weighed(digest.hexdigest(), size, media_type)
    raise FileRefused(_("The file is no PDF: its content does not begin as one."))


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
        if Document.objects.with_content(sha256).exists() or _was_deleted_lately(sha256):
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
