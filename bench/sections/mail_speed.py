from collections.abc import Mapping
from typing import Any

from bench.tables import table


def written(found: Mapping[str, Any]) -> str:
    bare = found["bare_per_second"]
    rows = [
        ("smtplib alone, the same bytes over one line", bare, "1.0"),
        ("written for each reader, not posted", found["written_per_second"], ""),
        (
            "the hub: written, posted, noted by a commit for each",
            found["per_second"],
            f"{bare / found['per_second']:.1f}",
        ),
    ]
    return (
        f"{found['readers']:,} readers with 0 to 2 themes, 0 to 2 countries and one of four "
        f"languages; {found['sent']:,} got a mail of {found['bytes']:,} bytes on average, for "
        f"{found['skipped']:,} nothing fitted. The sink is aiosmtpd in a process of its own on "
        "the same machine; no pace was set.\n\n"
        + table(("", "messages a second", "smtplib ÷ this"), rows)
        + f"\n- A row for each reader: {found['starting']} s.\n"
        f"- Memory: {found['memory_mb']} MB at most, {found['grown_mb']} MB of it since the first "
        "message.\n"
    )
