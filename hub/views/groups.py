"""A list under headings, in the order in which the rows come."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.functional import Promise

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Group(Generic[Row]):
    """Rows under one heading; ``anchor`` is where a link on the page leads."""

    label: str | Promise
    anchor: str
    rows: tuple[Row, ...]


def grouped(
    rows: Iterable[Row], by: Callable[[Row], tuple[str, str | Promise]]
) -> tuple[Group[Row], ...]:
    """``by`` gives the anchor and the heading; rows of one heading need not stand together."""
    headings: dict[str, str | Promise] = {}
    found: dict[str, list[Row]] = {}
    for row in rows:
        anchor, label = by(row)
        headings.setdefault(anchor, label)
        found.setdefault(anchor, []).append(row)
    return tuple(Group(headings[anchor], anchor, tuple(them)) for anchor, them in found.items())
