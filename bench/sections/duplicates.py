from collections.abc import Mapping
from typing import Any

from bench.tables import table


def written(found: Mapping[str, Any]) -> str:
    return (
        f"{found['records']} citations of several libraries with people's decisions; a record is "
        "right where its label says that it repeats another. Within the file, `match_files A A`. "
        "The label is the column `source`: 370 records that it calls duplicates the "
        "column `label` calls kept, most of them equal to another kept one.\n\n"
    ) + table(
        ("compared", "precision", "recall", "F1", "wrong", "missed", "seconds"),
        [
            (
                row["name"],
                f"{row['precision']:.4f}",
                f"{row['recall']:.4f}",
                f"{row['f1']:.4f}",
                str(row["wrong"]),
                str(row["missed"]),
                f"{row['seconds']:.1f}",
            )
            for row in found["rows"]
        ],
    )
