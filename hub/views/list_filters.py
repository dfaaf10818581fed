"""Plain filters of a list that is shown whole: words and one select box each, asked by GET.

Such a list holds tens or hundreds of rows, so it is narrowed in memory: one fetch gives
the rows, what can be chosen, and how many rows each choice leaves.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _

from research.search import analysis
from research.views.result_links import Link

#: A row's words under a filter: each value with its label.
Read = Callable[[Any], Iterable[tuple[str, str]]]
Row = TypeVar("Row")
#: What the box for words takes.
LONGEST = 200
#: What stands for a value that nobody knows, in a notice.
QUOTED = 40


@dataclass(frozen=True, slots=True)
class Filter:
    """A question that a list can be asked, as the query parameter ``name``."""

    name: str
    label: Promise
    read: Read


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter; ``count`` rows are left when it is chosen, if that is counted."""

    value: str
    label: str
    count: int | None
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
    #: The words sought.
    q: str = ""
    #: What else was asked and goes along, and what was left out, in words.
    kept: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    @property
    def taken(self) -> dict[str, str]:
        """Every choice by its parameter, for a form beside the boxes."""
        chosen = ((box, choice) for box in self.boxes for choice in box.choices)
        return {box.name: choice.value for box, choice in chosen if choice.is_chosen}

    @property
    def query(self) -> str:
        """The query string that asks for the same."""
        said = {"q": self.q, **self.taken, **self.kept}
        return urlencode({name: value for name, value in said.items() if value})


def narrow(
    rows: Sequence[Row],
    filters: tuple[Filter, ...],
    *,
    asked: Mapping[str, str],
    path: str,
    words: Callable[[Row], str] | None = None,
    keeping: tuple[str, ...] = (),
) -> Narrowed[Row]:
    """The rows that fit what is asked; unknown values are left out with a notice.

    ``words`` are those of a row that may be sought as ``q``; ``keeping`` names parameters
    that are the page's own and stay in its links.
    """
    said = [{each.name: dict(each.read(row)) for each in filters} for row in rows]
    labels = {each.name: _labels(said, each.name) for each in filters}
    values = {each.name: asked.get(each.name, "").strip("\0 ").lower() for each in filters}
    chosen = {name: value for name, value in values.items() if value in labels[name]}
    q = asked.get("q", "").replace("\0", "").strip()[:LONGEST] if words else ""
    if words and q:
        fit = [says(words(row), q) for row in rows]
        rows = [row for row, is_meant in zip(rows, fit, strict=True) if is_meant]
        said = [one for one, is_meant in zip(said, fit, strict=True) if is_meant]
    kept = {name: asked[name] for name in keeping if asked.get(name)}
    return Narrowed(
        rows=tuple(row for row, one in zip(rows, said, strict=True) if _fits(one, chosen)),
        boxes=tuple(_boxes(filters, said, labels, chosen)),
        chosen=tuple(_links(filters, labels, chosen, path, {"q": q, **kept})),
        action=path,
        q=q,
        kept=kept,
        notices=tuple(_notices(filters, values, chosen)),
    )


def says(text: str, q: str) -> bool:
    """Whether ``text`` has all the words of ``q``, in any of their forms or begun."""
    forms, spelt = {*analysis.stems(text, "en").split()}, analysis.spelt(text).split()
    return all(
        forms.intersection(analysis.query_stems(word))
        or any(other.startswith(word) for other in spelt)
        for word in analysis.spelt(q).split()
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


def slugged(name: str) -> Read:
    """Reads the words of the field ``name``, which make their own value."""

    def read(row: Any) -> Iterable[tuple[str, str]]:
        if words := getattr(row, name):
            yield slugify(words), str(words)

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
    others: dict[str, str],
) -> Iterable[Link]:
    """Each choice with the address that drops it; what was sought besides stays."""
    taken = {**others, **chosen}
    for each in filters:
        if each.name in chosen:
            rest = {name: value for name, value in taken.items() if value and name != each.name}
            address = f"{path}?{urlencode(rest)}" if rest else path
            yield Link(labels[each.name][chosen[each.name]], address, of=each.label)


def _notices(
    filters: tuple[Filter, ...], values: dict[str, str], chosen: dict[str, str]
) -> Iterable[str]:
    for each in filters:
        if values[each.name] and each.name not in chosen:
            yield _("“%(value)s” is not known under “%(facet)s” and was left out.") % {
                "value": values[each.name][:QUOTED],
                "facet": each.label,
            }
