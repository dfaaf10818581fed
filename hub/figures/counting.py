"""Sets figures side by side: all, women and men of one year, month or country."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from hub.models import Figure
from hub.vocabularies import Sex

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Count:
    """The numbers of one row; women and men where the source keeps them apart."""

    all: float
    women: float | None
    men: float | None
    figures: tuple[Figure, ...]


def counted(figures: Iterable[Figure], key: Callable[[Figure], Key]) -> dict[Key, Count]:
    """The figures grouped by ``key``; what a publisher lists in two rows is added up."""
    groups: dict[Key, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        groups[key(figure)][figure.sex].append(figure)
    return {name: _count(by_sex) for name, by_sex in groups.items()}


def most_first(rows: dict[Key, Count], limit: int) -> dict[Key, Count]:
    ranked = sorted(rows.items(), key=lambda row: -row[1].all)
    return {name: count for name, count in ranked[:limit] if count.all}


def _count(by_sex: dict[str, list[Figure]]) -> Count:
    sums = {sex: float(sum(one.value for one in found)) for sex, found in by_sex.items()}
    women, men = sums.get(Sex.WOMEN), sums.get(Sex.MEN)
    figures = tuple(one for found in by_sex.values() for one in found)
    return Count(sums.get(Sex.ALL, (women or 0) + (men or 0)), women, men, figures)
