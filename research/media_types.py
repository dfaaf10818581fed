"""What kind a file is, told by its content, and what is asked of each kind.

The name of a file is no witness. A PDF begins as one, an Office file is a ZIP that says
so inside, a table is text in columns; everything else is not taken.
"""

import csv
import io
import re
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PDF = "application/pdf"
ZIP = "application/zip"
CSV = "text/csv"
_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file the hub takes."""

    media_type: str
    name: str
    ending: str
    #: How the confined process reads it: a name in ``confined.jobs``.
    job: str
    #: A file may be this large, in bytes; the settings may say otherwise by ``ending``.
    most_bytes: int
    #: What an Office file says of its main part.
    part: str = ""


MEGABYTE = 1024**2
_WORD, _SLIDES, _SHEETS = "wordprocessingml", "presentationml", "spreadsheetml"
_MACROS = "application/vnd.ms-{}.macroenabled.12"


def _office(name: str, ending: str, job: str, megabytes: int, *, main: str) -> Kind:
    """An Office file without macros: its parts tell its type, with ``.main`` at the end."""
    return Kind(f"{_OFFICE}{main}", name, ending, job, megabytes * MEGABYTE, f"{main}.main")


def _with_macros(name: str, ending: str, job: str, megabytes: int, *, main: str) -> Kind:
    part = f"ms-{main}.macroenabled.main"
    return Kind(_MACROS.format(main), name, ending, job, megabytes * MEGABYTE, part)


KINDS = (
    Kind(PDF, "PDF", "pdf", "read_pdf", 100 * MEGABYTE),
    _office("Word", "docx", "read_word", 50, main=f"{_WORD}.document"),
    _with_macros("Word", "docm", "read_word", 50, main="word.document"),
    _office("PowerPoint", "pptx", "read_slides", 100, main=f"{_SLIDES}.presentation"),
    _with_macros("PowerPoint", "pptm", "read_slides", 100, main="powerpoint.presentation"),
    _office("Excel", "xlsx", "read_sheets", 50, main=f"{_SHEETS}.sheet"),
    _with_macros("Excel", "xlsm", "read_sheets", 50, main="excel.sheet"),
    Kind(CSV, "CSV", "csv", "read_table", 50 * MEGABYTE),
    Kind(ZIP, "ZIP", "zip", "read_archive", 100 * MEGABYTE),
)
#: What a form for files lets people choose from.
ACCEPT = ",".join(f".{kind.ending}" for kind in KINDS)
BY_TYPE = {kind.media_type: kind for kind in KINDS}

#: How much of a file's beginning tells what it is.
BEGINNING = 65_536
#: The end of a ZIP says how many files are in it; this far from the end at most.
END_OF_ZIP, MOST_COMMENT = struct.Struct("<4s4H2LH"), 65_535
MOST_FILES, MOST_DIRECTORY = 10_000, 8 * MEGABYTE
#: Unpacking to more, or to so many times its size, is what no honest file does.
MOST_UNPACKED, MOST_TIMES, SMALL = 1024 * MEGABYTE, 200, 20 * MEGABYTE
CONTENT_TYPES = "[Content_Types].xml"
MOST_CONTENT_TYPES = 2 * MEGABYTE
#: Lines looked at to see whether a text is a table, and what may part its columns.
LINES, DELIMITERS = 20, ",;\t|"


class Unfit(Exception):
    """The file is of no kind the hub takes; the message says why, for people."""

    def __init__(self, reason: "str | Promise") -> None:
        super().__init__(str(reason))
        self.reason = reason


def kind_of(file: BinaryIO) -> Kind:
    """The kind of a file that can be moved about in. Raises ``Unfit``."""
    file.seek(0)
    start = file.read(BEGINNING)
    if start.startswith(b"%PDF-"):
        return BY_TYPE[PDF]
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(file)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unfit(
            _(
                "The file is of an older Office or locked with a password: save it as .docx, "
                ".xlsx or .pptx without one."
            )
        )
    if is_table(start):
        return BY_TYPE[CSV]
    raise Unfit(
        _(
            "The file is no PDF, Word, PowerPoint, Excel, CSV or ZIP file: its content begins as "
            "none of them."
        )
    )


def _kind_of_zip(file: BinaryIO) -> Kind:
    check_zip(file)
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            _refuse_bombs(infos)
            if CONTENT_TYPES not in archive.namelist():
                return BY_TYPE[ZIP]
            with archive.open(CONTENT_TYPES) as types:
                said = types.read(MOST_CONTENT_TYPES).decode("utf-8", "replace").lower()
    except Unfit:
        raise
    except Exception as error:  # packers raise what they like on damaged bytes
        raise Unfit(_("The file is damaged: it can't be opened.")) from error
    return next((kind for kind in KINDS if kind.part and kind.part in said), BY_TYPE[ZIP])


def check_zip(file: BinaryIO) -> None:
    """Refuse a ZIP whose list of files alone would take a process down. Raises ``Unfit``."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - END_OF_ZIP.size - MOST_COMMENT))
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < END_OF_ZIP.size:
        raise Unfit(_("The file is damaged: it can't be opened."))
    *_before, files, directory, _offset, _comment = END_OF_ZIP.unpack_from(tail, place)
    if files > MOST_FILES or directory > MOST_DIRECTORY:
        raise Unfit(_("The ZIP holds too many files."))


def _refuse_bombs(infos: Iterable[zipfile.ZipInfo]) -> None:
    packed = unpacked = 0
    for info in infos:
        packed += info.compress_size
        unpacked += info.file_size
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_TIMES * max(packed, 1)):
        raise Unfit(_("The file unpacks to far more than it weighs: it is not opened."))


def decoded(start: bytes) -> str | None:
    """Text of a text file; nothing of bytes that are none."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start[: len(start) // 2 * 2].decode("utf-16", "replace")
    if b"\x00" in start:
        return None
    for cut in range(4):
        try:
            return start[: len(start) - cut].decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
    if re.search(rb"[\x01-\x08\x0e-\x1f]", start):
        return None
    return start.decode("cp1252", "replace")


def is_table(start: bytes) -> bool:
    """Whether these are lines of as many columns each, two of each at least."""
    text = decoded(start)
    if not text:
        return False
    lines = text.splitlines()[:LINES]
    if len(start) == BEGINNING:
        lines = lines[:-1] or lines
    return any(_fits(lines, delimiter) for delimiter in DELIMITERS)


def _fits(lines: list[str], delimiter: str) -> bool:
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return False
    widths = [len(row) for row in rows]
    if len(widths) < 2:
        return False
    return widths[0] > 1 and sum(width == widths[0] for width in widths) >= 0.8 * len(widths)
