"""Rows under a header, wherever they come from: CSV, a spreadsheet, JSON."""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from research.ingestion.cleaning import texts
from research.ingestion.connectors import columns
from research.ingestion.connectors.entries import Entry, Refused

#: How far down the header may stand: above it some exports write who made them and when.
HEADER_WITHIN = 15
#: Fields of which at least one must be known, or the first row is no header.
NEEDED = "title"
_MORE_CELLS = gettext_lazy(
    "The row has more cells than the header: a comma or quote is misplaced."
)
#: How much of an odd value is quoted back.
QUOTED = 80

Row = tuple[int, Sequence[str]]


def entries(rows: Iterable[Row]) -> Iterator[Entry | Refused]:
    """An entry of each row that says anything. ``rows``: number and cells, header first."""
    table = iter(rows)
    header = _header(table)
    if header is None:
        yield Refused(
            1, "title", "", _("No column is called “title”: the first row must name the columns.")
        )
        return
    reader = _RowReader(header)
    for number, cells in table:
        if any(cells[len(header) :]) and any(map(str.strip, cells[len(header) :])):
            yield Refused(
                number,
                "",
                next(cell for cell in cells[len(header) :] if cell)[:QUOTED],
                str(_MORE_CELLS),
            )
        elif any(cell and not cell.isspace() for cell in cells):
            yield reader.entry(number, cells)


def _header(table: Iterator[Row]) -> Sequence[str] | None:
    for _looked, (_number, cells) in zip(range(HEADER_WITHIN), table, strict=False):
        if is_header(cells):
            return cells
    return None


def is_header(cells: Sequence[str]) -> bool:
    """Whether a row names columns: the title and, of many, more than that."""
    return columns_known(cells) > (0 if len(cells) <= 2 else 1)


def columns_known(cells: Sequence[str]) -> int:
    """How many columns a row names; none without the title."""
    known = columns.fields(cells).values()
    return len(known) + len(columns.person_columns(cells)) if NEEDED in known else 0


class _RowReader:
    def __init__(self, header: Sequence[str]) -> None:
        self.fields = columns.fields(header)
        self.order = columns.in_order(self.fields, header)
        self.people = columns.person_columns(header)

    def entry(self, number: int, cells: Sequence[str]) -> Entry:
        entry = Entry(number, has_lists_of_names=True)
        for place in self.order:
            if place < len(cells) and texts.said(cells[place]):
                entry.add(self.fields[place], _joined(cells[place], self.fields[place]))
        for (role, _number), parts in self.people.items():
            name = self._name(cells, parts)
            if name:
                entry.add(role, name)
        return entry

    def _name(self, cells: Sequence[str], parts: dict[str, int]) -> str:
        def said(part: str) -> str:
            place = parts.get(part, -1)
            cell = cells[place] if 0 <= place < len(cells) else ""
            return cell.strip() if texts.said(cell) else ""

        if said("name"):
            return said("name")
        given = " ".join(filter(None, [said("first"), said("mid")]))
        return ", ".join(filter(None, [said("last"), given]))


#: Bytes as Python prints them, which some programs write into their tables.
PRINTED_BYTES = re.compile(r"\s*b(['\"])(.*)\1\s*", re.S)


def _joined(cell: str, field: str) -> str:
    """The first of many values where the hub keeps one: ``A||B``."""
    if printed := PRINTED_BYTES.fullmatch(cell):
        cell = printed[2]
    if field in ("title", "year", "doi", "container") and "||" in cell:
        return next((part for part in cell.split("||") if part.strip()), cell)
    return cell
