from collections.abc import Mapping
from typing import Any

from bench.tables import table


def written(found: Mapping[str, Any]) -> str:
    lists = [
        (
            row["name"],
            f"{row['bytes']:,}",
            row["queries"],
            _times(row["ms"]),
            _times(row["plain"]),
            f"{row['ms']['p50'] / row['plain']['p50']:.1f}",
        )
        for row in found["lists"]
    ]
    depths = [
        (f"{row['place']:,}", _times(row["ms"]), _times(row["offset"])) for row in found["depths"]
    ]
    slowest = max(row["ms"]["p50"] for row in found["depths"])
    fastest = min(row["ms"]["p50"] for row in found["depths"])
    return (
        f"{found['size']:,} outputs; requests through Django's test client and all middleware. "
        "*JsonResponse* is Django's own of the same data, already in memory: no database, no "
        "view, no middleware.\n\n"
        + table(("list", "bytes", "queries", "ms", "JsonResponse", "this ÷ JsonResponse"), lists)
        + "\nPages of 100 at a place of the cursor, beside Django reading the same rows by "
        "OFFSET (rows only, nothing written):\n\n"
        + table(("from row", "ms", "rows by OFFSET"), depths)
        + f"\n- Slowest ÷ fastest place of the cursor: **{slowest / fastest:.2f}**.\n"
    )


def _times(measured: Mapping[str, float]) -> str:
    return f"{measured['p50']:.1f} / {measured['p95']:.1f}"
