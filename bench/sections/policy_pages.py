from collections.abc import Mapping
from typing import Any

from bench.tables import table

HEAD = (
    "page",
    "queries",
    "without outputs",
    "bytes",
    "ms, warm cache",
    "ms, cold cache",
    "a bare view",
    "this ÷ bare, p95 warm",
)


def written(found: Mapping[str, Any]) -> str:
    rows = [
        (
            page["name"],
            page["queries"],
            page["queries_without_outputs"],
            f"{page['bytes']:,}",
            _times(page["warm"]),
            _times(page["cold"]),
            _times(page["bare"]),
            f"{page['warm']['p95'] / page['bare']['p95']:.0f}",
        )
        for page in found["pages"]
    ]
    return (
        f"{found['size']:,} outputs and the figures that ship with the hub; requests through "
        "Django's test client and all middleware, p50 / p95. *Cold cache*: Valkey is emptied "
        "before each request, so the charts of the page are drawn anew, in a process of their "
        "own. *Without outputs*: queries of the same page before any output was loaded.\n\n"
        + table(HEAD, rows)
        + "\nDrawing charts (Vega-Lite to SVG), ms p50 / p95:\n\n"
        f"- one chart, cold: {_times(found['one_chart_cold'])}\n"
        f"- all {found['charts']} charts of a country at once, cold: "
        f"{_times(found['charts_cold'])}\n"
        f"- the same, kept in the cache: **{_times(found['charts_kept'])}**\n"
    )


def _times(measured: Mapping[str, float]) -> str:
    return f"{measured['p50']:.1f} / {measured['p95']:.1f}"
