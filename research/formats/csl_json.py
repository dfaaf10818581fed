"""CSL-JSON 1.0: what citeproc, pandoc and Zotero take as data."""

import json
from typing import Any

from research.formats.record import Name, Record
from research.vocabularies import OutputType

TYPES = {
    OutputType.JOURNAL_ARTICLE: "article-journal",
    OutputType.BOOK: "book",
    OutputType.BOOK_CHAPTER: "chapter",
    OutputType.CONFERENCE_PAPER: "paper-conference",
    OutputType.THESIS: "thesis",
    OutputType.DATASET: "dataset",
    OutputType.COMMENTARY: "post-weblog",
    OutputType.MEDIA_UPDATE: "article-newspaper",
    OutputType.LEARNING_MATERIAL: "document",
    OutputType.AGREEMENT: "treaty",
}
#: Everything else is cited as a report, with its kind said.
OTHER = "report"

Item = dict[str, Any]


def write(record: Record) -> str:
    return json.dumps(item(record), ensure_ascii=False)


def item(record: Record) -> Item:
    """One reference; what is empty is left out."""
    type_ = OutputType(record.type)
    said: Item = {
        "id": record.slug,
        "type": TYPES.get(type_, OTHER),
        "genre": "" if type_ in TYPES else record.kind,
        "title": record.full_title,
        "title-short": record.title if record.subtitle else "",
        "author": list(map(_name, record.authors)),
        "editor": list(map(_name, record.editors)),
        "translator": list(map(_name, record.translators)),
        "issued": {"date-parts": [list(map(int, record.issued.split("-")))]}
        if record.issued
        else {},
        "container-title": record.container,
        "collection-title": record.series,
        "collection-number": record.number if record.container or _is_numbered(type_) else "",
        "number": "" if record.container or _is_numbered(type_) else record.number,
        "volume": record.volume,
        "issue": record.journal_number,
        "page": record.pages,
        "number-of-pages": str(record.page_count or ""),
        "publisher": record.publisher,
        "DOI": record.doi,
        "ISBN": " ".join(record.isbn),
        "ISSN": record.issn,
        "URL": record.address,
        "abstract": record.description,
        "keyword": ", ".join(record.subjects),
        "language": record.language,
    }
    return {name: value for name, value in said.items() if value}


def _is_numbered(type_: OutputType) -> bool:
    """Whether a number counts the series it stands in; a report has a number of its own."""
    return TYPES.get(type_, OTHER) in {"book", "chapter"}


def _name(name: Name) -> Item:
    if name.is_body or not name.family:
        return {"literal": name.credited}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}
