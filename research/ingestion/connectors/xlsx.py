"""Spreadsheets (XLSX): the first sheet with a column called “title”."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

from django.utils.translation import gettext as _

from research.ingestion.connectors import tables
from research.ingestion.connectors.entries import Entry, Refused

#: Unpacked, a spreadsheet of a hundred thousand rows; a bomb is larger.
MOST_BYTES = 600_000_000
#: Rows below the last one with text: some sheets claim a million.
MOST_EMPTY_ROWS = 1000


def entries(data: bytes) -> Iterator[Entry | Refused]:
    found = list(sheets(data))
    refused = [sheet for sheet in found if isinstance(sheet, Refused)]
    tabled = [sheet for sheet in found if not isinstance(sheet, Refused)]
    yield from refused
    if not refused:
        yield from tables.entries(
            next((rows for rows in tabled if _has_titles(rows)), tabled[0] if tabled else [])
        )


def sheets(data: bytes) -> Iterator[list[tables.Row] | Refused]:
    """The rows of each sheet, with their numbers; or why there are none."""
    # Imported when there is one to read: it weighs 9 MB, numpy with it, in every web process.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        if sum(part.file_size for part in zipfile.ZipFile(BytesIO(data)).infolist()) > MOST_BYTES:
            yield Refused(1, "", "", _("The spreadsheet is too large once it is unpacked."))
            return
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError):
        yield Refused(1, "", "", _("The spreadsheet is damaged, or locked with a password."))
        return
    for sheet in book.worksheets:
        yield list(_rows(sheet))


def _has_titles(rows: list[tables.Row]) -> bool:
    heads = rows[: tables.HEADER_WITHIN]
    return any(tables.is_header(cells) for _number, cells in heads)


def _rows(sheet: object) -> Iterator[tables.Row]:
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):  # type: ignore[attr-defined]
        written = [_written(cell) for cell in cells]
        empty = 0 if any(written) else empty + 1
        if empty > MOST_EMPTY_ROWS:
            return
        if not empty:
            yield number, written


def _written(cell: object) -> str:
    """A cell as it is read: 2019.0 is 2019, a date is an ISO date."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
