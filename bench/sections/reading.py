from collections.abc import Mapping
from typing import Any

from bench.tables import table

HEAD = ("collection", "files", "pages", "pages a core second", "pdftotext", "hub ÷ pdftotext")


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
        "What `manage.py read_document` does (text by page, languages, legacy fonts, active "
        "content), each file in a limited process of its own, next to poppler's `pdftotext` on "
        "the same files, turn by turn; a process a file on either side. Seconds are those a core "
        "worked, so that what else ran on the machine counts for neither; median of "
        f"{found['rounds']} rounds.\n\n"
    ) + table(HEAD, rows)
