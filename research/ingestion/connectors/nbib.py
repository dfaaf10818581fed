"""PubMed's and ERIC's MEDLINE format (.nbib): ``FAU - Rahman, Selim``."""

import re
from collections.abc import Iterator

from research.ingestion.connectors.entries import Entry
from research.ingestion.connectors.lines import Grammar, blocks

NAMES = {
    "TI": "title", "BTI": "book", "FAU": "author", "AU": "short_author", "CN": "body",
    "FED": "editor", "ED": "short_editor", "JT": "container", "TA": "short_container",
    "DP": "issued", "DEP": "issued_online", "VI": "volume", "IP": "journal_number", "PG": "pages",
    "AB": "abstract", "LA": "language", "PT": "kind", "MH": "subject", "OT": "keywords",
    "IS": "issn", "ISSN": "issn", "ISBN": "isbn", "LID": "location", "AID": "location",
    "AUID": "author_id", "PB": "publisher", "PMID": "identifier", "OID": "identifier",
    "TT": "title_there", "CTI": "series",
}  # fmt: skip
GRAMMAR = Grammar(
    tag=re.compile(r"([A-Z]{2,4})\s{0,2}- (.*)"),
    begins=frozenset({"PMID"}),
    is_parted_by_blanks=True,
)


def entries(text: str) -> Iterator[Entry]:
    for block in blocks(text, GRAMMAR):
        entry = Entry.named(block.line, block.pairs, NAMES)
        if not entry.first("author"):
            entry.values["author"] = entry.all("short_author")
        if not entry.first("editor"):
            entry.values["editor"] = entry.all("short_editor")
        for place in entry.all("location"):
            if "10." in place and "[pii]" not in place:
                entry.add("doi", place)
            else:
                entry.add("link", place)
        if not entry.first("title"):
            entry.values["title"] = entry.all("book")
        else:
            entry.values.setdefault("container", []).extend(entry.all("book"))
        entry.values.setdefault("container", []).extend(entry.all("short_container"))
        yield entry
