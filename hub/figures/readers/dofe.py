"""Nepal's Department of Foreign Employment: one CSV a month of the Bikram Sambat calendar."""

import csv
from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path

from hub.figures.cells import Cell
from hub.figures.country_names import code_of
from hub.figures.readers import Unexpected
from hub.vocabularies import Measure, Sex

#: The months, from the year's first, as the files spell them and as they are written.
MONTHS = {
    "baisakh": "Baisakh",
    "jestha": "Jestha",
    "asar": "Asar",
    "shrawn": "Shrawan",
    "bhadra": "Bhadra",
    "ashoj": "Ashwin",
    "kartik": "Kartik",
    "mangsir": "Mangsir",
    "poush": "Poush",
    "magh": "Magh",
    "falgun": "Falgun",
    "chaitra": "Chaitra",
}
#: Poush begins in the middle of December: from there on the months are of the next year.
FIRST_OF_THE_NEXT_YEAR = 9
TO_GREGORIAN = -57
SEXES = {"Male": Sex.MEN, "Female": Sex.WOMEN, "Total": Sex.ALL}
#: The heading over the three columns that count new approvals and renewals together.
GROUP = "Total with ReEntry"


def read(path: Path, countries: Collection[str]) -> Iterator[Cell]:
    """Approvals of one month, new ones and re-entries together, by country and sex."""
    if "NP" not in countries:
        return
    month, _, written_year = path.stem.partition("-")
    if month not in MONTHS or not written_year.isdigit():
        raise Unexpected(f"{path.name}: the name is not month-year, as in falgun-2079.csv.")
    year = int(written_year) + TO_GREGORIAN
    if list(MONTHS).index(month) >= FIRST_OF_THE_NEXT_YEAR:
        year += 1
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    head, columns = _columns(path, rows)
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        destination = code_of(row[0]) if row else None
        for column, sex in columns.items() if destination else ():
            yield Cell(
                measure=Measure.APPROVALS,
                origin="NP",
                destination=destination or "",
                sex=sex,
                year=year,
                period=f"{MONTHS[month]} {written_year} BS",
                value=Decimal(row[column] or 0),
                file=path.name,
                row=number,
                column=f"{GROUP}, {rows[head][column]}",
            )


def _columns(path: Path, rows: list[list[str]]) -> tuple[int, dict[int, Sex]]:
    """Where the second line of headings stands, and the three columns under the group's."""
    for head, row in enumerate(rows[:5], start=1):
        if GROUP in row:
            first = row.index(GROUP)
            words = [word.strip() for word in rows[head][first : first + 3]]
            if set(words) == set(SEXES):
                return head, {first + place: SEXES[word] for place, word in enumerate(words)}
    raise Unexpected(f"{path.name}: the first rows have no “{GROUP}” by sex.")
