"""One row an output, for spreadsheets: UTF-8 with its mark, so that every script is read."""

import csv
import io
from collections.abc import Callable, Iterable

from partners.spreadsheets import BETWEEN, MARK, harmless
from research.formats.record import Name, Record


def _joined(values: tuple[str, ...]) -> str:
    return BETWEEN.join(values)


def _people(names: tuple[Name, ...]) -> str:
    return _joined(tuple(name.credited for name in names))


COLUMNS: dict[str, Callable[[Record], str]] = {
    "slug": lambda record: record.slug,
    "address": lambda record: record.address,
    "type": lambda record: record.type,
    "title": lambda record: record.title,
    "subtitle": lambda record: record.subtitle,
    "authors": lambda record: _people(record.authors),
    "editors": lambda record: _people(record.editors),
    "translators": lambda record: _people(record.translators),
    "institutions": lambda record: _joined(
        tuple(dict.fromkeys(body.name for body in record.bodies))
    ),
    "issued": lambda record: record.issued,
    "language": lambda record: record.language,
    "summary": lambda record: record.summary,
    "abstract": lambda record: record.abstract,
    "themes": lambda record: _joined(tuple(theme.code for theme in record.themes)),
    "countries": lambda record: _joined(tuple(country.code for country in record.countries)),
    "corridors": lambda record: _joined(record.corridors),
    "keywords": lambda record: _joined(record.keywords),
    "sdgs": lambda record: _joined(tuple(map(str, record.sdgs))),
    "container": lambda record: record.container,
    "series": lambda record: record.series,
    "number": lambda record: record.number,
    "volume": lambda record: record.volume,
    "journal_number": lambda record: record.journal_number,
    "pages": lambda record: record.pages,
    "page_count": lambda record: str(record.page_count or ""),
    "publisher": lambda record: record.publisher,
    "doi": lambda record: record.doi,
    "isbn": lambda record: _joined(record.isbn),
    "issn": lambda record: record.issn,
    "handle": lambda record: record.handle,
    "publisher_address": lambda record: record.url,
    "licence": lambda record: record.licence,
    "access": lambda record: record.access,
    "origin": lambda record: record.origin,
    "files": lambda record: _joined(tuple(file.address for file in record.files)),
}


def header() -> str:
    return MARK + _row(COLUMNS)


def write(record: Record) -> str:
    return _row([harmless(read(record)) for read in COLUMNS.values()])


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
