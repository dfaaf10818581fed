"""The tables of the page: one row of ``BREAKDOWNS`` each, with names in the reader's words."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners import caching
from partners.models import Country, Institution
from research.models import Theme
from research.search.facets import BY_NAME
from research.usage.holdings import Holding, holdings
from research.vocabularies import OutputType

#: Use is told of so long.
RECENT = timedelta(days=365)
#: Kept longer than the quarter of an hour between two counts of the timetable, so that
#: readers wait for one only where none has been made.
KEPT_SECONDS = 2 * 3600
KEY = "statistics:holdings:1"

Names = Callable[[Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A question to what the hub holds. ``facet`` is the filter of the search for it, if any."""

    name: str
    label: Promise
    names: Names
    facet: str = ""
    #: Whether the values are shown by themselves, not the fullest first.
    in_order: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table."""

    label: str
    holding: Holding

    @property
    def open_share(self) -> int:
        """In whole percents."""
        return round(100 * self.holding.open / self.holding.outputs)


@dataclass(frozen=True, slots=True)
class Table:
    """A breakdown, counted."""

    breakdown: Breakdown
    lines: tuple[Line, ...]

    @property
    def most(self) -> int:
        return max((line.holding.outputs for line in self.lines), default=1)


def _themes(slugs: Collection[str]) -> dict[str, str]:
    return {theme.slug: str(theme) for theme in Theme.objects.in_order() if theme.slug in slugs}


def _countries(_codes: Collection[str]) -> dict[str, str]:
    return Country.objects.all().local_names()


def _institutions(slugs: Collection[str]) -> dict[str, str]:
    return dict(Institution.objects.filter(slug__in=slugs).values_list("slug", "name"))


def _languages(codes: Collection[str]) -> Mapping[str, str]:
    return BY_NAME["language"].captions(codes)


def _years(years: Collection[str]) -> dict[str, str]:
    return {year: year or _("Year not known") for year in years}


def _types(_values: Collection[str]) -> dict[str, str]:
    return {value: str(label) for value, label in OutputType.choices}


BREAKDOWNS = (
    Breakdown("theme", gettext_lazy("Theme"), _themes, facet="theme"),
    Breakdown("country", gettext_lazy("Country"), _countries, facet="country"),
    Breakdown("institution", gettext_lazy("Institution"), _institutions, facet="institution"),
    Breakdown("language", gettext_lazy("Language"), _languages, facet="language"),
    Breakdown("year", gettext_lazy("Year"), _years, in_order=True),
    Breakdown("type", gettext_lazy("Kind"), _types, facet="type"),
)
BY_BREAKDOWN = {breakdown.name: breakdown for breakdown in BREAKDOWNS}


def table(breakdown: Breakdown, counted: Mapping[str, list[Holding]]) -> Table:
    found = counted[breakdown.name]
    names = breakdown.names({holding.value for holding in found})
    if breakdown.in_order:
        found = sorted(found, key=lambda holding: holding.value, reverse=True)
    return Table(
        breakdown,
        tuple(Line(names.get(each.value, each.value or _("Not known")), each) for each in found),
    )


def counted(today: date) -> Mapping[str, list[Holding]]:
    """Every breakdown, as it was counted last, or counted now."""
    if there := caching.kept([KEY]):
        return {name: [Holding(**row) for row in rows] for name, rows in there[KEY].items()}
    return count(today)


def count(today: date) -> Mapping[str, list[Holding]]:
    """Count everything anew, and keep it for the readers to come."""
    found = holdings(today - RECENT)
    rows = {name: [asdict(row) for row in rows] for name, rows in found.items()}
    caching.keep({KEY: rows}, KEPT_SECONDS)
    return found
