"""Bilateral labour agreements since 1945, as political scientists have listed them."""

import csv
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from hub.figures.cells import Treaty
from hub.figures.country_names import code_of
from hub.figures.readers import Unexpected

NEEDED = {"treatyID", "countryA", "countryB", "year"}


def read(path: Path, countries: Collection[str]) -> Iterator[Treaty]:
    """The agreements of which one side is among ``countries``; a title where the list has one."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.DictReader(file)
        if not set(rows.fieldnames or ()) >= NEEDED:
            raise Unexpected(f"{path.name}: row 1 lacks one of {', '.join(sorted(NEEDED))}.")
        for number, row in enumerate(rows, start=2):
            pair = code_of(row["countryA"]), code_of(row["countryB"])
            if pair[0] and pair[1] and set(pair) & set(countries) and row["year"].isdigit():
                yield Treaty(
                    countries=(pair[0], pair[1]),
                    year=int(row["year"]),
                    signed=_day(row.get("datesigned") or "", int(row["year"])),
                    file=path.name,
                    row=number,
                    identifier=row["treatyID"],
                )


def _day(text: str, year: int) -> str:
    """ISO, where the list gives one day and it agrees with the year."""
    try:
        day = datetime.strptime(text.strip(), "%m/%d/%Y").date()  # noqa: DTZ007 - a bare day
    except ValueError:
        return ""
    return day.isoformat() if day.year == year else ""
