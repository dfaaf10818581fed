"""One large file through the bulk import, into an empty hub."""

from typing import Any

from bench import bulk_import


def measure(size: int) -> dict[str, Any]:
    return bulk_import.measure(0, rows=size)
