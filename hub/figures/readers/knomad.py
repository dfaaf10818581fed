"""World Bank/KNOMAD bilateral estimates: one row a pair of countries."""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from hub.figures.cells import Cell
from hub.figures.country_names import code_of
from hub.figures.readers import Unexpected
from hub.vocabularies import Measure, Sex


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column says what. Who sends money is where the migrants work."""

    measure: Measure
    origin: str
    destination: str
    value: str


TABLES = (
    Columns(Measure.MIGRANT_STOCK, "origin", "destination", "migrants_2021"),
    Columns(Measure.REMITTANCES, "receiving_country", "sending_country", "usd_millions_2021"),
)
YEAR = 2021


def read(path: Path, countries: Collection[str]) -> Iterator[Cell]:
    """The pairs of which one is among ``countries`` (ISO alpha-2)."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        columns = _columns(path, rows.fieldnames or ())
        for number, row in enumerate(rows, start=2):
            origin, destination = _place(row[columns.origin]), _place(row[columns.destination])
            if origin is None or destination is None or not row[columns.value]:
                continue
            if origin in countries or destination in countries:
                yield Cell(
                    measure=columns.measure,
                    origin=origin,
                    destination=destination,
                    sex=Sex.ALL,
                    year=YEAR,
                    value=round(Decimal(row[columns.value]), 3),
                    file=path.name,
                    row=number,
                    column=columns.value,
                )


def _columns(path: Path, names: Collection[str]) -> Columns:
    for table in TABLES:
        if {table.origin, table.destination, table.value} <= set(names):
            return table
    raise Unexpected(f"{path.name}: row 1 names neither the stock's nor the remittances' columns.")


def _place(name: str) -> str | None:
    return "" if name.upper() == "WORLD" else code_of(name)
