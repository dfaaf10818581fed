"""Panels of figures as a page shows them: drawn, with their table and their CSV."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpResponse

from hub.figures.drawing import NotDrawn, drawn
from hub.figures.panels import Panel
from hub.figures.questions import figures_behind
from hub.models import Agreement, Figure

HEAD = (
    "source", "measure", "origin", "destination", "sex", "year", "period", "value",
    "file", "row", "column", "licence", "address",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chart:
    """A panel with its drawing; without one the table stands open."""

    panel: Panel
    svg: str
    csv_address: str


def charts_of(panels: Iterable[Panel | None], folder: str) -> list[Chart]:
    """All panels that have something to say, drawn in one go; CSVs lie under ``folder``."""
    found = [panel for panel in panels if panel]
    try:
        drawings = drawn([panel.spec for panel in found])
    except NotDrawn:
        drawings = [""] * len(found)
    return [
        Chart(panel, svg, f"{folder}figures/{panel.slug}.csv")
        for panel, svg in zip(found, drawings, strict=True)
    ]


def panel_csv(panels: Iterable[Panel | None], slug: str, name: str) -> HttpResponse:
    """Each number of one panel with the file, row and column it was taken from."""
    panel = next((panel for panel in panels if panel and panel.slug == slug), None)
    if not panel:
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{slug}.csv"'
    rows = csv.writer(response)
    rows.writerow(HEAD)
    terms = (panel.publication.licence, panel.publication.address)
    rows.writerows((*_cells(figure), *terms) for figure in figures_behind(panel))
    return response


def _cells(figure: Figure | Agreement) -> tuple[object, ...]:
    if isinstance(figure, Agreement):
        sides = (figure.one_id, figure.other_id)
        signed = figure.signed or ""
        return (figure.source, "agreement", *sides, "", figure.year, signed, 1,
                figure.file, figure.row, "year")  # fmt: skip
    return (
        figure.source,
        figure.measure,
        figure.origin_id or "",
        figure.destination_id or "",
        figure.sex,
        figure.year,
        figure.period,
        f"{figure.value.normalize():f}",
        figure.file,
        figure.row,
        figure.column,
    )
