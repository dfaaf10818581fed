"""Shortens the numbers of a drawing: a tenth of a unit is less than anybody sees."""

import re
from itertools import pairwise

NUMBER = re.compile(r"-?\d+\.\d+")
POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
#: A ring of so few points is no land that anybody would miss.
SPECK = 4
#: A coast at this size needs no tenths, and is most of a map's weight.
LONG_PATH = 4000


def rounded(name: str, value: str) -> str:
    """The attribute's value with numbers of one decimal, and long paths with none."""
    if name == "d" and len(value) > LONG_PATH:
        return _coarse(value)
    return NUMBER.sub(lambda number: f"{float(number.group()):.1f}".removesuffix(".0"), value)


def _coarse(path: str) -> str:
    """Whole numbers, each point as a step from the last; specks of an island left out."""
    rings = (
        [(round(float(x)), round(float(y))) for x, y in POINT.findall(ring)]
        for ring in re.findall(r"M[^M]*", path)
    )
    return "".join(_steps(ring) for ring in rings if len(set(ring)) > SPECK)


def _steps(ring: list[tuple[int, int]]) -> str:
    steps = [(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(ring) if (x, y) != (x0, y0)]
    # A minus sign parts two numbers as well as a comma or a blank does.
    said = "".join(f"{x:+d}{y:+d}".replace("+", " ") for x, y in steps)
    return f"M{ring[0][0]} {ring[0][1]}l{said.strip()}z"
