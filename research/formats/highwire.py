"""The ``citation_*`` tags of a page: how Google Scholar and Zotero read it.

Source: Inclusion Guidelines for Webmasters, Google Scholar.
"""

from collections.abc import Iterator

from research.formats.dublin_core import rows
from research.formats.record import Name, Record
from research.vocabularies import OutputType

#: Where a work that is part of another says the name of the whole.
CONTAINERS = {
    OutputType.JOURNAL_ARTICLE: "citation_journal_title",
    OutputType.BOOK_CHAPTER: "citation_inbook_title",
    OutputType.CONFERENCE_PAPER: "citation_conference_title",
}
OTHER_CONTAINER = "citation_journal_title"
REPORTS = {
    OutputType.POLICY_BRIEF,
    OutputType.REPORT,
    OutputType.WORKING_PAPER,
    OutputType.EVENT_REPORT,
    OutputType.POLICY_DOCUMENT,
    OutputType.GUIDE,
}
Tag = tuple[str, str]


def tags(record: Record) -> list[Tag]:
    """Names and contents, in an order in which each author is followed by what is hers."""
    return [(name, content) for name, content in _tags(record) if content]


def dublin_core_tags(record: Record) -> list[tuple[str, str, str]]:
    """``DC.title`` and so on, with the language of the content where it is known."""
    return [(f"DC.{name}", text, language) for name, text, language in rows(record) if text]


def _tags(record: Record) -> Iterator[Tag]:
    type_ = OutputType(record.type)
    yield "citation_title", record.full_title
    for author in record.authors:
        yield from _author(author, record)
    yield from (("citation_editor", name.inverted) for name in record.editors)
    yield "citation_publication_date", record.issued.replace("-", "/")
    yield "citation_language", record.language
    if record.container:
        yield CONTAINERS.get(type_, OTHER_CONTAINER), record.container
    yield "citation_volume", record.volume
    yield "citation_issue", record.journal_number
    first, _dash, last = record.pages.replace("–", "-").partition("-")
    yield "citation_firstpage", first.strip()
    yield "citation_lastpage", last.strip()
    yield "citation_series_title", record.series
    if type_ in REPORTS and not record.container:
        yield "citation_technical_report_institution", record.publisher or _speaker(record)
        yield "citation_technical_report_number", record.number
    elif type_ == OutputType.THESIS:
        yield "citation_dissertation_institution", record.publisher or _speaker(record)
    yield "citation_publisher", record.publisher
    yield "citation_doi", record.doi
    yield from (("citation_isbn", isbn) for isbn in record.isbn)
    yield "citation_issn", record.issn
    yield from (("citation_keywords", word) for word in record.keywords)
    yield "citation_abstract_html_url", record.address
    yield from (
        ("citation_pdf_url", file.address)
        for file in record.files
        if file.media_type == "application/pdf"
    )


def _author(author: Name, record: Record) -> Iterator[Tag]:
    yield "citation_author", author.inverted
    if not author.is_body and record.affiliation:
        yield "citation_author_institution", record.affiliation.name
    yield "citation_author_orcid", f"https://orcid.org/{author.orcid}" if author.orcid else ""


def _speaker(record: Record) -> str:
    return record.bodies[0].name if record.bodies else ""
