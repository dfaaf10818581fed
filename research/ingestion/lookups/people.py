"""People in ORCID, as they write their own names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from research.ingestion.cleaning import identifiers, texts
from research.ingestion.connectors import orcid
from research.ingestion.connectors.told import mappings, said, texts_of
from research.ingestion.lookups.institutions import MOST, PATIENCE_SECONDS
from research.ingestion.transport import SourceUnavailable, Transport


@dataclass(frozen=True, slots=True)
class PersonFound:
    """One of the registry. Field names are those of ``Person``."""

    orcid: str
    name: str
    name_variants: tuple[str, ...] = ()
    #: Where they are or were, to tell people of one name apart.
    institutions: tuple[str, ...] = ()


def people(typed: str) -> list[PersonFound]:
    """Who has this ORCID, or is called so, the likeliest first. Raises ``SourceUnavailable``."""
    transport = Transport(patience=PATIENCE_SECONDS, accept=orcid.JSON)
    if known := identifiers.orcid(typed):
        try:
            owner = orcid.ask_owner(transport, known)
        except SourceUnavailable as reason:
            if reason.status == 404:
                return []
            raise
        return [PersonFound(known, owner.name, owner.other_names)] if owner.name else []
    told = transport.ask("orcid", "/v3.0/expanded-search/", q=_query(typed), rows=str(MOST)).json()
    results = told.get("expanded-result") if isinstance(told, Mapping) else None
    return [found for one in mappings(results) if (found := _read(one))]


def _query(typed: str) -> str:
    """Every word in some part of the name; signs of the query language are words' ends."""
    words = "".join(sign if sign.isalnum() or sign in "’'-" else " " for sign in typed).split()
    parts = (
        f'(given-names:"{one}" OR family-name:"{one}" OR other-names:"{one}")' for one in words
    )
    return " AND ".join(parts)


def _read(told: Mapping[str, Any]) -> PersonFound | None:
    known = identifiers.orcid(said(told.get("orcid-id")))
    parts = (said(told.get(part)) for part in ("given-names", "family-names"))
    name = texts.line(said(told.get("credit-name")) or " ".join(filter(None, parts)))
    if not known or not name:
        return None
    return PersonFound(
        known,
        name,
        tuple(texts.line(text) for text in texts_of(told.get("other-name"))),
        tuple(texts.line(text) for text in texts_of(told.get("institution-name"))),
    )
