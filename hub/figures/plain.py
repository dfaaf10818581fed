"""Cells as a plain CSV: how figures are shipped with the project."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from decimal import Decimal
from pathlib import Path

from hub.figures.cells import Cell
from hub.vocabularies import Measure, Sex

COLUMNS = [field.name for field in fields(Cell)]


def write(path: Path, cells: Iterable[Cell]) -> int:
    """Write ``cells`` and tell how many they were."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        rows.writeheader()
        count = 0
        for cell in cells:
            rows.writerow(asdict(cell) | {"value": f"{cell.value.normalize():f}"})
            count += 1
    return count


def read(path: Path) -> Iterator[Cell]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Cell(
                measure=Measure(row["measure"]),
                origin=row["origin"],
                destination=row["destination"],
                sex=Sex(row["sex"]),
                year=int(row["year"]),
                value=Decimal(row["value"]),
                file=row["file"],
                row=int(row["row"]),
                column=row["column"],
                period=row["period"],
            )
