"""The hub's own JSON of an output: one object, by the names of the REST API."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from research.formats.record import Body, File, Name, Record

#: Licences under which an abstract may be passed on by anybody.
FREE = ("CC-", "CC0")


def may_pass_on_abstract(record: Record) -> bool:
    """The abstract of somebody else's work is theirs, unless its licence gives it away."""
    return not record.is_external or record.licence.startswith(FREE)


def _name(name: Name) -> dict[str, str | None]:
    return {
        "name": name.credited,
        "role": name.role,
        "orcid": name.orcid or None,
        "url": name.address or None,
    }


def _body(body: Body) -> dict[str, str | None]:
    return {
        "slug": body.slug,
        "name": body.name,
        "role": body.role,
        "ror": body.ror or None,
        "country": body.country or None,
        "url": body.address,
    }


def _file(file: File) -> dict[str, Any]:
    return {
        "url": file.address,
        "filename": file.filename,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "page_count": file.page_count,
        "language": file.language,
    }


FIELDS: Mapping[str, Callable[[Record], Any]] = {
    "slug": lambda record: record.slug,
    "url": lambda record: record.address,
    "type": lambda record: record.type,
    "title": lambda record: record.title,
    "subtitle": lambda record: record.subtitle,
    "language": lambda record: record.language,
    "issued": lambda record: record.issued,
    "summary": lambda record: record.summary,
    "abstract": lambda record: record.abstract if may_pass_on_abstract(record) else "",
    "credits": lambda record: list(map(_name, record.names)),
    "institutions": lambda record: list(map(_body, record.bodies)),
    "themes": lambda record: [theme.code for theme in record.themes],
    "countries": lambda record: [country.code for country in record.countries],
    "corridors": lambda record: list(record.corridors),
    "keywords": lambda record: list(record.keywords),
    "sdgs": lambda record: list(record.sdgs),
    "series": lambda record: record.series,
    "number": lambda record: record.number,
    "container": lambda record: record.container,
    "volume": lambda record: record.volume,
    "journal_number": lambda record: record.journal_number,
    "pages": lambda record: record.pages,
    "page_count": lambda record: record.page_count,
    "publisher": lambda record: record.publisher,
    "doi": lambda record: record.doi,
    "isbn": lambda record: list(record.isbn),
    "issn": lambda record: record.issn,
    "handle": lambda record: record.handle,
    "publisher_url": lambda record: record.url,
    "licence": lambda record: record.licence,
    "access": lambda record: record.access,
    "is_external": lambda record: record.is_external,
    "documents": lambda record: list(map(_file, record.files)),
    "published_at": lambda record: record.published_at.isoformat(),
    "updated_at": lambda record: record.updated_at.isoformat(),
}


def fields(record: Record) -> dict[str, Any]:
    return {name: read(record) for name, read in FIELDS.items()}


def write(record: Record) -> str:
    return json.dumps(fields(record), ensure_ascii=False, separators=(",", ":"))
