"""ORCID: the works that people have in their own record, and who they say they are.

A record there names its owner only: other authors come from registries, by the DOI.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from research.ingestion.connectors.composing import compose
from research.ingestion.connectors.entries import Entry, Found, Refused
from research.ingestion.connectors.harvested import Item, Page
from research.ingestion.connectors.told import mappings, said
from research.ingestion.connectors.walking import (
    Answered,
    for_harvests,
    item,
    now,
    patiently,
    walk,
)
from research.ingestion.transport import SourceUnavailable, Transport

JSON = "application/json"
IDENTIFIERS = {"doi": "doi", "isbn": "isbn", "issn": "issn", "handle": "handle", "uri": "url"}


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose record it is, as they write their name."""

    orcid: str
    name: str = ""
    other_names: tuple[str, ...] = ()

    @property
    def credited(self) -> str:
        return f"{self.name} {self.orcid}" if self.name else ""


def pages(
    transport: Transport, settings: Mapping[str, str], _since: str, token: str
) -> Iterator[Page]:
    patient = replace(for_harvests(transport), accept=JSON)
    people = settings["orcid"].split()

    def ask(cursor: str) -> Answered:
        place = int(cursor or 0)
        owner = ask_owner(patient, people[place])
        told = _told(patient, f"/v3.0/{owner.orcid}/works")
        items = tuple(_item(group, owner) for group in mappings(told.get("group")))
        following = str(place + 1) if place + 1 < len(people) else ""
        return Answered(items, following, part=owner.orcid)

    return walk(ask, token=token, watermark=now())


def ask_owner(transport: Transport, orcid: str) -> Owner:
    """Raises ``SourceUnavailable``, with status 404 where there is no such person."""
    return owner(_told(replace(transport, accept=JSON), f"/v3.0/{orcid}/person"), orcid)


def _told(transport: Transport, path: str) -> Mapping[str, Any]:
    told = patiently(lambda: transport.ask("orcid", path)).json()
    if not isinstance(told, Mapping):
        raise SourceUnavailable(_("The server's answer can't be understood."))
    return told


def owner(told: Mapping[str, Any], orcid: str) -> Owner:
    """Who has a record; without a name where it is not public."""
    name = next(mappings(told.get("name")), {})
    parts = (_value(name.get(part)) for part in ("given-names", "family-name"))
    whole = _value(name.get("credit-name")) or " ".join(filter(None, parts))
    others = next(mappings(told.get("other-names")), {}).get("other-name")
    also = tuple(text for other in mappings(others) if (text := said(other.get("content"))))
    return Owner(orcid, whole, also)


def _value(told: Any) -> str:
    return said(told.get("value")).strip() if isinstance(told, Mapping) else ""


def _item(group: Mapping[str, Any], of: Owner) -> Item:
    raw = json.dumps(group, ensure_ascii=False, indent=1)
    # The first is the one its owner prefers.
    work = next(mappings(group.get("work-summary")), None)
    if work is None or not said(work.get("put-code")):
        return item("", raw, Refused(1, "", "", _("There is no work in this record.")))
    name = f"{of.orcid}/{said(work.get('put-code'))}"
    return item(name, raw, record(work, of), changed=_changed(work))


def _changed(work: Mapping[str, Any]) -> str:
    changed = work.get("last-modified-date")
    return said(changed.get("value")) if isinstance(changed, Mapping) else ""


def record(work: Mapping[str, Any], of: Owner) -> Found | Refused:
    """The record of one work in the list of its owner."""
    entry = Entry(1)
    title = next(mappings(work.get("title")), {})
    entry.add("title", _value(title.get("title")))
    entry.add("subtitle", _value(title.get("subtitle")))
    entry.add("author", of.credited)
    entry.add("kind", said(work.get("type")))
    entry.add("container", _value(work.get("journal-title")))
    date = next(mappings(work.get("publication-date")), {})
    parts = (_value(date.get(part)) for part in ("year", "month", "day"))
    entry.add("issued", "-".join(filter(None, parts)))
    known = next(mappings(work.get("external-ids")), {})
    for one in mappings(known.get("external-id")):
        if said(one.get("external-id-relationship")) in ("self", ""):
            kind = IDENTIFIERS.get(said(one.get("external-id-type")), "")
            entry.add(kind, said(one.get("external-id-value")) if kind else "")
    entry.add("url", _value(work.get("url")))
    entry.add("identifier", f"{of.orcid}/{said(work.get('put-code'))}")
    return compose(entry)
