from collections.abc import Mapping
from typing import Any

from bench.tables import table

FIELDS = {"title": "title", "year": "year", "person": "first person", "doi": "DOI"}


def written(found: Mapping[str, Any]) -> str:
    head = ("collection", "files", *FIELDS.values(), "seconds a file")
    rows = [
        (
            f"`{row['name']}`",
            row["files"],
            *(_share(row["right"][field]) for field in FIELDS),
            f"{row['seconds']:.2f}",
        )
        for row in found["rows"]
    ]
    return (
        "What `manage.py prefill` fills in, next to what is printed on the title pages or told by "
        "the records of the files: right of asked, and how many were left empty. A title is right "
        "where its words are the same but for a few (F1 of words at least 0.8, subtitle "
        "included); the rest must be equal.\n\n"
    ) + table(head, rows)


def _share(right: list[int]) -> str:
    good, asked, empty = right
    if not asked:
        return "not asked"
    return f"{good} of {asked} ({100 * good / asked:.0f}%), {empty} empty"
