from collections.abc import Mapping
from typing import Any

from bench.tables import table


def written(found: Mapping[str, Any]) -> str:
    seconds = found["check"] + found["run"]
    counts = ", ".join(f"{number:,} {verdict}" for verdict, number in found["counts"].items())
    return (
        f"A CSV of {found.get('rows', 10_000):,} rows ({found['file_mb']:.0f} MB) "
        f"in a hub of {found['outputs']:,} outputs: {counts}. "
        f"After undo {found['left']} outputs more than before.\n\n"
    ) + table(
        ("step", "seconds", "times COPY"),
        [
            (name, f"{found[key]:.1f}", f"{found[key] / found['copy']:.1f}")
            for name, key in (
                ("yardstick: COPY of outputs and people", "copy"),
                ("dry run: read, clean, compare with all", "check"),
                ("run: outputs, credits, links, history", "run"),
                ("undo of the whole", "undo"),
            )
        ]
        + [
            ("dry run and run", _minutes(seconds), f"{seconds / found['copy']:.1f}"),
            ("of that, the worker's own processor time", f"{found['cpu']:.1f}", ""),
            ("memory of the worker, at most", f"{found['memory_mb']:.0f} MB", ""),
            ("database grown by", f"{found['database_mb']:.0f} MB", ""),
        ],
    )


def _minutes(seconds: float) -> str:
    return f"{seconds:.1f}" if seconds < 120 else f"{seconds:.1f} ({seconds / 60:.1f} minutes)"
