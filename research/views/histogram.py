"""The years of a result as bars: one a year, gaps included."""

from collections.abc import Sequence
from dataclasses import dataclass

from research.search import YearCount

#: Drawing units; the picture stretches to its column.
HEIGHT = 72
STEP = 12
GAP = 2
#: A year with one output is still seen beside one with a hundred.
LOWEST = 4


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: int
    width: int
    height: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars in a picture of ``width`` by ``height``; ``years`` say the same in words."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    first: int
    last: int
    years: tuple[YearCount, ...]


def histogram(years: Sequence[YearCount]) -> Histogram | None:
    """Nothing to draw for fewer than two years."""
    if len(years) < 2:
        return None
    first, last = years[0].year, years[-1].year
    most = max(year.count for year in years)
    any_chosen = any(year.is_chosen for year in years)
    return Histogram(
        bars=tuple(
            _bar(year, first, most, is_chosen=year.is_chosen or not any_chosen) for year in years
        ),
        width=(last - first + 1) * STEP,
        height=HEIGHT,
        first=first,
        last=last,
        years=tuple(years),
    )


def _bar(year: YearCount, first: int, most: int, *, is_chosen: bool) -> Bar:
    height = max(round(year.count / most * (HEIGHT - LOWEST)), LOWEST)
    x = (year.year - first) * STEP + GAP // 2
    return Bar(x, HEIGHT - height, STEP - GAP, height, is_chosen)
