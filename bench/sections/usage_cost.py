from collections.abc import Mapping
from typing import Any

from bench.tables import table


def written(found: Mapping[str, Any]) -> str:
    counted, uncounted = found["page_counted"], found["page_uncounted"]
    rows = [
        ("the page of an output, a reader's visit", _shown(counted)),
        ("the same page, a robot's visit: nothing is noted", _shown(uncounted)),
        ("the note by itself", _shown(found["note"])),
        ("the figures that the page shows", _shown(found["figures"])),
    ]
    ratio = counted["p50"] / uncounted["p50"]
    speed = found["events"] / found["added_up_in"]
    return (
        table(("what", "ms"), rows)
        + f"\n- A counted visit takes **{ratio:.2f}** times an uncounted one (p50), both in "
        "Django's test client, taking turns.\n"
        f"- A day of {found['events']:,} notes is added up in **{found['added_up_in']} s**: "
        f"{speed:,.0f} notes a second, in one statement.\n"
    )


def _shown(times: Mapping[str, float]) -> str:
    return f"{times['p50']:.2f} / {times['p95']:.2f}"
