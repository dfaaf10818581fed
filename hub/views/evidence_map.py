"""The evidence map as a page: a table of searches, with the kinds of evidence drawn in."""

import csv
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hub import evidence
from hub.evidence import AXES, LABELS, Axis, Cell, Kind
from research.models import Theme
from research.views.facts import search_address
from research.views.result_links import Link

#: A cell's drawing is so wide; the fullest cell fills it.
FULL = 60
#: Below so many a cell is shown as thin: little to rest a decision on.
THIN = 3


@dataclass(frozen=True, slots=True)
class Strip:
    """A part of a cell's bar: which kind, from where, how wide."""

    kind: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Crossing:
    """A cell as the page shows it."""

    count: int
    address: str
    words: str
    strips: tuple[Strip, ...]
    is_thin: bool


@require_safe
def evidence_map(request: HttpRequest) -> HttpResponse:
    axis = _axis(request)
    found = evidence.rows(axis)
    cells = [cell for _line, row in found for cell in row]
    most = max((cell.count for cell in cells), default=0) or 1
    here = reverse("hub:evidence-map")
    context = {
        "axis": axis,
        "axes": [
            Link(str(other.label), f"{here}?by={other.name}", is_current=other is axis)
            for other in AXES.values()
        ],
        "themes": Theme.objects.in_order(),
        "rows": [(line, [_crossing(axis, cell, most) for cell in row]) for line, row in found],
        "kinds": [(kind.value, LABELS[kind]) for kind in Kind],
        "gaps": [cell for cell in cells if cell.is_gap],
        "cell_count": len(cells),
        "csv_address": f"{reverse('hub:evidence-map-csv')}?by={axis.name}",
    }
    return render(request, "hub/evidence_map.html", context)


@require_safe
def evidence_map_csv(request: HttpRequest) -> HttpResponse:
    axis = _axis(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="evidence-map-{axis.name}.csv"'
    table = csv.writer(response)
    table.writerow((axis.name, "theme", *(kind.value for kind in Kind), "all"))
    for line, row in evidence.rows(axis):
        for cell in row:
            counts = [cell.by_kind[kind] for kind in Kind]
            table.writerow((line.value, cell.theme.slug, *counts, cell.count))
    return response


def _axis(request: HttpRequest) -> Axis:
    """Countries unless another axis is asked for."""
    return AXES.get(request.GET.get("by", ""), AXES["country"])


def _crossing(axis: Axis, cell: Cell, most: int) -> Crossing:
    strips, start = [], 0.0
    for kind, count in cell.by_kind.items():
        width = round(FULL * count / most, 1)
        if count:
            strips.append(Strip(kind.value, round(start, 1), width))
        start += width
    return Crossing(
        count=cell.count,
        address=search_address(theme=cell.theme.slug, **{axis.name: cell.line.value}),
        words=f"{cell.line.label}, {cell.theme}",
        strips=tuple(strips),
        is_thin=0 < cell.count < THIN,
    )
