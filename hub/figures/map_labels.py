"""Where names stand on a map so that none covers another; who finds no room stays in the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import radians

WIDTH = 330
LABEL_SIZE = 11
#: Half the height of a line, and a letter's width, in units of the map.
HALF_LINE, LETTER = 6, 6.2
GAP = 7


@dataclass(frozen=True, slots=True)
class Place:
    """A country as a point, the most used first in a list."""

    label: str
    longitude: float
    latitude: float
    value: float = 0


@dataclass(frozen=True, slots=True)
class Extent:
    """The part of the world that is shown, in degrees; drawn without distortion of angles."""

    west: float
    east: float
    south: float
    north: float

    @property
    def scale(self) -> float:
        return WIDTH / radians(self.east - self.west)

    @property
    def height(self) -> int:
        return round(self.scale * radians(self.north - self.south))

    @property
    def translate(self) -> list[float]:
        return [-self.scale * radians(self.west), self.scale * radians(self.north)]

    def holds(self, place: Place) -> bool:
        return self.west < place.longitude < self.east and self.south < place.latitude < self.north

    def at(self, place: Place) -> tuple[float, float]:
        across, down = self.translate
        return (
            across + self.scale * radians(place.longitude),
            down - self.scale * radians(place.latitude),
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A name with its anchor, and the box it covers."""

    text: str
    x: float
    y: float
    align: str
    is_home: bool
    box: tuple[float, float, float, float]

    def covers(self, other: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = self.box
        return left < other[2] and other[0] < right and top < other[3] and other[1] < bottom


def place_labels(places: Sequence[Place], extent: Extent) -> list[Label]:
    """Names right, left, above or below their points: first come, first served."""
    dots = [(x - 3, y - 3, x + 3, y + 3) for x, y in map(extent.at, places)]
    taken: list[Label] = []
    for number, place in enumerate(places):
        others = dots[:number] + dots[number + 1 :]
        for label in _tries(place, extent, is_home=number == 0):
            is_inside = label.box[0] >= 0 and label.box[2] <= WIDTH
            is_free = not any(map(label.covers, [*others, *(one.box for one in taken)]))
            if is_inside and is_free:
                taken.append(label)
                break
    return taken


def _tries(place: Place, extent: Extent, *, is_home: bool) -> list[Label]:
    x, y = extent.at(place)
    wide = len(place.label) * LETTER
    spots = (
        ("left", x + GAP, y, x + GAP),
        ("right", x - GAP, y, x - GAP - wide),
        ("center", x, y - 2 * GAP, x - wide / 2),
        ("center", x, y + 2 * GAP, x - wide / 2),
    )
    return [
        Label(
            text=place.label,
            x=across,
            y=down,
            align=align,
            is_home=is_home,
            box=(left, down - HALF_LINE, left + wide, down + HALF_LINE),
        )
        for align, across, down, left in spots
    ]
