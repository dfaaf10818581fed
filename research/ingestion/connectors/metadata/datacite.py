"""DataCite's and OpenAIRE's XML, put into the words of DataCite's REST API and read as such."""

from collections.abc import Mapping
from typing import Any

from research.ingestion.connectors.datacite import entry_of
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


def entry(element: Tree) -> Entry:
    found = entry_of(_told(element))
    for place in within(element, "geoLocationPlace"):
        found.add("coverage", words(place))
    for name, field in OPENAIRE.items():
        found.add(field, said_at(element, name))
    for one in along(element, "relatedIdentifiers/relatedIdentifier"):
        if attribute(one, "relationType") == "HasPart" and words(one).endswith(".pdf"):
            found.add("pdf_url", words(one))
    for file in children(element, "file"):
        if attribute(file, "mimeType") == "application/pdf":
            found.add("pdf_url", words(file))
    return found


#: What OpenAIRE's format says in elements of its own.
OPENAIRE = {
    "citationTitle": "container", "citationVolume": "volume", "citationIssue": "journal_number",
    "citationStartPage": "first_page", "citationEndPage": "last_page",
}  # fmt: skip


def _told(element: Tree) -> Mapping[str, Any]:
    return {
        **_identified(element),
        "language": said_at(element, "language"),
        "publisher": said_at(element, "publisher"),
        "publicationYear": said_at(element, "publicationYear"),
        "titles": [
            {"title": words(one), "titleType": attribute(one, "titleType")}
            for one in along(element, "titles/title")
        ],
        "creators": [_person(one, "creator") for one in along(element, "creators/creator")],
        "contributors": [
            _person(one, "contributor") for one in along(element, "contributors/contributor")
        ],
        "dates": [
            {"date": words(one), "dateType": attribute(one, "dateType")}
            for path in ("dates/date", "date")
            for one in along(element, path)
        ],
        "types": _types(element),
        "descriptions": [
            {"description": words(one), "descriptionType": kind}
            for path in ("descriptions/description", "description")
            for one in along(element, path)
            if (kind := attribute(one, "descriptionType") or "Abstract")
        ],
        "subjects": [{"subject": words(one)} for one in along(element, "subjects/subject")],
        "alternateIdentifiers": [
            {
                "alternateIdentifier": words(one),
                "alternateIdentifierType": attribute(one, "alternateIdentifierType"),
            }
            for one in along(element, "alternateIdentifiers/alternateIdentifier")
        ],
        "relatedItems": [_holder(one) for one in along(element, "relatedItems/relatedItem")],
        "rightsList": [
            {"rightsUri": uri}
            for path in ("rightsList/rights", "licenseCondition")
            for one in along(element, path)
            for uri in (attribute(one, "rightsURI") or attribute(one, "uri"), words(one))
        ],
        "relatedIdentifiers": [
            {
                "relatedIdentifier": words(one),
                "relationType": attribute(one, "relationType"),
                "relatedIdentifierType": attribute(one, "relatedIdentifierType"),
            }
            for one in along(element, "relatedIdentifiers/relatedIdentifier")
        ],
    }  # fmt: skip


def _identified(element: Tree) -> dict[str, str]:
    known = child(element, "identifier")
    kind = attribute(known, "identifierType").casefold() if known is not None else ""
    if kind == "doi":
        return {"doi": words(known)}
    return {"url": words(known)}


def _types(element: Tree) -> dict[str, str]:
    kind = child(element, "resourceType")
    if kind is None:
        return {}
    general = attribute(kind, "resourceTypeGeneral")
    return {
        "resourceType": words(kind),
        "resourceTypeGeneral": "" if general == "Text" else general,
    }


def _person(element: Tree, role: str) -> dict[str, Any]:
    named = child(element, f"{role}Name")
    return {
        "name": words(named),
        "nameType": attribute(named, "nameType") if named is not None else "",
        "familyName": said_at(element, "familyName"),
        "givenName": said_at(element, "givenName"),
        "contributorType": attribute(element, "contributorType"),
        "nameIdentifiers": [
            {
                "nameIdentifier": words(one),
                "nameIdentifierScheme": attribute(one, "nameIdentifierScheme"),
            }
            for one in children(element, "nameIdentifier")
        ],
        "affiliation": [
            {"name": words(one), "affiliationIdentifier": attribute(one, "affiliationIdentifier")}
            for one in children(element, "affiliation")
        ],
    }  # fmt: skip


def _holder(element: Tree) -> dict[str, Any]:
    number = child(element, "relatedItemIdentifier")
    kind = attribute(number, "relatedItemIdentifierType") if number is not None else ""
    return {
        "relationType": attribute(element, "relationType"),
        "titles": [{"title": words(one)} for one in along(element, "titles/title")],
        "relatedItemIdentifier": {
            "relatedItemIdentifier": words(number),
            "relatedItemIdentifierType": kind,
        },
        **{name: said_at(element, name) for name in ("volume", "issue", "firstPage", "lastPage")},
    }
