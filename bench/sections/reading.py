from collections.abc import Mapping
from typing import Any

from bench.tables import table


def written(found: Mapping[str, Any]) -> str:
    rows = [
        (
            f"`{row['name']}`",
            row["files"],
            row["pages"],
            f"{row['pages'] / row['ours']:,.0f}",
            f"{row['pages'] / row['theirs']:,.0f}",
            f"**{row['ratio']:.2f}**",
        )
        for row in found["rows"]
    ]
    return (
        "Everything an upload's reading does (text, languages, legacy fonts, active content, the "
        "image of the first page), each file in a limited process of its own, next to poppler's "
        f"`pdftotext` on the same files, turn by turn, one core each; median of {found['rounds']} "
        "rounds.\n\n"
    ) + table(
        ("collection", "files", "pages", "pages a second", "pdftotext", "hub ÷ pdftotext"), rows
    )
