"""Towns and districts by name, in any spelling and script that GeoNames knows."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from research.search import analysis

DATA = Path(__file__).parent / "data"
#: Below this likeness another place is meant; “Sylet” and Sylhet come to 91.
ALIKE = 86
#: Nobody's town has a longer name.
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Town:
    """A town or district, and about where it lies."""

    name: str
    country: str
    latitude: float
    longitude: float
    people: int = 0


def find(name: str, country: str = "") -> Town | None:
    """The place of this name, or the largest known by it too; within ``country``, if given.

    A slip of the pen is forgiven where the rest of the name fits no other place better.
    """
    asked = folded(name[:LONGEST])
    if not asked:
        return None
    known = _known()
    found = [town for town in known.get(asked, ()) if country in ("", town.country)]
    if not found and len(asked) > 3:
        found = _nearly(asked, country)
    return max(found, key=lambda town: (folded(town.name) == asked, town.people), default=None)


def folded(name: str) -> str:
    """A name without what its writers differ in: case, accents, apostrophes, joints."""
    return analysis.spelt(name.replace("'", "").replace("’", "")).replace(" ", "")


def _nearly(asked: str, country: str) -> list[Town]:
    names = [
        name
        for name, towns in _known().items()
        if not country or any(town.country == country for town in towns)
    ]
    best = process.extractOne(asked, names, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return [town for town in _known()[best[0]] if country in ("", town.country)] if best else []


@cache
def _known() -> dict[str, list[Town]]:
    """Read once; some twenty thousand spellings of five thousand places."""
    known: dict[str, list[Town]] = {}
    for town, spellings in _rows():
        for spelling in {folded(spelling) for spelling in spellings} - {""}:
            known.setdefault(spelling, []).append(town)
    return known


def _rows() -> Iterator[tuple[Town, list[str]]]:
    for file in ("towns.csv", "districts.csv"):
        with (DATA / file).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                at = (float(row["latitude"]), float(row["longitude"]))
                town = Town(row["name"], row["country"], *at, people=int(row.get("people") or 0))
                yield town, [town.name, *row["also"].split("|")]
