"""Crossref: a work as its REST API tells it."""

from collections.abc import Iterator, Mapping
from typing import Any

from research.ingestion.cleaning import markup
from research.ingestion.connectors.composing import compose
from research.ingestion.connectors.entries import Entry, Found, Refused
from research.ingestion.connectors.told import mappings, parts_of_date, said, texts_of

#: Fields of a work that are told in one text or a list of them, and what they are here.
PLAIN = {
    "DOI": "doi",
    "type": "kind",
    "language": "language",
    "volume": "volume",
    "issue": "journal_number",
    "page": "pages",
    "publisher": "publisher",
    "title": "title",
    "subtitle": "subtitle",
    "ISSN": "issn",
    "ISBN": "isbn",
    "subject": "keywords",
}
#: When it was issued, best first: the earliest that readers could have it.
DATES = ("issued", "published", "published-online", "published-print", "posted")
PEOPLE = {"author": "author", "editor": "editor", "translator": "translator"}
#: Kinds of which the container is the series, not a journal or book.
IN_SERIES = frozenset(
    {"report", "monograph", "book", "reference-book", "edited-book", "posted-content"}
)


def record(answer: Mapping[str, Any]) -> Found | Refused:
    """The record of one work: of ``/works/DOI``, or an item of a list."""
    message = answer.get("message", answer)
    work = message if isinstance(message, Mapping) else {}
    entry = Entry(1)
    for name, field in PLAIN.items():
        for value in texts_of(work.get(name)):
            entry.add(field, value)
    for name, field in PEOPLE.items():
        for kind, value in _people(work.get(name), field):
            entry.add(kind, value)
    container = "series" if said(work.get("type")) in IN_SERIES else "container"
    for value in texts_of(work.get("container-title")):
        entry.add(container, value)
    entry.add(
        "issued", next((date for name in DATES if (date := parts_of_date(work.get(name)))), "")
    )
    entry.add("abstract", markup.abstract(said(work.get("abstract"))))
    for kind, value in _access(work):
        entry.add(kind, value)
    entry.add("identifier", said(work.get("DOI")))
    return compose(entry)


def _people(value: Any, field: str) -> Iterator[tuple[str, str]]:
    for person in mappings(value):
        family, given = said(person.get("family")), said(person.get("given"))
        if family:
            name = ", ".join(filter(None, [family, given]))
            yield field, f"{name} {said(person.get('ORCID'))}".strip()
        elif body := said(person.get("name")):
            yield "body", body
        for place in mappings(person.get("affiliation")):
            yield "institution", said(place.get("name")).replace(";", ",")
            for known in mappings(place.get("id")):
                yield "ror", said(known.get("id"))


def _access(work: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for licence in mappings(work.get("license")):
        if "creativecommons" in said(licence.get("URL")):
            yield "licence", said(licence.get("URL"))
    for resource in mappings(work.get("resource")):
        for primary in mappings(resource.get("primary")):
            yield "url", said(primary.get("URL"))
    for link in mappings(work.get("link")):
        if said(link.get("content-type")) == "application/pdf":
            yield "pdf_url", said(link.get("URL"))
