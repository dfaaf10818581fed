"""OpenAlex: a work as its REST API tells it."""

from collections.abc import Iterator, Mapping
from typing import Any

from research.ingestion.cleaning import markup
from research.ingestion.connectors.composing import compose
from research.ingestion.connectors.entries import Entry, Found, Refused
from research.ingestion.connectors.told import mappings, said, texts_of

PLAIN = {
    "doi": "doi",
    "id": "identifier",
    "type": "kind",
    "language": "language",
    "publication_date": "issued",
    "publication_year": "year",
}
#: Journals and series are sources of a work; repositories only keep a copy.
CONTAINERS = {
    "journal": "container",
    "book series": "series",
    "conference": "container",
    "ebook platform": "",
}
#: How many keywords that a machine has given are worth a person's look.
MOST_KEYWORDS = 8


def record(answer: Mapping[str, Any]) -> Found | Refused:
    """The record of one work: of ``/works/ID``, or an item of a list."""
    entry = Entry(1)
    for name, field in PLAIN.items():
        entry.add(field, said(answer.get(name)))
    entry.add("title", said(answer.get("title")) or said(answer.get("display_name")))
    for kind, value in _people(answer.get("authorships")):
        entry.add(kind, value)
    index = answer.get("abstract_inverted_index")
    if isinstance(index, Mapping):
        entry.add("abstract", markup.abstract(markup.from_positions(index)))
    for keyword in list(mappings(answer.get("keywords")))[:MOST_KEYWORDS]:
        entry.add("keywords", said(keyword.get("display_name")))
    for kind, value in _place(answer.get("primary_location")):
        entry.add(kind, value)
    for kind, value in _free_copy(answer.get("best_oa_location")):
        entry.add(kind, value)
    for kind, value in _numbers(answer.get("biblio")):
        entry.add(kind, value)
    return compose(entry)


def _people(value: Any) -> Iterator[tuple[str, str]]:
    for credit in mappings(value):
        author = credit.get("author")
        known = author if isinstance(author, Mapping) else {}
        name = said(known.get("display_name")) or said(credit.get("raw_author_name"))
        yield "author", f"{name} {said(known.get('orcid'))}".strip()
        for place in mappings(credit.get("institutions")):
            yield "institution", said(place.get("display_name")).replace(";", ",")
            yield "ror", said(place.get("ror"))


def _place(value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, Mapping):
        return
    yield "url", said(value.get("landing_page_url"))
    yield "pdf_url", said(value.get("pdf_url"))
    yield "licence", said(value.get("license"))
    source = value.get("source")
    if isinstance(source, Mapping):
        if field := CONTAINERS.get(said(source.get("type"))):
            yield field, said(source.get("display_name"))
            yield "publisher", said(source.get("host_organization_name"))
        for number in texts_of(source.get("issn")):
            yield "issn", number


def _free_copy(value: Any) -> Iterator[tuple[str, str]]:
    """A copy that all may read, with the licence of that copy."""
    if isinstance(value, Mapping):
        yield "pdf_url", said(value.get("pdf_url"))
        yield "licence", said(value.get("license"))


def _numbers(value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, Mapping):
        return
    yield "volume", said(value.get("volume"))
    yield "journal_number", said(value.get("issue"))
    yield "first_page", said(value.get("first_page"))
    yield "last_page", said(value.get("last_page"))
