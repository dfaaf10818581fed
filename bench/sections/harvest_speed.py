from collections.abc import Mapping
from typing import Any

from bench.tables import table


def written(found: Mapping[str, Any]) -> str:
    records, copied = found["records"], found["copy"]
    counts = ", ".join(
        f"{number:,} {verdict}" for verdict, number in found["first"]["counts"].items() if number
    )
    return (
        f"{records:,} works as Crossref tells them, a hundred an answer, in a hub of "
        f"{found['outputs']:,} outputs: {counts}. After undo {found['left']} outputs more than "
        f"before. The worker held {found['memory_mb']:.0f} MB at most.\n\n"
    ) + table(
        ("step", "seconds", "records a second", "ms a record", "times COPY"),
        [
            (
                name,
                f"{seconds:.1f}",
                f"{records / seconds:,.0f}",
                f"{1000 * seconds / records:.2f}",
                f"{seconds / copied:.1f}",
            )
            for name, seconds in (
                ("yardstick: COPY of outputs and people", copied),
                ("harvest: read, clean, match, save", found["first"]["seconds"]),
                ("processor time of the worker", found["first"]["cpu"]),
                ("processor time of worker and database", _processors(found["first"])),
                ("harvest again: nothing has changed", found["again"]["seconds"]),
                ("undo of the whole", found["undo"]),
            )
        ],
    )


def _processors(run: Mapping[str, Any]) -> float:
    """What can be compared where others use the machine too."""
    return float(run["cpu"] + run["database"])
