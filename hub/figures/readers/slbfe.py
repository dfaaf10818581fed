"""Sri Lanka Bureau of Foreign Employment: one JSON table a year, by country or by sex."""

import json
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from hub.figures.cells import Cell
from hub.figures.country_names import code_of
from hub.figures.readers import Unexpected
from hub.vocabularies import Measure, Sex

SEXES = {"Male": Sex.MEN, "Female": Sex.WOMEN}


def read(path: Path, countries: Collection[str]) -> Iterator[Cell]:
    """Registrations of one year; the year is the name of the file's folder."""
    if "LK" not in countries:
        return
    if not path.parent.name.isdigit():
        raise Unexpected(f"{path.name}: it does not lie in a folder named by its year.")
    table = json.loads(path.read_text(encoding="utf-8"))
    columns = [column.strip() for column in table.get("columns", ())]
    if set(columns) == set(SEXES):
        yield from _by_sex(path, columns, table["rows"])
    elif columns[:2] == ["Country", "Number"]:
        yield from _by_country(path, columns, table["rows"])
    else:
        raise Unexpected(f"{path.name}: neither Male and Female nor Country and Number.")


def _by_sex(path: Path, columns: list[str], rows: list[list[Any]]) -> Iterator[Cell]:
    (numbers,) = rows
    cell = _cells_of(path)
    for column, number in zip(columns, numbers, strict=True):
        yield cell("", SEXES[column], number, 1, column)


def _by_country(path: Path, columns: list[str], rows: list[list[Any]]) -> Iterator[Cell]:
    cell = _cells_of(path)
    for place, (name, number, *_share) in enumerate(rows, start=1):
        destination = code_of(str(name))
        if destination and number is not None:
            yield cell(destination, Sex.ALL, number, place, columns[1])


def _cells_of(path: Path) -> Callable[[str, Sex, float, int, str], Cell]:
    year = int(path.parent.name)

    def cell(destination: str, sex: Sex, number: float, row: int, column: str) -> Cell:
        return Cell(
            measure=Measure.REGISTRATIONS,
            origin="LK",
            destination=destination,
            sex=sex,
            year=year,
            value=Decimal(str(number)),
            file=f"{year}/{path.name}",
            row=row,
            column=column,
        )

    return cell
