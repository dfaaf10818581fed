"""Every number of a country's page leads to file, row and column of its source."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from tests.hub.conftest import RAW

pytestmark = pytest.mark.usefixtures("shipped")

#: Page, panel, and which of its numbers: ten, of every publisher whose excerpt is at hand.
TRACED = [
    ("/countries/np/", "living-abroad-by-year", {"year": "2019", "sex": "women"}),
    ("/countries/np/", "living-abroad-by-year", {"year": "1990", "sex": "all"}),
    ("/countries/lk/", "living-abroad-by-year", {"year": "2005", "sex": "men"}),
    ("/countries/in/", "living-abroad-by-year", {"year": "2015", "sex": "all"}),
    ("/countries/np/", "living-abroad", {"destination": "MY", "sex": "women"}),
    ("/countries/lk/", "living-abroad", {"destination": "SA", "sex": "men"}),
    ("/corridors/lk-sa/", "living-abroad-by-year", {"year": "2019", "sex": "women"}),
    ("/countries/np/", "remittances", {"destination": "QA"}),
    ("/countries/lk/", "remittances", {"destination": "SA"}),
    ("/corridors/lk-sa/", "registrations-by-year", {"year": "2022"}),
]


def test_ten_figures_are_what_the_publishers_files_say(client: Client):
    """One test: loading the figures takes longer than asking for ten."""
    for page, panel, which in TRACED:
        answer = client.get(f"{page}figures/{panel}.csv")
        (row,) = [
            row
            for row in csv.DictReader(answer.content.decode().splitlines())
            if which.items() <= row.items()
        ]
        said = published(RAW / row["file"], int(row["row"]), row["column"])
        assert (page, panel, Decimal(row["value"])) == (page, panel, said)


def published(path: Path, row: int, column: str) -> Decimal:
    """The number that stands there, read without the hub's own readers."""
    if path.suffix == ".json":
        table = json.loads(path.read_text())
        return Decimal(table["rows"][row - 1][table["columns"].index(column)])
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    return round(Decimal(lines[row - 1][lines[0].index(column)]), 3)


def test_unknown_panel_is_not_found(client: Client):
    assert client.get("/countries/np/figures/nothing.csv").status_code == 404
