"""EndNote's tagged export, which is Refer/BibIX: ``%A Rahman, Selim``."""

import re
from collections.abc import Iterator

from research.ingestion.connectors.entries import Entry
from research.ingestion.connectors.lines import Grammar, blocks

NAMES = {
    "%A": "author", "%E": "editor", "%Y": "series_editor", "%?": "translator", "%T": "title",
    "%!": "short_title", "%0": "kind", "%9": "kind", "%B": "second_title", "%J": "container",
    "%D": "year", "%8": "day_issued", "%V": "volume", "%N": "journal_number", "%P": "pages",
    "%I": "publisher", "%S": "series", "%U": "url", "%R": "doi", "%@": "isbn_issn",
    "%X": "abstract", "%K": "keywords", "%G": "language", "%F": "identifier", "%>": "pdf_url",
    "%M": "accession", "%Q": "title", "%W": "database",
}  # fmt: skip
GRAMMAR = Grammar(
    tag=re.compile(r"(%[A-Z0-9?!@>&()*+^<#$~=\[\]:])(?:\s(.*)|$)"),
    is_parted_by_blanks=True,
    begins=frozenset(),
    listed=frozenset({"%K"}),
)
REPORTS = frozenset({"report", "unpublished work", "unpublished", "working paper"})


def entries(text: str) -> Iterator[Entry]:
    for block in blocks(text, GRAMMAR):
        entry = Entry.named(block.line, block.pairs, NAMES)
        if not entry.first("title"):
            entry.values["title"] = entry.all("short_title")
        kind = entry.first("kind").casefold()
        if kind in REPORTS:
            entry.values["number"] = entry.values.pop("journal_number", [])
        place = "series" if kind in REPORTS or kind == "book" else "container"
        entry.values.setdefault(place, []).extend(entry.all("second_title"))
        dated = f"{entry.first('day_issued')}"
        entry.values["issued"] = [
            value
            for value in [_with_year(dated, entry.first("year")), entry.first("year")]
            if value
        ]
        yield entry


def _with_year(day: str, year: str) -> str:
    """``%8 May 4`` belongs to ``%D 2019``; ``%8 May 4, 2019`` says it all."""
    if not day or re.search(r"\d{4}", day):
        return day if year and year[:4] in day else ""
    return f"{day} {year}"
