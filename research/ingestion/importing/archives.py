"""A ZIP of PDFs with the sheet that describes them. Nothing is unpacked to disk.

A sheet of ten thousand rows may name one file in each: every file is unpacked once to
be checked and once to be kept, however many rows name it.
"""

import lzma
import zlib
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from research import media_types
from research.ingestion.connectors import files
from research.models import Document

#: Names that systems put into archives by themselves.
NOT_OURS = ("__MACOSX/", ".DS_Store", "Thumbs.db")
#: What reading a broken or an exotic archive ends in.
DAMAGED = (BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, ValueError)
#: Chapters share the file of their book; a file that more rows name is no honest list.
MOST_SHARES = 50
CHUNK = 1024 * 1024
LISTS = (".csv", ".tsv", ".txt", ".xlsx", ".ris", ".bib", ".xml", ".enw", ".json")


@dataclass(frozen=True, slots=True)
class Archive:
    """The list in an archive, and its other files by their names without folders."""

    sheet: bytes
    members: dict[str, ZipInfo]
    _zip: ZipFile
    #: What became of a file when it was first attached: its document, or why it is none.
    kept: dict[str, Document | str] = field(default_factory=dict)
    _is_whole: dict[str, bool] = field(default_factory=dict)
    _named: Counter[str] = field(default_factory=Counter)

    def fault_of(self, filename: str) -> str:
        """Why a row can't have this file, in a sentence; asked once of each row."""
        key = plain(filename)
        if key not in self._is_whole:
            self._is_whole[key] = self._unpacks(self.members.get(key))
        if not self._is_whole[key]:
            return _("The ZIP archive has no file of this name, or it is too large.")
        self._named[key] += 1
        if self._named[key] > MOST_SHARES:
            return _("More than %(number)d rows name this file.") % {"number": MOST_SHARES}
        return ""

    def _unpacks(self, member: ZipInfo | None) -> bool:
        if member is None or member.file_size > settings.DOCUMENT_MAX_BYTES:
            return False
        try:
            with self._zip.open(member) as stream:
                while stream.read(CHUNK):
                    pass
        except DAMAGED:
            return False
        return True

    def content(self, filename: str) -> "File[bytes] | None":
        member = self.members.get(plain(filename))
        if member is None or member.file_size > settings.DOCUMENT_MAX_BYTES:
            return None
        try:
            data = self._zip.read(member)
        except DAMAGED:
            return None
        return ContentFile(data, name=PurePath(member.filename).name)


def plain(filename: str) -> str:
    """How a sheet and an archive may call one file: without folders, in any case."""
    return PurePath(filename.replace("\\", "/")).name.casefold()


def is_archive(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") and not files.is_workbook(data)


def opened(data: bytes) -> Archive:
    """Raises ``files.UnknownFormat`` where there is not one list in it."""
    try:
        media_types.kind_of(BytesIO(data))  # no bomb, no list of files without end
    except media_types.Unfit as unfit:
        raise files.UnknownFormat(str(unfit)) from unfit
    try:
        archive = ZipFile(BytesIO(data))
        inside = [member for member in archive.infolist() if _is_ours(member)]
    except DAMAGED as fault:
        raise files.UnknownFormat(_("The ZIP archive is damaged.")) from fault
    sheets = [member for member in inside if member.filename.lower().endswith(LISTS)]
    if len(sheets) != 1:
        reason = _(
            "A ZIP needs one list (CSV, XLSX, RIS ...) beside its PDFs; this has %(number)d."
        )
        raise files.UnknownFormat(reason % {"number": len(sheets)})
    if any(member.flag_bits & 1 for member in inside):
        raise files.UnknownFormat(_("The ZIP archive is locked with a password."))
    sheet = sheets[0]
    if sheet.file_size > settings.DOCUMENT_MAX_BYTES:
        raise files.UnknownFormat(_("The list in the ZIP archive is too large."))
    others = {plain(member.filename): member for member in inside if member is not sheet}
    try:
        data = archive.read(sheet)
    except DAMAGED as fault:
        raise files.UnknownFormat(_("The ZIP archive is damaged.")) from fault
    return Archive(data, others, archive)


def _is_ours(member: ZipInfo) -> bool:
    return not member.is_dir() and not any(mark in member.filename for mark in NOT_OURS)
