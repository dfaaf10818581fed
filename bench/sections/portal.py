from collections.abc import Mapping
from typing import Any

from bench.tables import table

HEAD = (
    "page",
    "requests/s, warm",
    "cold cache",
    "bare page ÷ this, warm",
    "queries",
    "ms in Django",
    "bytes at 390 px",
    "requests",
)


def written(found: Mapping[str, Any]) -> str:
    served = found["served"]
    rows = [
        (
            name,
            served[name]["warm"],
            served[name]["cold"],
            f"{served['bare']['warm'] / served[name]['warm']:.1f}",
            cost["queries"],
            f"{cost['p50']:.1f} / {cost['p95']:.1f}",
            *_seen(found["seen"].get(name)),
        )
        for name, cost in found["costs"].items()
    ]
    bare = (
        "a bare view, 2 KB",
        served["bare"]["warm"],
        served["bare"]["cold"],
        "1.0",
        "",
        "",
        "",
        "",
    )
    return (
        f"`make serve` opens in **{found['cold_start']} s** on no data (database, "
        f"{found['outputs']} outputs of starter content and index are made) and in "
        f"**{found['warm_start']} s** on its own. Packages were installed before.\n\n"
        + table(HEAD, [bare, *rows])
        + "\nFour visitors at a time, from the same machine, at the web program of the Procfile. "
        "The bare view answers from the same processes, through the same middleware. *Cold "
        "cache*: Valkey is emptied before each request, which costs the visitor too. Bytes "
        "and requests are Chromium's, on a first visit, as sent.\n"
        f"\n- Memory of a web process after these requests: {found['memory_mb']} MB resident.\n"
    )


def _seen(fetched: Mapping[str, int] | None) -> tuple[str, str]:
    return (f"{fetched['bytes']:,}", str(fetched["requests"])) if fetched else ("", "")
