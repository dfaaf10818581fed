"""Which format a file has, told by its content, and its records."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from research.ingestion.cleaning import encodings
from research.ingestion.connectors import (
    bibtex,
    csv_table,
    endnote,
    endnote_xml,
    json_records,
    nbib,
    ris,
    tables,
    wos,
    xlsx,
)
from research.ingestion.connectors.composing import compose
from research.ingestion.connectors.entries import Entries, Readings, Refused

#: How much of a file is looked at to tell its format.
BEGINNING = 20_000


class UnknownFormat(Exception):
    """None of the formats that are read; the message says so, for people."""


@dataclass(frozen=True, slots=True)
class Format:
    name: str
    #: Whether text beginning so is in this format.
    fits: Callable[[str], bool]
    entries: Callable[[str], Entries]


def _has(pattern: str) -> Callable[[str], bool]:
    found = re.compile(pattern, re.M)
    return lambda start: bool(found.search(start))


def _is_table(start: str) -> bool:
    for _looked, (_number, cells) in zip(
        range(tables.HEADER_WITHIN), csv_table.rows(start), strict=False
    ):
        if tables.is_header(cells):
            return True
    return False


#: In the order of how surely they are told.
FORMATS = (
    Format("wos", _has(r"\A\s*FN |^PT [A-Z]\s*$"), wos.entries),
    Format("ris", _has(r"^\s{0,3}TY\s{0,3}- "), ris.entries),
    Format("nbib", _has(r"^(?:PMID|OWN)\s{0,2}- "), nbib.entries),
    Format("endnote", _has(r"\A\s*%[A-Z0-9@] |^%[0T] \S"), endnote.entries),
    Format("json", _has(r"\A\s*[\[{]\s*[\"{\[\]}]"), json_records.entries),
    Format("csv", _is_table, csv_table.entries),
    Format("bibtex", _has(r"^\s*@\s*[A-Za-z]+\s*[{(]"), bibtex.entries),
    Format("ris", _has(r"^(?:TI|T1)\s{1,3}- \S"), ris.entries),
)


@dataclass(frozen=True, slots=True)
class Reading:
    format: str
    records: Readings


@dataclass(frozen=True, slots=True)
class Opened:
    format: str
    entries: Entries


def read(data: bytes) -> Reading:
    """The records of a file, one by one. Raises ``UnknownFormat``."""
    opened = open_(data)
    return Reading(opened.format, _composed(opened.entries))


def open_(data: bytes) -> Opened:
    """What a file says, as it is written there. Raises ``UnknownFormat``."""
    if data.startswith(b"PK\x03\x04"):
        if not is_workbook(data):
            raise UnknownFormat(_("This is a ZIP archive, or another kind of office document."))
        return Opened("xlsx", xlsx.entries(data))
    if data.startswith(b"%PDF-"):
        raise UnknownFormat(_("This is a PDF, not a list of records."))
    if b"<record" in data[:BEGINNING] and b"<xml" in data[:BEGINNING].lower():
        return Opened("endnote-xml", endnote_xml.entries(data))
    text = encodings.decoded(data)
    if not text.strip():
        raise UnknownFormat(_("The file is empty."))
    start = text[:BEGINNING].lstrip("\ufeff")
    for known in FORMATS:
        if known.fits(start):
            return Opened(known.name, known.entries(text.lstrip("\ufeff")))
    raise UnknownFormat(
        _("No known format: a table with a column “title”, RIS, BibTeX or EndNote is needed.")
    )


def is_workbook(data: bytes) -> bool:
    try:
        return "xl/workbook.xml" in ZipFile(BytesIO(data)).namelist()
    except BadZipFile:
        return False


def _composed(found: Entries) -> Readings:
    for entry in found:
        yield entry if isinstance(entry, Refused) else compose(entry)
