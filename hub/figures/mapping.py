"""The map of corridors: land without borders, countries as points."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from hub.figures import charts
from hub.figures.counting import counted, most_first
from hub.figures.map_labels import Extent, Place
from hub.figures.panels import Panel, Row, in_words
from hub.models.figures import FigureQuerySet
from hub.vocabularies import Measure, Sex, Source
from partners.models import Country

GEOGRAPHY = Path(__file__).parent / "geography"
ROUTES = 12
#: From the Balkans to Japan, where nearly all corridors of the five countries lie.
SHOWN = Extent(west=20, east=150, south=-15, north=52)


def routes_from(country: Country, figures: FigureQuerySet, names: dict[str, str]) -> Panel | None:
    """The corridors out of ``country`` by how many live at their ends."""
    rows = figures.of(Source.UN_DESA_2019, Measure.MIGRANT_STOCK).by_destination()
    newest = rows.order_by("-year").values_list("year", flat=True).first()
    rows = rows.filter(year=newest or 0, sex=Sex.ALL).order_by("pk")
    found = most_first(counted(rows, lambda figure: str(figure.destination_id)), ROUTES)
    home = _place(country.code, names, 0)
    if not found or not home:
        return None
    ends = {code: _place(code, names, count.all) for code, count in found.items()}
    shown = [place for place in ends.values() if place and SHOWN.holds(place)]
    beyond = [names[code] for code, place in ends.items() if not place or not SHOWN.holds(place)]
    return Panel(
        slug="corridors",
        finding=_("The twelve longest-trodden corridors"),
        about=_("People living at the end of each, %(year)s; the wider, the more")
        % {"year": newest},
        source=Source.UN_DESA_2019,
        columns=(_("Country"), _("All")),
        rows=tuple(
            Row(names[code], (in_words(count.all),), count.figures)
            for code, count in found.items()
        ),
        spec=charts.routes(_land(), home, shown, extent=SHOWN),
        notes=tuple(_notes(beyond)),
    )


def _notes(beyond: list[str]) -> list[str]:
    said = [_("Beyond the map: %s.") % ", ".join(beyond)] if beyond else []
    land = _("Land: Natural Earth. Points are countries; no border is drawn and none is claimed.")
    return [*said, land, disclaimer()]


def disclaimer() -> str:
    """What stands under every map."""
    return _(
        "The designations employed and the presentation of material on this map do not imply "
        "the expression of any opinion whatsoever on the part of the Secretariat of the "
        "United Nations concerning the legal status of any country, territory, city or area "
        "or of its authorities, or concerning the delimitation of its frontiers or boundaries."
    )


def country_places(names: dict[str, str]) -> list[Place]:
    """Those of ``names``, by code, that have a point on the map."""
    return [place for code in names if (place := _place(code, names, 0))]


def _place(code: str, names: dict[str, str], value: float) -> Place | None:
    point = _points().get(code)
    return Place(names[code], *point, value=value) if point else None


@cache
def _points() -> dict[str, tuple[float, float]]:
    with (GEOGRAPHY / "points.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: (float(row["longitude"]), float(row["latitude"]))
            for row in csv.DictReader(file)
        }


@cache
def _land() -> Any:
    return json.loads((GEOGRAPHY / "land-110m.json").read_text(encoding="utf-8"))
