"""Registries of works: what each is asked, and how its answers go on from page to page.

Only the questions differ; a work is read by the module of its registry.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext as _

from research.ingestion.connectors import crossref, datacite, openalex
from research.ingestion.connectors.entries import Found, Refused
from research.ingestion.connectors.harvested import Item, Page
from research.ingestion.connectors.told import mappings, said
from research.ingestion.connectors.walking import (
    Answered,
    day_before,
    for_harvests,
    item,
    now,
    patiently,
    walk,
)
from research.ingestion.transport import SourceUnavailable, Transport

#: Works in one answer.
ROWS = 100
#: What was changed so long before is asked for again: indexes of registries lag behind.
OVERLAP_DAYS = 3
#: OpenAlex tells for nothing when works were published, not when it came to know of them:
#: what appeared so long ago and came late is found too.
LATECOMERS_DAYS = 400

Params = dict[str, str]


@dataclass(frozen=True, slots=True)
class Registry:
    """How a registry is asked, and where in its answers things stand."""

    service: str
    path: str
    params: Callable[[Mapping[str, str], str], Params]
    #: The name of the parameter that goes on, and its value for the first page.
    cursor: tuple[str, str]
    #: Works, cursor of the next page, number of all.
    opened: Callable[[Mapping[str, Any]], tuple[Any, str, Any]]
    record: Callable[[Mapping[str, Any]], Found | Refused]
    #: The stable name of a work, and when it was changed.
    named: Callable[[Mapping[str, Any]], tuple[str, str]]


def pages(
    registry: Registry,
    transport: Transport,
    settings: Mapping[str, str],
    since: str,
    token: str,
) -> Iterator[Page]:
    patient = for_harvests(transport)
    asked = registry.params(settings, since)
    name, first = registry.cursor

    def ask(cursor: str) -> Answered:
        params = asked | {name: cursor or first}
        answer = patiently(lambda: patient.ask(registry.service, registry.path, **params))
        told = answer.json()
        if not isinstance(told, Mapping):
            raise SourceUnavailable(_("The server's answer can't be understood."))
        works, following, total = registry.opened(told)
        if not isinstance(works, list):
            raise SourceUnavailable(_("The server's answer has no list of works."))
        items = tuple(_item(registry, work) for work in works)
        return Answered(items, following, total if isinstance(total, int) else None)

    return walk(ask, token=token, watermark=now())


def _item(registry: Registry, work: Any) -> Item:
    raw = json.dumps(work, ensure_ascii=False, indent=1)
    if not isinstance(work, Mapping):
        return item("", raw, Refused(1, "", raw[:80], _("It is no record of a work.")))
    name, changed = registry.named(work)
    if not name:
        reason = _("It is no work: it has no identifier of this registry.")
        return item("", raw, Refused(1, "", "", reason))
    return item(name, raw, registry.record(work), changed=changed)


# OpenAlex


def _of_openalex(settings: Mapping[str, str], since: str) -> Params:
    filters = [
        f"{field}:{'|'.join(form.format(value) for value in settings[name].split())}"
        for name, field, form in (
            ("ror", "authorships.institutions.ror", "https://ror.org/{}"),
            ("issn", "primary_location.source.issn", "{}"),
            ("orcid", "authorships.author.orcid", "https://orcid.org/{}"),
        )
        if settings.get(name)
    ]
    year = settings.get("published_from", "")
    days = [day_before(since, LATECOMERS_DAYS), f"{year}-01-01" if year else ""]
    if first := max(days):
        filters.append(f"from_publication_date:{first}")
    params = {"per-page": str(ROWS)}
    if filters:
        params["filter"] = ",".join(filters)
    return params | ({"search": settings["query"]} if settings.get("query") else {})


def _openalex_page(told: Mapping[str, Any]) -> tuple[Any, str, Any]:
    meta = next(mappings(told.get("meta")), {})
    works = told.get("results")
    return works, said(meta.get("next_cursor")) if works else "", meta.get("count")


def _openalex_name(work: Mapping[str, Any]) -> tuple[str, str]:
    name = said(work.get("id")).rpartition("/")[2]
    # Authors, sources and institutions stand in lists of the same shape.
    return name if name.startswith("W") else "", said(work.get("updated_date"))


OPENALEX = Registry(
    "openalex", "/works", _of_openalex, ("cursor", "*"), _openalex_page, openalex.record,
    _openalex_name,
)  # fmt: skip

# Crossref


def _of_crossref(settings: Mapping[str, str], since: str) -> Params:
    # Several values of one filter are alternatives.
    filters = [
        f"{field}:{form.format(value)}"
        for name, field, form in (
            ("ror", "ror-id", "https://ror.org/{}"),
            ("issn", "issn", "{}"),
            ("orcid", "orcid", "https://orcid.org/{}"),
            ("prefix", "prefix", "{}"),
        )
        for value in settings.get(name, "").split()
    ]
    if first := day_before(since, OVERLAP_DAYS):
        filters.append(f"from-index-date:{first}")
    if year := settings.get("published_from"):
        filters.append(f"from-pub-date:{year}")
    params = {"rows": str(ROWS)}
    if filters:
        params["filter"] = ",".join(filters)
    for name, param in (("query", "query"), ("affiliation", "query.affiliation")):
        if settings.get(name):
            params[param] = settings[name]
    return params


def _crossref_page(told: Mapping[str, Any]) -> tuple[Any, str, Any]:
    message = next(mappings(told.get("message")), {})
    works = message.get("items")
    # The cursor never ends, and may stay the same: a page that is not full is the last.
    is_last = not isinstance(works, list) or len(works) < _rows(message)
    following = "" if is_last else said(message.get("next-cursor"))
    return works, following, message.get("total-results")


def _rows(message: Mapping[str, Any]) -> int:
    """How many works a full page has: fewer than were asked for, if the server says so."""
    rows = message.get("items-per-page")
    return min(rows, ROWS) if isinstance(rows, int) and rows > 0 else ROWS


def _crossref_name(work: Mapping[str, Any]) -> tuple[str, str]:
    indexed = next(mappings(work.get("indexed")), {})
    return said(work.get("DOI")).lower(), said(indexed.get("date-time"))


CROSSREF = Registry(
    "crossref", "/works", _of_crossref, ("cursor", "*"), _crossref_page, crossref.record,
    _crossref_name,
)  # fmt: skip

# DataCite


def _of_datacite(settings: Mapping[str, str], since: str) -> Params:
    parts = [
        "(" + " OR ".join(form.format(value) for value in settings[name].split()) + ")"
        for name, form in (
            ("ror", '\\*.affiliation.affiliationIdentifier:"https://ror.org/{}"'),
            ("issn", 'relatedIdentifiers.relatedIdentifier:"{}"'),
            ("orcid", '\\*.nameIdentifiers.nameIdentifier:"https://orcid.org/{}"'),
        )
        if settings.get(name)
    ]
    if settings.get("query"):
        parts.append(f"({settings['query']})")
    if first := day_before(since, OVERLAP_DAYS):
        parts.append(f"updated:[{first} TO *]")
    if year := settings.get("published_from"):
        parts.append(f"publicationYear:[{year} TO *]")
    params = {"page[size]": str(ROWS), "affiliation": "true"}
    if settings.get("prefix"):
        params["prefix"] = ",".join(settings["prefix"].split())
    return params | ({"query": " AND ".join(parts)} if parts else {})


def _datacite_page(told: Mapping[str, Any]) -> tuple[Any, str, Any]:
    links = next(mappings(told.get("links")), {})
    meta = next(mappings(told.get("meta")), {})
    works = told.get("data")
    following = _cursor_of(said(links.get("next"))) if works else ""
    return works, following, meta.get("total")


def _cursor_of(address: str) -> str:
    """The cursor in the address of the next page: no more of it is believed."""
    query = parse_qs(urlsplit(address).query)
    return next(iter(query.get("page[cursor]", [])), "")


def _datacite_name(work: Mapping[str, Any]) -> tuple[str, str]:
    attributes = next(mappings(work.get("attributes")), {})
    name = said(work.get("id")) or said(attributes.get("doi"))
    return name.lower(), said(attributes.get("updated"))


DATACITE = Registry(
    "datacite", "/dois", _of_datacite, ("page[cursor]", "1"), _datacite_page, datacite.record,
    _datacite_name,
)  # fmt: skip
