"""How figures are drawn: each function makes a Vega-Lite specification of one chart.

Drawn for a phone, 360 units wide, and shown larger elsewhere. Every word comes in the
reader's language, every number already written; right-to-left charts are mirrored.
Colours are those of the light scheme in print; the pages' style sheet maps them to tokens
by their values, so they are named once, here and in ``charts.css``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hub.figures.map_labels import LABEL_SIZE, WIDTH, Extent, Label, Place, place_labels

Spec = dict[str, Any]

#: Men and all, women, words, soft words, lines; women are hatched and dashed as well.
MEN, WOMEN, INK, SOFT, LINE = "#29367f", "#98235b", "#181b2d", "#4b5169", "#d8dce8"
LAND = "#e4e7f0"


@dataclass(frozen=True, slots=True)
class Bar:
    """One horizontal bar: its label, its parts (women may be unknown) and the sum in words."""

    label: str
    all: float
    written: str
    women: float | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One moment of a line."""

    year: int
    value: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line over the years with its name."""

    label: str
    points: tuple[Point, ...]
    is_women: bool = False


def bars(rows: Sequence[Bar], *, rtl: bool) -> Spec:
    """Labels above the bars, so that long names of countries fit a phone."""
    values = []
    for place, row in enumerate(rows):
        men = row.all - (row.women or 0)
        values.append({"at": place, "part": "men", "from": 0, "to": men})
        if row.women:
            values.append({"at": place, "part": "women", "from": men, "to": row.all})
    names = [{"at": place, "label": row.label, "written": row.written, "zero": 0}
             for place, row in enumerate(rows)]  # fmt: skip
    top = max((row.all for row in rows), default=1)
    band = {
        "field": "at",
        "type": "ordinal",
        "axis": None,
        "scale": {"type": "band", "padding": 0},
    }
    across = {"type": "quantitative", "axis": None,
              "scale": {"domain": [0, top], "reverse": rtl, "nice": False}}  # fmt: skip
    start, end = ("right", "left") if rtl else ("left", "right")
    return _framed(
        {"height": 38 * len(rows)},
        [
            {
                "data": {"values": values},
                "mark": {"type": "bar", "height": 13, "yOffset": 8},
                "encoding": {
                    "y": band,
                    "x": across | {"field": "from"},
                    "x2": {"field": "to"},
                    "color": {
                        "field": "part",
                        "scale": {"domain": ["men", "women"], "range": [MEN, WOMEN]},
                        "legend": None,
                    },
                },
            },
            _words(names, "label", band, 0 if not rtl else WIDTH, start, INK),
            _words(names, "written", band, WIDTH if not rtl else 0, end, SOFT),
        ],
    )


def lines(
    rows: Sequence[Line],
    *,
    rtl: bool,
    year_words: dict[int, str],
    tops: Sequence[tuple[float, str]],
) -> Spec:
    """Lines over years; ``tops`` are the heights to rule, each with its number in words."""
    years = sorted(year_words)
    across = {
        "field": "year",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [years[0], years[-1]], "reverse": rtl, "nice": False},
    }
    up = {
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, max(height for height, _ in tops)], "nice": False},
    }
    rules = [{"at": height, "written": words} for height, words in tops]
    marks = [{"year": year, "written": words, "zero": 0} for year, words in year_words.items()]
    points = [
        {"year": point.year, "value": point.value, "line": row.label}
        for row in rows
        for point in row.points
    ]
    start = "right" if rtl else "left"
    names = [row.label for row in rows]
    colour = {
        "field": "line",
        "scale": {"domain": names, "range": [WOMEN if row.is_women else MEN for row in rows]},
        "legend": None,
    }
    dash = {
        "field": "line",
        "scale": {"domain": names, "range": [[5, 3] if row.is_women else [1, 0] for row in rows]},
        "legend": None,
    }
    xy = {"x": across, "y": up | {"field": "value"}}
    return _framed(
        {"height": 190},
        [
            {
                "data": {"values": rules},
                "mark": {"type": "rule", "color": LINE},
                "encoding": {"y": up | {"field": "at"}},
            },
            {
                "data": {"values": rules},
                "mark": {"type": "text", "align": start, "baseline": "bottom", "dy": -2,
                         "x": WIDTH if rtl else 0, "color": SOFT},
                "encoding": {"y": up | {"field": "at"}, "text": {"field": "written"}},
            },
            {
                "data": {"values": points},
                "mark": {"type": "line", "strokeWidth": 2.5, "strokeCap": "round"},
                "encoding": xy | {"color": colour, "strokeDash": dash},
            },
            {
                "data": {"values": points},
                "mark": {"type": "point", "filled": True, "size": 34, "opacity": 1},
                "encoding": xy | {"color": colour},
            },
            {
                "data": {"values": marks},
                "mark": {"type": "text", "baseline": "top", "dy": 8, "color": SOFT},
                "encoding": {"x": across, "y": up | {"field": "zero"},
                             "text": {"field": "written"}},
            },
        ],
    )  # fmt: skip


def moments(
    rows: Sequence[tuple[str, Sequence[int]]], *, rtl: bool, year_words: dict[int, str]
) -> Spec:
    """A row of dots for each label: when something happened."""
    years = sorted(year_words)
    across = {
        "field": "year",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [years[0], years[-1]], "reverse": rtl, "nice": False},
    }
    height = 38 * len(rows)
    dots = [{"at": place, "year": year} for place, (_, dates) in enumerate(rows) for year in dates]
    names = [{"at": place, "label": label} for place, (label, _) in enumerate(rows)]
    ruled = [{"year": year, "written": words} for year, words in year_words.items()]
    band = {
        "field": "at",
        "type": "ordinal",
        "axis": None,
        "scale": {"type": "band", "padding": 0},
    }
    start = "right" if rtl else "left"
    return _framed(
        {"height": height},
        [
            {
                "data": {"values": ruled},
                "mark": {"type": "rule", "color": LINE},
                "encoding": {"x": across},
            },
            {
                "data": {"values": dots},
                "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1,
                         "color": MEN, "yOffset": 8},
                "encoding": {"x": across, "y": band},
            },
            _words(names, "label", band, WIDTH if rtl else 0, start, INK),
            {
                "data": {"values": ruled},
                "mark": {"type": "text", "baseline": "top", "dy": 6,
                         "y": height, "color": SOFT},
                "encoding": {"x": across, "text": {"field": "written"}},
            },
        ],
    )  # fmt: skip


def routes(land: Any, home: Place, others: Sequence[Place], *, extent: Extent) -> Spec:
    """Dashed routes on land without borders, as wide as they are used."""
    most = max((place.value for place in others), default=1) or 1
    ways = [
        {
            "lon": home.longitude,
            "lat": home.latitude,
            "lon2": place.longitude,
            "lat2": place.latitude,
            "wide": 1 + 4 * place.value / most,
        }
        for place in others
    ]
    labels = place_labels([home, *others], extent)
    points = [
        {"lon": place.longitude, "lat": place.latitude, "is_home": place is home}
        for place in (home, *others)
    ]
    at = {
        "longitude": {"field": "lon", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
    }
    return _framed(
        {
            "height": extent.height,
            "projection": {
                "type": "equirectangular",
                "scale": extent.scale,
                "translate": extent.translate,
                "clipExtent": [[0, 0], [WIDTH, extent.height]],
            },
        },
        [
            {
                "data": {"values": land, "format": {"type": "topojson", "feature": "land"}},
                "mark": {"type": "geoshape", "fill": LAND, "stroke": None},
            },
            {
                "data": {"values": ways},
                "mark": {"type": "rule", "color": MEN, "strokeDash": [5, 3], "opacity": 0.75},
                "encoding": at
                | {
                    "longitude2": {"field": "lon2"},
                    "latitude2": {"field": "lat2"},
                    "strokeWidth": {"field": "wide", "type": "quantitative", "scale": None},
                },
            },
            {
                "data": {"values": points},
                "mark": {"type": "circle", "opacity": 1, "color": INK},
                "encoding": at
                | {"size": {"condition": {"test": "datum.is_home", "value": 60}, "value": 22}},
            },
            *(_label(label) for label in labels),
        ],
    )


def _label(label: Label) -> Spec:
    return {
        "data": {"values": [{"text": label.text}]},
        "mark": {
            "type": "text",
            "x": label.x,
            "y": label.y,
            "align": label.align,
            "baseline": "middle",
            "fontSize": LABEL_SIZE,
            "fontWeight": "bold" if label.is_home else "normal",
            "color": INK,
        },
        "encoding": {"text": {"field": "text"}},
    }


def _words(
    rows: list[dict[str, Any]], field: str, band: Spec, x: float, align: str, colour: str
) -> Spec:
    return {
        "data": {"values": rows},
        "mark": {"type": "text", "align": align, "baseline": "middle", "x": x,
                 "yOffset": -8, "color": colour},
        "encoding": {"y": band, "text": {"field": field}},
    }  # fmt: skip


def _framed(frame: Spec, layers: list[Spec]) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "padding": 4,
        "background": None,
        "layer": layers,
        "resolve": {"scale": {"x": "shared", "y": "shared"}},
        "config": {"view": {"stroke": None}, "text": {"fontSize": 13, "font": "sans-serif"}},
    } | frame
