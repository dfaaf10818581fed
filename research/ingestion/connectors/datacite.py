"""DataCite: a work as its REST API tells it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from research.ingestion.cleaning import licences, markup
from research.ingestion.connectors.composing import compose
from research.ingestion.connectors.entries import Entry, Found, Refused
from research.ingestion.connectors.told import mappings, said

#: Of the dates of a work those that say when it came out, best first.
DATES = ("Issued", "Available", "Created", "Submitted")
#: What kinds of contributors are credited, and as what.
CONTRIBUTORS = {"Editor": "editor", "Translator": "translator"}

ALSO_KNOWN_AS = {"ISBN": "isbn", "HANDLE": "handle", "URL": "url"}
#: Where in a journal or book a work stands.
OF_HOLDER = {
    "volume": "volume", "issue": "journal_number", "firstPage": "first_page",
    "lastPage": "last_page",
}  # fmt: skip
#: "Working papers, 7"; of a journal the container tells it better.
IN_SERIES = re.compile(r"([^,;:]{3,200})[,;]\s*(?:no\.?\s*)?(\d[\w/-]{0,20})")


def record(answer: Mapping[str, Any]) -> Found | Refused:
    """The record of one work: of ``/dois/DOI``, or an item of a list."""
    data = answer.get("data", answer)
    attributes = data.get("attributes", data) if isinstance(data, Mapping) else {}
    return compose(entry_of(attributes if isinstance(attributes, Mapping) else {}))


def entry_of(work: Mapping[str, Any]) -> Entry:
    """What the attributes of a work say."""
    entry = Entry(1)
    entry.add("doi", said(work.get("doi")))
    entry.add("identifier", said(work.get("doi")))
    entry.add("url", said(work.get("url")))
    entry.add("language", said(work.get("language")))
    entry.add("publisher", _publisher(work.get("publisher")))
    entry.add("issued", _issued(work))
    for title in mappings(work.get("titles")):
        is_other = said(title.get("titleType"))
        field = {"": "title", "Subtitle": "subtitle"}.get(is_other)
        entry.add(field or "other_title", said(title.get("title")))
    for kind, value in _people(work):
        entry.add(kind, value)
    for kind, value in (*_described(work), *_related(work)):
        entry.add(kind, value)
    return entry


def _publisher(value: Any) -> str:
    """Its name; newer answers have an object there."""
    return said(value.get("name")) if isinstance(value, Mapping) else said(value)


def _issued(work: Mapping[str, Any]) -> str:
    dates = {
        said(date.get("dateType")): said(date.get("date")) for date in mappings(work.get("dates"))
    }
    year = said(work.get("publicationYear"))
    found = next((date for kind in DATES if (date := dates.get(kind, ""))), "")
    day = re.match(r"\d{4}(?:-\d{2}){0,2}", found)
    # A date of another year is of another event than publication.
    return day[0] if day and (not year or day[0].startswith(year)) else year


def _people(work: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for person in mappings(work.get("creators")):
        yield from _person(person, "author")
    for person in mappings(work.get("contributors")):
        if field := CONTRIBUTORS.get(said(person.get("contributorType"))):
            yield from _person(person, field)


def _person(person: Mapping[str, Any], field: str) -> Iterator[tuple[str, str]]:
    family, given = said(person.get("familyName")), said(person.get("givenName"))
    name = ", ".join(filter(None, [family, given])) if family else said(person.get("name"))
    if said(person.get("nameType")) == "Organizational":
        yield "body", name
        return
    orcid = next(
        (
            said(known.get("nameIdentifier"))
            for known in mappings(person.get("nameIdentifiers"))
            if said(known.get("nameIdentifierScheme")).upper() == "ORCID"
        ),
        "",
    )
    yield field, f"{name} {orcid}".strip()
    places = person.get("affiliation")
    for place in places if isinstance(places, list) else [places]:
        named = said(place.get("name")) if isinstance(place, Mapping) else said(place)
        yield "institution", named.replace(";", ",")
        yield "ror", said(place.get("affiliationIdentifier")) if isinstance(place, Mapping) else ""


def _described(work: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    types = work.get("types")
    if isinstance(types, Mapping):
        for kind in ("resourceType", "resourceTypeGeneral", "ris"):
            yield "kind", said(types.get(kind))
    for about in mappings(work.get("descriptions")):
        if said(about.get("descriptionType")) == "Abstract":
            yield "abstract", markup.abstract(said(about.get("description")))
        elif said(about.get("descriptionType")) == "SeriesInformation":
            yield from _series(said(about.get("description")))
    for subject in mappings(work.get("subjects")):
        yield "keywords", said(subject.get("subject"))
    yield from _rights(work)


def _rights(work: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The licence before "open access", which is none; in words only where nothing else is."""
    told = [
        said(rights.get(name))
        for rights in mappings(work.get("rightsList"))
        for name in ("rightsIdentifier", "rightsUri", "rights")
    ]
    known = [text for text in told if licences.spdx(text)]
    for text in known or [text for text in told if text and not text.startswith("info:")]:
        yield "licence", text


def _series(text: str) -> Iterator[tuple[str, str]]:
    if found := IN_SERIES.fullmatch(text.strip()):
        yield "series", found[1].strip()
        yield "number", found[2]


def _related(work: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    container = work.get("container")
    if isinstance(container, Mapping):
        field = "series" if said(container.get("type")) == "Series" else "container"
        yield field, said(container.get("title"))
        yield "volume", said(container.get("volume"))
        yield "journal_number", said(container.get("issue"))
        yield "first_page", said(container.get("firstPage"))
        yield "last_page", said(container.get("lastPage"))
    for known in mappings(work.get("relatedIdentifiers")):
        if (
            said(known.get("relationType")) == "IsPartOf"
            and said(known.get("relatedIdentifierType")) == "ISSN"
        ):
            yield "issn", said(known.get("relatedIdentifier"))
    for name in ("identifier", "alternateIdentifier"):
        for known in mappings(work.get(f"{name}s")):
            kind = ALSO_KNOWN_AS.get(said(known.get(f"{name}Type")).upper(), "other")
            yield kind, said(known.get(name))
    for held in mappings(work.get("relatedItems")):
        if said(held.get("relationType")) == "IsPublishedIn":
            yield from _held_by(held)


def _held_by(holder: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for title in list(mappings(holder.get("titles")))[:1]:
        yield "container", said(title.get("title"))
    for number in mappings(holder.get("relatedItemIdentifier")):
        kind = said(number.get("relatedItemIdentifierType")).lower()
        yield (
            (kind if kind in ("issn", "isbn") else "other"),
            said(number.get("relatedItemIdentifier")),
        )
    for name, field in OF_HOLDER.items():
        yield field, said(holder.get(name))
