"""Institutions in the Research Organization Registry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from research.ingestion.cleaning import identifiers, texts
from research.ingestion.connectors.told import mappings, said
from research.ingestion.transport import SourceUnavailable, Transport

#: Somebody waits.
PATIENCE_SECONDS = 8.0
MOST = 10


@dataclass(frozen=True, slots=True)
class InstitutionFound:
    """One of the registry. Field names are those of ``Institution``."""

    ror: str
    name: str
    acronym: str = ""
    #: ISO alpha-2.
    country: str = ""
    city: str = ""
    website: str = ""
    founded: int | None = None
    other_names: tuple[str, ...] = ()


def institutions(typed: str) -> list[InstitutionFound]:
    """Who has this ROR, or is called so, the likeliest first. Raises ``SourceUnavailable``."""
    transport = Transport(patience=PATIENCE_SECONDS)
    if known := identifiers.ror(typed):
        try:
            told = transport.ask("ror", f"/v2/organizations/{known}").json()
        except SourceUnavailable as reason:
            if reason.status == 404:
                return []
            raise
        found = _read(told) if isinstance(told, Mapping) else None
        return [found] if found else []
    told = transport.ask("ror", "/v2/organizations", query=typed.strip()).json()
    items = told.get("items") if isinstance(told, Mapping) else None
    return [found for one in list(mappings(items))[:MOST] if (found := _read(one))]


def _read(told: Mapping[str, Any]) -> InstitutionFound | None:
    known = identifiers.ror(said(told.get("id")))
    names = [
        (texts.line(said(one.get("value"))), _kinds(one)) for one in mappings(told.get("names"))
    ]
    name = next((text for text, kinds in names if "ror_display" in kinds), "")
    if not known or not name:
        return None
    place = next(
        (
            details
            for one in mappings(told.get("locations"))
            for details in mappings(one.get("geonames_details"))
        ),
        {},
    )
    established = told.get("established")
    return InstitutionFound(
        known,
        name,
        acronym=next((text for text, kinds in names if "acronym" in kinds), ""),
        country=said(place.get("country_code")).upper(),
        city=said(place.get("name")),
        website=_website(told),
        founded=established if isinstance(established, int) else None,
        other_names=tuple(
            text for text, kinds in names if text != name and "acronym" not in kinds
        ),
    )


def _kinds(name: Mapping[str, Any]) -> list[Any]:
    kinds = name.get("types")
    return kinds if isinstance(kinds, list) else []


def _website(told: Mapping[str, Any]) -> str:
    for link in mappings(told.get("links")):
        address = said(link.get("value"))
        if said(link.get("type")) == "website" and address.startswith(("http://", "https://")):
            return address
    return ""
