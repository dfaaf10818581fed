from collections.abc import Mapping
from typing import Any

from bench.tables import table

HEAD = ("cursor", "answer, ms", "PostgreSQL alone, ms", "answer ÷ PostgreSQL", "records/s")


def written(found: Mapping[str, Any]) -> str:
    depths = found["depths"]
    rows = [
        (
            f"{row['cursor']:,}",
            _times(row["answer"]),
            _times(row["postgresql"]),
            f"{row['answer']['p50'] / row['postgresql']['p50']:.1f}",
            f"{row['per_second']:,}",
        )
        for row in depths
    ]
    middles = [row["answer"]["p50"] for row in depths]
    harvest, export = found["harvest"], found["export"]
    return (
        f"OAI-PMH, `ListRecords` of 100 records as `oai_dc` among {found['size']:,}, going on "
        "from a resumption token. *PostgreSQL alone* is the time it needs for the "
        f"{depths[0]['queries']} queries of that very answer, rows fetched.\n\n"
        + table(HEAD, rows)
        + f"\n- The slowest depth takes **{max(middles) / min(middles):.2f} times** as long as "
        "the quickest.\n"
        "- The first answer of a list also counts it: "
        f"{_times(found['first_with_count'])} ms.\n"
        f"- Sickle harvests all of them over HTTP from one gunicorn in "
        f"**{harvest['seconds']} s**, {harvest['per_second']:,} records a second; a web process "
        f"then takes {harvest['memory_mb']} MB.\n"
        f"- {export['outputs']:,} outputs as BibTeX, streamed: **{export['seconds']} s** for "
        f"{export['megabytes']} MB, and the process grows by {export['memory_growth_mb']} MB.\n"
    )


def _times(measured: Mapping[str, float]) -> str:
    return f"{measured['p50']:.1f} / {measured['p95']:.1f}"
