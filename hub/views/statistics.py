"""What the hub holds, how it is used and how fresh it is; each table also as CSV."""

import csv
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from hub.models import Event
from hub.statistics import breakdowns, freshness
from hub.statistics.breakdowns import BREAKDOWNS, BY_BREAKDOWN, Line, Table
from partners import caching
from partners.models import Institution, Person, ResourceCentre
from partners.spreadsheets import MARK, harmless
from research.models import Practice, Project, Recommendation, UsageCount
from research.usage.holdings import Holding
from research.views.facts import search_address

#: Rows of a table on the page; its CSV has all.
SHOWN = 15
#: A bar is so wide when it is the longest.
FULL = 60
HEAD = ("value", "name", "outputs", "open_access", "opened_12_months", "downloaded_12_months")
OTHERS, OTHERS_SECONDS = "statistics:others:1", 15 * 60
NOTHING = Holding("", 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A row as the page draws it."""

    line: Line
    address: str
    bar: float


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as the page draws it, with what is left to its CSV."""

    table: Table
    lines: tuple[ShownLine, ...]

    @property
    def left_out(self) -> int:
        return len(self.table.lines) - len(self.lines)


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    counted = breakdowns.counted(timezone.now().date())
    whole = Line("", next(iter(counted["all"]), NOTHING))
    as_of = UsageCount.objects.as_of()
    context = {
        "whole": whole,
        "tables": [_shown(breakdowns.table(each, counted)) for each in BREAKDOWNS],
        "others": _others(),
        "freshness": freshness.panel(),
        "as_of": date_format(as_of, "j F Y") if as_of else "",
    }
    return render(request, "hub/statistics.html", context)


@require_safe
def statistics_csv(request: HttpRequest, name: str) -> HttpResponse:
    """One table, all of its rows."""
    if name not in BY_BREAKDOWN:
        raise Http404
    table = breakdowns.table(BY_BREAKDOWN[name], breakdowns.counted(timezone.now().date()))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="hub-by-{name}.csv"'
    answer.write(MARK)
    sheet = csv.writer(answer)
    sheet.writerow(HEAD)
    for line in table.lines:
        held = line.holding
        words = map(harmless, (held.value, line.label))
        sheet.writerow([*words, held.outputs, held.open, held.opened, held.downloads])
    return answer


def _shown(table: Table) -> ShownTable:
    lines = (
        ShownLine(line, _address(table, line), round(FULL * line.holding.outputs / table.most, 1))
        for line in table.lines[:SHOWN]
    )
    return ShownTable(table, tuple(lines))


def _address(table: Table, line: Line) -> str:
    """The search that finds the same outputs."""
    value = line.holding.value.lower()
    if table.breakdown.facet and value:
        return search_address(**{table.breakdown.facet: value})
    if table.breakdown.name == "year" and value:
        return search_address(year_min=value, year_max=value)
    return ""


def _others() -> dict[str, int]:
    """What the hub holds besides outputs, from the cache or counted now."""
    if there := caching.kept([OTHERS]):
        return dict(there[OTHERS])
    found = {
        "recommendations": Recommendation.objects.of_published().count(),
        "institutions": Institution.objects.count(),
        "people": Person.objects.shown().count(),
        "events": Event.objects.count(),
        "projects": Project.objects.count(),
        "practices": Practice.objects.count(),
        "centres": ResourceCentre.objects.count(),
    }
    caching.keep({OTHERS: found}, OTHERS_SECONDS)
    return found
