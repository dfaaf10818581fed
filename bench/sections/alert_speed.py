from collections.abc import Mapping
from typing import Any


def written(found: Mapping[str, Any]) -> str:
    return (
        f"{found['alerts']:,} saved alerts of two words, of filters, or of both. "
        f"{found['outputs']} outputs with the text of their documents were each held against all "
        "of them as if new.\n\n"
        f"- One new output against all alerts: **{_times(found['match'])} ms**, of which reading "
        f"the output and working out its words took {_times(found['reading'])} ms (the "
        "yardstick: the index needs that, too).\n"
        f"- Alerts that one output answered: {_times(found['answers'])}.\n"
        f"- Alerts worked out and saved: {found['saved_per_second']:,} a second.\n"
    )


def _times(measured: Mapping[str, float]) -> str:
    return f"{measured['p50']:.1f} / {measured['p95']:.1f}"
