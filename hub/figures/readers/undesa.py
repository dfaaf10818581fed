"""UN DESA, International Migrant Stock: a file a sex, destinations down, origins across."""

import csv
from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path

from hub.figures.cells import Cell
from hub.figures.country_names import code_of
from hub.figures.readers import Unexpected
from hub.vocabularies import Measure, Sex

SEXES = {"total": Sex.ALL, "female": Sex.WOMEN, "male": Sex.MEN}
#: "Not available"; an empty cell says the same.
NOT_KNOWN = {"..", ""}


def read(path: Path, countries: Collection[str]) -> Iterator[Cell]:
    """The cells whose origin or destination is one of ``countries`` (ISO alpha-2)."""
    sex = _sex(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        head = next(rows, [])
        if head[:3] != ["Year", "Destination", "Total"]:
            raise Unexpected(f"{path.name}: row 1 does not begin with Year, Destination, Total.")
        origins = {place: _place(name) for place, name in enumerate(head) if place >= 2}
        for number, row in enumerate(rows, start=2):
            destination = _place(row[1])
            if destination is None:
                continue
            for place, origin in origins.items():
                if origin is None or row[place].strip() in NOT_KNOWN:
                    continue
                if origin not in countries and destination not in countries:
                    continue
                yield Cell(
                    measure=Measure.MIGRANT_STOCK,
                    origin=origin,
                    destination=destination,
                    sex=sex,
                    year=int(row[0]),
                    value=Decimal(row[place]),
                    file=path.name,
                    row=number,
                    column=head[place],
                )


def _sex(path: Path) -> Sex:
    word = path.stem.rpartition("_")[2]
    if word not in SEXES:
        raise Unexpected(f"{path.name}: the name does not end in total, male or female.")
    return SEXES[word]


def _place(name: str) -> str | None:
    """A country's code; empty for the whole world; None for a region, which is left out."""
    return "" if name in ("WORLD", "Total") else code_of(name)
