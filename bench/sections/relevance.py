from collections.abc import Mapping
from typing import Any

from bench.tables import table


def written(found: Mapping[str, Any]) -> str:
    judged = found["judged"]
    return (
        "The rules that a new source is offered (`SOUTH_ASIA`), with the starter thesaurus. A "
        f"person judged 100 articles that name a place of ours: of {judged['taken']} that the "
        f"rules take {judged['taken_rightly']} concern us, of {judged['left']} that they leave "
        f"{judged['left_wrongly']} do (`tests/samples/relevance`). {found['a_second']:,} records "
        "are judged a second of processor time; their JSON is read at "
        f"{found['reading_a_second']:,} a second.\n\n"
    ) + table(
        ("feed", "records", "taken"),
        [(row["name"], f"{row['seen']:,}", str(row["taken"])) for row in found["rows"]],
    )
