"""Shortens the numbers of a drawing: a tenth of a unit is less than anybody sees."""

import re

NUMBER = re.compile(r"-?\d+\.\d+")
#: A coast at this size needs no tenths, and is most of a map's weight.
LONG_PATH = 4000


def rounded(name: str, value: str) -> str:
    """The attribute's value with numbers of one decimal, and long paths with none."""
    if name == "d" and len(value) > LONG_PATH:
        return _coarse(value)
    return NUMBER.sub(lambda number: f"{float(number.group()):.1f}".removesuffix(".0"), value)


def _coarse(path: str) -> str:
    """Whole numbers, points that fall together once, and rings of fewer than three left out."""
    rings = []
    for ring in re.findall(r"M[^M]*", path):
        points = [
            (round(float(x)), round(float(y)))
            for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", ring)
        ]
        kept = [
            point for place, point in enumerate(points) if place == 0 or point != points[place - 1]
        ]
        if len(set(kept)) > 2:
            rings.append("M" + "L".join(f"{x},{y}" for x, y in kept) + "Z")
    return "".join(rings)
