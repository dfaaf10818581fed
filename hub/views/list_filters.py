"""Plain filters of a list that is shown whole: one select box each, asked by GET.

Such a list holds tens or hundreds of rows, so it is narrowed in memory: one fetch gives
the rows, what can be chosen, and how many rows each choice leaves.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.functional import Promise

from research.views.result_links import Link

#: A row's words under a filter: each value with its label.
Read = Callable[[Any], Iterable[tuple[str, str]]]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Filter:
    """A question that a list can be asked, as the query parameter ``name``."""

    name: str
    label: Promise
    read: Read


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter; ``count`` rows are left when it is chosen."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A filter as the page shows it."""

    name: str
    label: Promise
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Narrowed(Generic[Row]):
    """The rows left, the boxes, and what is chosen, each leading to the list without it."""

    rows: tuple[Row, ...]
    boxes: tuple[Box, ...]
    chosen: tuple[Link, ...]
    action: str


def narrow(
    rows: Sequence[Row], filters: tuple[Filter, ...], *, asked: Mapping[str, str], path: str
) -> Narrowed[Row]:
    """The rows that fit what is asked; unknown values are ignored."""
    words = [{each.name: dict(each.read(row)) for each in filters} for row in rows]
    labels = {each.name: _labels(words, each.name) for each in filters}
    values = {each.name: asked.get(each.name, "").lower() for each in filters}
    chosen = {name: value for name, value in values.items() if value in labels[name]}
    return Narrowed(
        rows=tuple(row for row, said in zip(rows, words, strict=True) if _fits(said, chosen)),
        boxes=tuple(_boxes(filters, words, labels, chosen)),
        chosen=tuple(_links(filters, labels, chosen, path)),
        action=path,
    )


def one_country(row: Any) -> Iterable[tuple[str, str]]:
    if row.country:
        yield row.country.code.lower(), row.country.local_name


def countries(row: Any) -> Iterable[tuple[str, str]]:
    return ((country.code.lower(), country.local_name) for country in row.countries.all())


def kind(row: Any) -> Iterable[tuple[str, str]]:
    yield row.kind, row.get_kind_display()


def themes(row: Any) -> Iterable[tuple[str, str]]:
    return ((theme.slug, str(theme)) for theme in row.themes.all())


def vocabulary(field: str, choices: type[TextChoices]) -> Read:
    """Reads the list ``field`` of words out of ``choices``."""

    def read(row: Any) -> Iterable[tuple[str, str]]:
        return ((word, str(choices(word).label)) for word in getattr(row, field))

    return read


def _labels(words: list[dict[str, dict[str, str]]], name: str) -> dict[str, str]:
    return {value: label for said in words for value, label in said[name].items()}


def _fits(said: dict[str, dict[str, str]], chosen: dict[str, str]) -> bool:
    return all(value in said[name] for name, value in chosen.items())


def _boxes(
    filters: tuple[Filter, ...],
    words: list[dict[str, dict[str, str]]],
    labels: dict[str, dict[str, str]],
    chosen: dict[str, str],
) -> Iterable[Box]:
    for each in filters:
        others = {name: value for name, value in chosen.items() if name != each.name}
        counts = Counter(
            value for said in words if _fits(said, others) for value in said[each.name]
        )
        choices = (
            Choice(value, label, counts[value], chosen.get(each.name) == value)
            for value, label in sorted(labels[each.name].items(), key=lambda pair: pair[1])
            if counts[value]
        )
        # One choice is none.
        if len(shown := tuple(choices)) > 1 or each.name in chosen:
            yield Box(each.name, each.label, shown)


def _links(
    filters: tuple[Filter, ...],
    labels: dict[str, dict[str, str]],
    chosen: dict[str, str],
    path: str,
) -> Iterable[Link]:
    for each in filters:
        if each.name in chosen:
            rest = {name: value for name, value in chosen.items() if name != each.name}
            address = f"{path}?{urlencode(rest)}" if rest else path
            yield Link(labels[each.name][chosen[each.name]], address, of=each.label)
