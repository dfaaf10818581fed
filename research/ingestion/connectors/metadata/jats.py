"""JATS, as PubMed Central and journals offer articles: the front of each."""

from collections.abc import Iterator

from research.ingestion.cleaning import licences
from research.ingestion.connectors.entries import Entry
from research.ingestion.connectors.xml_trees import (
    Tree,
    along,
    attribute,
    child,
    children,
    said_at,
    within,
    words,
)

ROLES = {"author": "author", "editor": "editor", "translator": "translator", "": "author"}
PLAIN = {
    "title-group/article-title": "title", "title-group/subtitle": "subtitle", "volume": "volume",
    "issue": "journal_number", "fpage": "first_page", "lpage": "last_page",
    "elocation-id": "pages",
}  # fmt: skip
#: When readers could have it, best first.
DATES = ("epub", "ppub", "pub", "collection", "")


def entry(element: Tree) -> Entry:
    found = Entry(1)
    front = child(element, "front")
    article, journal = child(front, "article-meta"), child(front, "journal-meta")
    for path, field in PLAIN.items():
        found.add(field, said_at(article, path))
    for known in children(article, "article-id"):
        if attribute(known, "pub-id-type") == "doi":
            found.add("doi", words(known))
    found.add("container", said_at(journal, "journal-title-group/journal-title"))
    found.add("container", said_at(journal, "journal-title"))
    found.add("publisher", said_at(journal, "publisher/publisher-name"))
    for number in children(journal, "issn"):
        found.add("issn", words(number))
    for kind, value in (*_people(article), *_about(element, article)):
        found.add(kind, value)
    found.add("issued", _issued(article))
    return found


def _people(article: Tree | None) -> Iterator[tuple[str, str]]:
    for person in along(article, "contrib-group/contrib"):
        role = ROLES.get(attribute(person, "contrib-type"), "contributor")
        parts = [said_at(person, "name/surname"), said_at(person, "name/given-names")]
        orcid = next((words(one) for one in children(person, "contrib-id")), "")
        name = ", ".join(filter(None, parts))
        yield role, f"{name} {orcid}".strip() if name else ""
        yield "body", said_at(person, "collab")


def _about(element: Tree, article: Tree | None) -> Iterator[tuple[str, str]]:
    yield "kind", attribute(element, "article-type")
    yield "kind", "article"
    yield "language", attribute(element, "lang")
    for abstract in list(children(article, "abstract"))[:1]:
        texts = [words(one) for one in within(abstract, "p")]
        yield "abstract", "\n\n".join(texts) or words(abstract)
    for keyword in along(article, "kwd-group/kwd"):
        yield "keywords", words(keyword)
    for licence in along(article, "permissions/license"):
        for text in (attribute(licence, "href"), words(licence)):
            yield "licence", text if licences.spdx(text) else ""


def _issued(article: Tree | None) -> str:
    dates = list(children(article, "pub-date"))
    for kind in DATES:
        for date in dates:
            if kind in (attribute(date, "pub-type"), attribute(date, "date-type"), ""):
                parts = (said_at(date, part) for part in ("year", "month", "day"))
                return "-".join(part.zfill(2) for part in parts if part)
    return ""
