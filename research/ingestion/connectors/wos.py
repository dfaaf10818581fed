"""Web of Science and Zoological Record: ``AU`` in column one, more values indented below."""

import re
from collections.abc import Iterator

from research.ingestion.connectors.entries import Entry
from research.ingestion.connectors.lines import Grammar, blocks

NAMES = {
    "TI": "title", "AU": "short_author", "AF": "author", "CA": "body", "GP": "body",
    "BA": "short_author", "BF": "author", "BE": "editor", "ED": "editor", "SO": "container",
    "SE": "series", "PY": "year", "PD": "day_issued", "VL": "volume", "IS": "journal_number",
    "BP": "first_page", "EP": "last_page", "AR": "article_number", "PS": "pages",
    "DI": "doi", "D2": "doi", "SN": "issn", "EI": "issn", "BN": "isbn", "AB": "abstract",
    "DE": "keywords", "LA": "language", "DT": "kind", "PU": "publisher", "UT": "identifier",
    "AN": "identifier", "UR": "url",
}  # fmt: skip
GRAMMAR = Grammar(
    tag=re.compile(r"([A-Z][A-Z0-9])(?: (.*)|$)"),
    begins=frozenset({"PT"}),
    ends=frozenset({"ER"}),
    of_the_file=frozenset({"FN", "VR", "EF"}),
    listed=frozenset({"AU", "AF", "BA", "BF", "BE", "ED", "CA"}),
)


def entries(text: str) -> Iterator[Entry]:
    for block in blocks(text, GRAMMAR):
        entry = Entry.named(block.line, block.pairs, NAMES)
        if not entry.first("author"):
            entry.values["author"] = entry.all("short_author")
        if not entry.first("first_page"):
            entry.values.setdefault("pages", []).extend(entry.all("article_number"))
        year, day = entry.first("year"), entry.first("day_issued")
        dated = day if year and year in day else f"{day} {year}".strip()
        entry.values["issued"] = [value for value in (dated if day else "", year) if value]
        yield entry
