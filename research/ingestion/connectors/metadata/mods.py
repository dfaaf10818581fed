"""MODS: what libraries say of a work, with the journal or book that holds it."""

from collections.abc import Iterator

from research.ingestion.cleaning import licences
from research.ingestion.connectors.entries import Entry
from research.ingestion.connectors.kinds import output_type
from research.ingestion.connectors.xml_trees import (
    Tree,
    along,
    attribute,
    child,
    children,
    said_at,
    words,
)

#: Codes and words of MARC's list of roles; nobody else is credited.
ROLES = {
    "": "author", "aut": "author", "author": "author", "cre": "author", "creator": "author",
    "edt": "editor", "editor": "editor", "com": "editor", "compiler": "editor",
    "trl": "translator", "translator": "translator", "ctb": "contributor",
    "contributor": "contributor", "advisor": "contributor", "ths": "contributor",
    "thesis advisor": "contributor",
}  # fmt: skip
IDENTIFIERS = {
    "doi": "doi", "isbn": "isbn", "issn": "issn", "uri": "url", "hdl": "handle", "url": "url",
    "handle": "handle",
}  # fmt: skip
DATES = ("dateIssued", "copyrightDate", "dateCreated")


def entry(element: Tree) -> Entry:
    found = Entry(1)
    for kind, value in (*_titled(element), *_people(element), *_issued(element), *_about(element)):
        found.add(kind, value)
    for kind, value in _located(element):
        found.add(kind, value)
    for related in children(element, "relatedItem"):
        for kind, value in _related(related):
            found.add(kind, value)
    return found


def _titled(element: Tree) -> Iterator[tuple[str, str]]:
    for info in children(element, "titleInfo"):
        is_other = attribute(info, "type")
        title = f"{said_at(info, 'nonSort')} {said_at(info, 'title')}".strip()
        yield ("other_title" if is_other else "title"), title
        if not is_other:
            yield "subtitle", said_at(info, "subTitle")


def _people(element: Tree) -> Iterator[tuple[str, str]]:
    for person in children(element, "name"):
        told = [words(term).casefold() for term in along(person, "role/roleTerm")]
        field = next((ROLES[word] for word in told or [""] if word in ROLES), "")
        if not field:
            continue
        if attribute(person, "type") in ("corporate", "conference"):
            if field == "author":
                yield "body", " ".join(words(part) for part in children(person, "namePart"))
            continue
        yield field, f"{_name(person)} {_orcid(person)}".strip()
        yield "institution", said_at(person, "affiliation").replace(";", ",")


def _name(person: Tree) -> str:
    parts: dict[str, list[str]] = {}
    for part in children(person, "namePart"):
        parts.setdefault(attribute(part, "type"), []).append(words(part))
    family, given = " ".join(parts.get("family", [])), " ".join(parts.get("given", []))
    if family:
        return ", ".join(filter(None, [family, given]))
    return " ".join(parts.get("", [])) or said_at(person, "displayForm")


def _orcid(person: Tree) -> str:
    known = children(person, "nameIdentifier")
    return next((words(one) for one in known if attribute(one, "type").lower() == "orcid"), "")


def _issued(element: Tree) -> Iterator[tuple[str, str]]:
    for info in children(element, "originInfo"):
        yield "publisher", said_at(info, "publisher")
        for name in DATES:
            # What is encoded is plain; "[2015?]" beside it is for readers.
            dated = sorted(children(info, name), key=lambda one: not attribute(one, "encoding"))
            for one in dated:
                yield "issued", words(one)


def _about(element: Tree) -> Iterator[tuple[str, str]]:
    genres = [words(genre) for genre in children(element, "genre")]
    yield from (("kind", word) for word in sorted(genres, key=lambda word: not output_type(word)))
    for term in along(element, "language/languageTerm"):
        yield "language", words(term)
    for text in children(element, "abstract"):
        yield ("summary" if attribute(text, "displayLabel") else "abstract"), words(text)
    for subject in children(element, "subject"):
        for topic in children(subject, "topic"):
            yield "keywords", words(topic)
        for place in children(subject, "geographic"):
            yield "coverage", words(place)
    for access in children(element, "accessCondition"):
        for text in (words(access), attribute(access, "href")):
            if licences.spdx(text):
                yield "licence", text


def _located(element: Tree) -> Iterator[tuple[str, str]]:
    for known in children(element, "identifier"):
        if field := IDENTIFIERS.get(attribute(known, "type").casefold()):
            yield field, words(known)
    for url in along(element, "location/url"):
        is_file = "raw" in attribute(url, "access")
        yield ("pdf_url" if is_file else "url"), words(url)


def _related(related: Tree) -> Iterator[tuple[str, str]]:
    kind = attribute(related, "type")
    if kind == "series":
        yield "series", said_at(related, "titleInfo/title")
        yield "number", said_at(related, "titleInfo/partNumber")
    if kind != "host":
        return
    yield "container", said_at(related, "titleInfo/title")
    for known in children(related, "identifier"):
        if attribute(known, "type").casefold() in ("issn", "isbn"):
            yield attribute(known, "type").casefold(), words(known)
    yield from _part(child(related, "part"))


def _part(part: Tree | None) -> Iterator[tuple[str, str]]:
    for detail in children(part, "detail"):
        field = {"volume": "volume", "issue": "journal_number", "number": "journal_number"}
        yield field.get(attribute(detail, "type"), "other"), said_at(detail, "number")
    for extent in children(part, "extent"):
        yield "first_page", said_at(extent, "start")
        yield "last_page", said_at(extent, "end")
        yield "pages", said_at(extent, "list")
