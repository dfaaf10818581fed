"""India's Ministry of External Affairs: citizens and people of Indian origin, by country."""

import json
from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path

from hub.figures.cells import Cell
from hub.figures.country_names import code_of
from hub.figures.readers import Unexpected
from hub.vocabularies import Measure, Sex

#: The year of the copy; the ministry's table tells none of its own.
YEAR = 2017
MEASURES = {"NRI": Measure.CITIZENS_ABROAD, "PIO": Measure.ORIGIN_ABROAD}


def read(path: Path, countries: Collection[str]) -> Iterator[Cell]:
    if "IN" not in countries:
        return
    for number, row in enumerate(json.loads(path.read_text(encoding="utf-8")), start=1):
        if not {"Country", *MEASURES} <= set(row):
            raise Unexpected(f"{path.name}: entry {number} lacks Country, NRI or PIO.")
        destination = code_of(row["Country"])
        for column, measure in MEASURES.items():
            if destination:
                yield Cell(
                    measure=measure,
                    origin="IN",
                    destination=destination,
                    sex=Sex.ALL,
                    year=YEAR,
                    value=Decimal(str(row[column])),
                    file=path.name,
                    row=number,
                    column=column,
                )
