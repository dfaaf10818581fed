"""The evidence map: which themes are researched where, of whom, at which stage; and which not.

Counted from the database each time it is asked, so a cell and the search it leads to agree.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from django.db.models import Count, F, Func
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners.models import Country
from research.models import Output, Theme
from research.vocabularies import OutputType, Population, Stage

#: Countries beside the five that stand on the map: those most written about.
OTHER_COUNTRIES = 12
DESTINATIONS = 15


class Kind(Enum):
    """A kind of evidence: its word, and the types of output that are of it."""

    BRIEF = "brief"
    STUDY = "study"
    DATA = "data"
    TEXT = "text"
    OTHER = "other"


LABELS: dict[Kind, Promise] = {
    Kind.BRIEF: _("Briefs"),
    Kind.STUDY: _("Studies and reports"),
    Kind.DATA: _("Data sets"),
    Kind.TEXT: _("Laws, policies and agreements"),
    Kind.OTHER: _("Guides, events and comments"),
}
KINDS: dict[str, Kind] = {
    OutputType.POLICY_BRIEF: Kind.BRIEF,
    OutputType.REPORT: Kind.STUDY,
    OutputType.WORKING_PAPER: Kind.STUDY,
    OutputType.JOURNAL_ARTICLE: Kind.STUDY,
    OutputType.BOOK: Kind.STUDY,
    OutputType.BOOK_CHAPTER: Kind.STUDY,
    OutputType.CONFERENCE_PAPER: Kind.STUDY,
    OutputType.THESIS: Kind.STUDY,
    OutputType.DATASET: Kind.DATA,
    OutputType.POLICY_DOCUMENT: Kind.TEXT,
    OutputType.AGREEMENT: Kind.TEXT,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the map: the value a search is asked for, and its word."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """What the lines of the map are: the parameter of the search, and how it is counted."""

    name: str
    label: Promise
    expression: Combinable
    lines: Callable[[Iterable[str]], list[Line]]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many outputs of each kind stand where a theme and a line cross."""

    theme: Theme
    line: Line
    by_kind: dict[Kind, int]

    @property
    def count(self) -> int:
        return sum(self.by_kind.values())

    @property
    def is_gap(self) -> bool:
        return self.count == 0


def _countries(seen: Iterable[str]) -> list[Line]:
    """The five, then those most written about (``seen`` comes in that order)."""
    names = Country.objects.all().local_names()
    five = list(Country.objects.of_the_hub().by_name().values_list("code", flat=True))
    others = [code for code in seen if code not in five][:OTHER_COUNTRIES]
    return [Line(code.lower(), names[code]) for code in (*five, *others)]


def _destinations(seen: Iterable[str]) -> list[Line]:
    names = Country.objects.all().local_names()
    return [Line(code.lower(), names[code]) for code in list(seen)[:DESTINATIONS]]


def _populations(_seen: Iterable[str]) -> list[Line]:
    return [Line(value, str(label)) for value, label in Population.choices]


def _stages(_seen: Iterable[str]) -> list[Line]:
    return [Line(value, str(label)) for value, label in Stage.choices]


AXES: dict[str, Axis] = {
    axis.name: axis
    for axis in (
        Axis("country", _("Country"), F("countries"), _countries),
        Axis("destination", _("Destination"), F("corridors__destination"), _destinations),
        Axis("population", _("Population"), Func("populations", function="unnest"), _populations),
        Axis("stage", _("Stage of migration"), Func("stages", function="unnest"), _stages),
    )
}


def rows(axis: Axis) -> list[tuple[Line, list[Cell]]]:
    """Every line of the map with its cells, a theme each; two statements and the names."""
    themes = list(Theme.objects.in_order())
    counted = _counted(axis)
    seen: Counter[str] = Counter()
    for (value, _theme, _kind), count in counted.items():
        seen[value] += count
    lines = axis.lines([value for value, _count in seen.most_common()])
    return [(line, [_cell(theme, line, counted) for theme in themes]) for line in lines]


def _counted(axis: Axis) -> Counter[tuple[str, int, Kind]]:
    """Published outputs by line, theme and kind."""
    found = (
        Output.objects.published()
        .annotate(line=axis.expression)
        .filter(themes__isnull=False)
        .values_list("line", "themes", "type")
        .annotate(count=Count("pk"))
        .order_by()
    )
    counted: Counter[tuple[str, int, Kind]] = Counter()
    for line, theme, kind, count in found:
        if line:
            counted[line, theme, KINDS.get(kind, Kind.OTHER)] += count
    return counted


def _cell(theme: Theme, line: Line, counted: Counter[tuple[str, int, Kind]]) -> Cell:
    value = line.value.upper() if len(line.value) == 2 else line.value
    return Cell(theme, line, {kind: counted[value, theme.pk, kind] for kind in Kind})
