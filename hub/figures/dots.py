"""Numbered places on a map of land without borders; the list beside it says what they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from hub.figures.land import outline
from hub.figures.map_labels import LETTER, WIDTH, Extent, Place

#: Half the size of a number's disc, and how near two may stand to one another.
DISC, APART = 8.0, 17.0
#: No map shows less than so many degrees: the land is drawn coarsely.
NARROWEST = 5.0
#: Free land around the outermost dots, in degrees.
MARGIN = 0.8
#: Steps in which discs give way to one another; more changed nothing on the fullest map.
STEPS = 60


@dataclass(frozen=True, slots=True)
class Dot:
    """A number in its disc, and the place it stands for, which may lie beside it."""

    number: int
    label: str
    x: float
    y: float
    at_x: float
    at_y: float

    @property
    def is_moved(self) -> bool:
        return hypot(self.x - self.at_x, self.y - self.at_y) > DISC / 2


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a country, softly, for whoever asks what they look at."""

    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class DotMap:
    """What a page draws: the land as one path, the names and the dots on it."""

    width: int
    height: int
    land: str
    names: tuple[Name, ...]
    dots: tuple[Dot, ...]


def dot_map(places: Sequence[Place], countries: Sequence[Place] = ()) -> DotMap | None:
    """A map that just holds ``places``, numbered from 1 in their order."""
    if not places:
        return None
    extent = _around(places)
    at = [extent.at(place) for place in places]
    discs = _pushed_apart(at, extent)
    dots = tuple(
        Dot(number, place.label, round(x), round(y), round(at_x), round(at_y))
        for number, (place, (x, y), (at_x, at_y)) in enumerate(
            zip(places, discs, at, strict=True), start=1
        )
    )
    names = tuple(_names(countries, discs, extent))
    return DotMap(WIDTH, extent.height, outline(extent), names, dots)


def _names(
    countries: Sequence[Place], discs: list[tuple[float, float]], extent: Extent
) -> Iterator[Name]:
    """Where there is room: at the country's point, or else above or below the discs there."""
    for country in countries:
        if not extent.holds(country):
            continue
        x, y = extent.at(country)
        half = len(country.label) * LETTER / 2 + DISC
        for at in (y, y - 2 * APART, y + 2 * APART):
            if all(abs(x - disc[0]) > half or abs(at - disc[1]) > DISC * 2 for disc in discs):
                yield Name(country.label, round(min(max(x, half), WIDTH - half)), round(at))
                break


def _around(places: Sequence[Place]) -> Extent:
    """Whole degrees, so that lists narrowed a little differently share their land."""
    west, east = _span([place.longitude for place in places])
    south, north = _span([place.latitude for place in places])
    # Neither a strip nor a tower.
    short = max((east - west) * 0.6 - (north - south), 0) / 2
    wide = max((north - south) * 0.8 - (east - west), 0) / 2
    return Extent(west=west - wide, east=east + wide, south=south - short, north=north + short)


def _span(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values) - MARGIN, max(values) + MARGIN
    missing = max(NARROWEST - (high - low), 0) / 2
    return float(int(low - missing)), float(int(high + missing) + 1)


def _pushed_apart(at: list[tuple[float, float]], extent: Extent) -> list[tuple[float, float]]:
    discs = list(at)
    for _step in range(STEPS):
        for one in range(len(discs)):
            for other in range(one):
                discs[one], discs[other] = _parted(discs[one], discs[other])
        discs = [
            (min(max(x, DISC), WIDTH - DISC), min(max(y, DISC), extent.height - DISC))
            for x, y in discs
        ]
    return discs


def _parted(
    one: tuple[float, float], other: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float]]:
    across, down = one[0] - other[0], one[1] - other[1]
    far = hypot(across, down)
    if far >= APART:
        return one, other
    if far < 0.1:  # the same spot: one goes up, one down
        across, down, far = 0.0, 1.0, 1.0
    push = (APART - far) / 2 / far
    step = (across * push, down * push)
    return (one[0] + step[0], one[1] + step[1]), (other[0] - step[0], other[1] - step[1])
