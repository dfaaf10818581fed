"""CSV and its kin: parted by commas, semicolons, tabs or bars; quoted well or badly."""

import csv
import io
import re
from collections.abc import Iterator

from research.ingestion.connectors import tables
from research.ingestion.connectors.entries import Entry, Refused

PARTED_BY = (",", ";", "\t", "|")
#: Databases write a quotation mark within a cell as \\", others double it.
ESCAPED = re.compile(r'[^\\]\\"(?![",;\t\n])')
DOUBLED = re.compile(r'[^",;\t\n]""[^",;\t\n]')
#: How much is looked at to tell the mark.
BEGINNING = 20_000
#: A cell as long as a whole paper; longer ones mean that a quotation mark is lost.
LONGEST_CELL = 1_000_000


def entries(text: str) -> Iterator[Entry | Refused]:
    return tables.entries(rows(text))


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Cells of each row, with the row's number as a spreadsheet counts: the header is 1."""
    return rows_parted_by(text, parted_by(text))


def rows_parted_by(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(
        io.StringIO(text),
        delimiter=mark,
        escapechar=_escape(text),
        skipinitialspace=True,
    )
    number = 0
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error:  # one cell beyond all bounds: the row is passed over, told as empty
            yield number, [""]


def _escape(text: str) -> str | None:
    if not ESCAPED.search(text):
        return None
    return "\\" if len(ESCAPED.findall(text)) > len(DOUBLED.findall(text)) else None


def parted_by(text: str) -> str:
    """The mark by which most columns have a name that is known."""
    return max(PARTED_BY, key=lambda mark: _known(text[:BEGINNING], mark))


def _known(start: str, mark: str) -> int:
    heads = zip(range(tables.HEADER_WITHIN), rows_parted_by(start, mark), strict=False)
    return max((tables.columns_known(cells) for _looked, (_number, cells) in heads), default=0)
