"""What JSON of other people's servers says, taken with care: any value may be anything."""

from collections.abc import Iterator, Mapping
from typing import Any


def said(value: Any) -> str:
    """Text of a text or number; nothing of anything else."""
    if isinstance(value, bool):
        return ""
    return str(value) if isinstance(value, str | int) else ""


def texts_of(value: Any) -> Iterator[str]:
    """Texts of a text or of a list of them."""
    for one in value if isinstance(value, list) else [value]:
        if text := said(one):
            yield text


def mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of a list; of an object itself."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            yield one


def parts_of_date(value: Any) -> str:
    """``{"date-parts": [[2019, 5]]}`` as ``2019-05``."""
    if not isinstance(value, Mapping):
        return ""
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else []
    if (
        not isinstance(first, list)
        or not first
        or not all(isinstance(part, int) for part in first)
    ):
        return ""
    return "-".join(
        f"{part:04}" if not place else f"{part:02}" for place, part in enumerate(first[:3])
    )
