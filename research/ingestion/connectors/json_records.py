"""JSON: an array of records, an object that holds one, or one record a line.

Names are those of tables; CSL-JSON (Zotero, Crossref) has people and dates as objects.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from research.ingestion.cleaning import texts
from research.ingestion.connectors import columns
from research.ingestion.connectors.entries import Entry, Refused

#: How CSL-JSON calls what tables call otherwise.
CSL = {
    "container-title": "container", "collection-title": "series", "page": "pages", "ISSN": "issn",
    "ISBN": "isbn", "DOI": "doi", "URL": "url", "issue": "journal_number",
    "collection-number": "number", "note": "note",
}  # fmt: skip
#: Objects within a record whose fields are the record's.
WITHIN = ("meta", "metadata", "data", "fields", "_source")
WHERE_RECORDS_ARE = ("items", "records", "results", "data", "references", "documents", "message")


def entries(text: str) -> Iterator[Entry | Refused]:
    for number, record in _records(text):
        if isinstance(record, Mapping):
            yield _entry(number, record)
        else:
            shown = record if isinstance(record, str) else json.dumps(record)
            yield Refused(
                number, "", shown[:80], _("It is no record: fields with names are needed.")
            )


def _records(text: str) -> Iterator[tuple[int, Any]]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _lines(text)
        return
    for _depth in range(3):
        if isinstance(whole, Mapping):
            inside = next((whole[key] for key in WHERE_RECORDS_ARE if key in whole), None)
            if not isinstance(inside, list | Mapping) or "title" in whole:
                break
            whole = inside
    yield from enumerate(whole if isinstance(whole, list) else [whole], 1)


def _lines(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError):
            yield number, line


def _entry(number: int, record: Mapping[str, Any]) -> Entry:
    entry = Entry(number, has_lists_of_names=True)
    flat: dict[str, Any] = dict(record)
    for name in WITHIN:
        if isinstance(record.get(name), Mapping):
            flat |= record[name]
    header = [str(name) for name in flat]
    known = columns.fields(header)
    for place in columns.in_order(known, header):
        for value in _values(flat[header[place]]):
            entry.add(known[place], value)
    for name, field in CSL.items():
        if name in flat and not entry.first(field):
            for value in _values(flat[name]):
                entry.add(field, value)
    return entry


def _values(value: Any) -> Iterator[str]:
    """Texts of a value: many of a list, a person's name, a date in parts."""
    if isinstance(value, list):
        for part in value:
            yield from _values(part)
    elif isinstance(value, Mapping):
        yield from _told(value)
    elif value is not None and texts.said(written := _written(value)):
        yield written


def _told(value: Mapping[str, Any]) -> Iterator[str]:
    if parts := value.get("date-parts"):
        first = parts[0] if isinstance(parts, list) and parts else []
        yield "-".join(f"{part:02}" if isinstance(part, int) else str(part) for part in first)
        return
    family, given = (
        value.get("family", value.get("lastName")),
        value.get("given", value.get("firstName")),
    )
    if isinstance(family, str):
        particle = value.get("non-dropping-particle", "")
        yield ", ".join(filter(None, [f"{particle} {family}".strip(), str(given or "")]))
        return
    for key in ("literal", "name", "raw", "value", "url", "tag", "title"):
        if isinstance(value.get(key), str):
            yield value[key]
            return


def _written(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
