"""The land of a part of the world as one outline, without a drawing engine.

Natural Earth's land comes as TopoJSON: whole numbers in arcs that polygons share. A map of
many places is asked for in many sections, so the outline is cut here, in a millisecond, and
no engine is started for it.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from hub.figures.map_labels import Extent, Place

LAND = Path(__file__).parent / "geography" / "land-110m.json"

Point = tuple[float, float]
Ring = list[Point]
#: An edge of the section: what lies within, and where a line crosses it.
Edge = tuple[Callable[[Point], bool], Callable[[Point, Point], Point]]


@lru_cache(maxsize=64)
def outline(extent: Extent) -> str:
    """The path of the land within ``extent``, in the map's own units."""
    return "".join(_path(cut, extent) for ring in _rings() if (cut := _cut(ring, extent)))


def _cut(ring: Ring, extent: Extent) -> Ring:
    """After Sutherland and Hodgman: edge by edge, what is outside gives way to the edge."""
    for is_within, crossing in _edges(extent):
        kept: Ring = []
        for before, point in pairwise([ring[-1], *ring]):
            if is_within(point) != is_within(before):
                kept.append(crossing(before, point))
            if is_within(point):
                kept.append(point)
        if len(kept) < 3:
            return []
        ring = kept
    return ring


def _edges(extent: Extent) -> Iterable[Edge]:
    def upright(at: float) -> Callable[[Point, Point], Point]:
        return lambda a, b: (at, a[1] + (b[1] - a[1]) * (at - a[0]) / (b[0] - a[0]))

    def level(at: float) -> Callable[[Point, Point], Point]:
        return lambda a, b: (a[0] + (b[0] - a[0]) * (at - a[1]) / (b[1] - a[1]), at)

    return (
        (lambda p: p[0] >= extent.west, upright(extent.west)),
        (lambda p: p[0] <= extent.east, upright(extent.east)),
        (lambda p: p[1] >= extent.south, level(extent.south)),
        (lambda p: p[1] <= extent.north, level(extent.north)),
    )


def _path(ring: Ring, extent: Extent) -> str:
    points = (extent.at(Place("", longitude, latitude)) for longitude, latitude in ring)
    return "M" + "L".join(f"{x:.0f},{y:.0f}" for x, y in points) + "Z"


@cache
def _rings() -> list[Ring]:
    """Every ring of every polygon, in degrees."""
    topology = json.loads(LAND.read_text(encoding="utf-8"))
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    shapes = topology["objects"]["land"]["geometries"]
    return [_joined(ring, arcs) for shape in shapes for ring in _numbers(shape)]


def _numbers(shape: dict[str, Any]) -> Iterator[list[int]]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for polygon in polygons:
        yield from polygon


def _arc(steps: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    """Each step is told from the one before it."""
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    across = accumulate(step[0] for step in steps)
    up = accumulate(step[1] for step in steps)
    return [(x * wide + left, y * high + low) for x, y in zip(across, up, strict=True)]


def _joined(numbers: list[int], arcs: list[Ring]) -> Ring:
    """A ring out of its arcs; one with a negative number is walked backwards."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring
