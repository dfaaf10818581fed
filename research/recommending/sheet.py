"""A sheet of recommendations as rows: CSV, XLSX, cells pasted from a spreadsheet, plain lines.

The columns may have the names of the hub's own CSV of recommendations, so that a file taken
from the register can be mended and brought back.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from research.ingestion.cleaning import encodings
from research.ingestion.connectors import csv_table, xlsx
from research.ingestion.connectors.entries import Refused

#: Field: names of its column, the one that is written first.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "output": (
        "output",
        "address of the output",
        "title of the output",
        "report",
        "doi",
        "source",
    ),
    "text": ("recommendation", "what should be done", "text", "what"),
    "actor": ("who", "who should act", "actor", "kind of actor"),
    "body": ("named body", "body", "agency", "institution"),
    "country": ("country",),
    "theme": ("theme", "themes"),
    "corridor": ("corridor",),
    "topic": ("heading", "topic", "under the heading"),
    "page": ("page", "p"),
}
#: Columns of the register's own CSV that say nothing new.
PASSED_OVER = frozenset({"year", "address"})
#: "(p. 12)" at the end of a pasted line is its page.
PAGE = re.compile(r"\s*[(\[]?\b(?:p\.|page)\s*(?P<page>\d{1,4})[)\]]?[.\s]*$", re.IGNORECASE)
BULLET = re.compile(r"^\s*(?:[•●○▪■*·–—-]|\(?\d{1,2}[.)])\s+")
PARTED_BY = ("\t", ",", ";", "|")
HEADER_WITHIN = 10


class UnreadableSheet(ValueError):
    """Says in a sentence for people why there is nothing to check."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was written: its number, and its cells by field."""

    number: int
    cells: Mapping[str, str]
    #: Cells that stand under no known column, by the name of their column.
    unknown: Mapping[str, str] = field(default_factory=dict)


def of_file(data: bytes) -> list[Row]:
    """The rows of a CSV or XLSX file; raises ``UnreadableSheet``."""
    if not data.startswith(b"PK"):
        return of_text(encodings.decoded(data))
    for sheet in xlsx.sheets(data):
        if isinstance(sheet, Refused):
            raise UnreadableSheet(sheet.reason)
        if rows := _under_header(sheet):
            return rows
    raise UnreadableSheet(_no_header())


def of_text(text: str) -> list[Row]:
    """Cells under a header, or one recommendation a line; raises ``UnreadableSheet``."""
    if not text.strip():
        raise UnreadableSheet(_("There is nothing to read."))
    for mark in PARTED_BY:
        rows = _under_header(csv_table.rows_parted_by(text, mark))
        if rows is not None:
            return rows
    if "\t" in text:
        raise UnreadableSheet(_no_header())
    return list(_lines(text))


def as_text(rows: Iterable[Row]) -> str:
    """The rows as cells parted by tabs, to be looked at, mended and sent again."""
    rows = list(rows)
    used = [name for name in COLUMNS if any(row.cells.get(name) for row in rows)]
    lines = ["\t".join(COLUMNS[name][0] for name in used)] if used else []
    lines += ["\t".join(_one_line(row.cells.get(name, "")) for name in used) for row in rows]
    return "\n".join(lines)


def _no_header() -> str:
    return _("No column is called “recommendation”: the first row must name the columns.")


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _under_header(table: Iterable[tuple[int, Sequence[str]]]) -> list[Row] | None:
    """None where no row of the first few names the column of what should be done."""
    rows = iter(table)
    for _looked, (_number, cells) in zip(range(HEADER_WITHIN), rows, strict=False):
        names = [_field(cell) for cell in cells]
        if "text" in names and (len(cells) == 1 or sum(map(bool, names)) > 1):
            heads = [" ".join(cell.split()) for cell in cells]
            return [row for number, said in rows if (row := _row(number, names, heads, said))]
    return None


def _field(head: str) -> str:
    plain = " ".join(re.sub(r"[\W_]+", " ", head).split()).casefold()
    return next((name for name, names in COLUMNS.items() if plain in names), "")


def _row(
    number: int, names: Sequence[str], heads: Sequence[str], said: Sequence[str]
) -> Row | None:
    cells: dict[str, str] = {}
    unknown: dict[str, str] = {}
    for place, cell in enumerate(said):
        text = cell.strip().removeprefix("'").strip()
        if not text:
            continue
        name = names[place] if place < len(names) else ""
        head = heads[place] if place < len(heads) else _("column %d") % (place + 1)
        if name:
            cells.setdefault(name, text)
        elif head.casefold() not in PASSED_OVER:
            unknown[head] = text
    return Row(number, cells, unknown) if cells or unknown else None


def _lines(text: str) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), 1):
        said = BULLET.sub("", line).strip()
        if not said:
            continue
        page = PAGE.search(said)
        cells = {"text": PAGE.sub("", said).rstrip(" ,;")} | (
            {"page": page["page"]} if page else {}
        )
        yield Row(number, cells)
