from collections.abc import Mapping
from typing import Any

from bench.tables import table


def written(found: Mapping[str, Any]) -> str:
    return (
        f"Collection `{found['collection']}`, {found['questions']} judged questions, asked by "
        "`manage.py evaluate_search`; nDCG@10 with linear gain.\n\n"
    ) + table(
        ("ranking", "nDCG@10", "Recall@100"),
        [(row["name"], f"{row['ndcg']:.4f}", f"{row['recall']:.4f}") for row in found["rows"]],
    )
