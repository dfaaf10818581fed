"""EndNote's XML export, which Mendeley and Zotero write too. Entities are refused."""

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from research.ingestion.connectors.entries import Entry, Refused

NAMES = {
    "titles/title": "title", "titles/secondary-title": "second_title",
    "titles/tertiary-title": "series", "periodical/full-title": "container",
    "alt-periodical/full-title": "container", "periodical/abbr-1": "short_container",
    "contributors/authors/author": "author",
    "contributors/secondary-authors/author": "editor",
    "contributors/subsidiary-authors/author": "translator", "pages": "pages", "volume": "volume",
    "number": "journal_number", "issue": "journal_number", "dates/year": "year",
    "dates/pub-dates/date": "day_issued", "publisher": "publisher", "isbn": "isbn_issn",
    "electronic-resource-num": "doi", "abstract": "abstract", "keywords/keyword": "keywords",
    "urls/related-urls/url": "url", "urls/web-urls/url": "url", "urls/pdf-urls/url": "pdf_url",
    "language": "language", "work-type": "kind", "rec-number": "identifier",
}  # fmt: skip
#: Numbers stand for kinds where the name is missing.
KINDS = {
    "0": "article", "1": "thesis", "3": "conference paper", "5": "chapter", "6": "book",
    "10": "conference paper", "17": "article", "27": "report", "28": "book", "31": "statute",
    "32": "thesis", "34": "unpublished", "43": "article", "47": "conference paper",
    "59": "dataset", "12": "web page",
}  # fmt: skip
REPORTS = frozenset({"27", "34"})


def entries(data: bytes) -> Iterator[Entry | Refused]:
    number = 0
    try:
        for _event, element in iterparse(BytesIO(data), events=("end",)):
            if element.tag.casefold() == "record":
                number += 1
                yield _entry(element, number)
                element.clear()
    except (ParseError, DefusedXmlException) as fault:
        reason = _("The XML can't be read any further: %(fault)s.") % {"fault": fault}
        yield Refused(number + 1, "", "", reason)


def _entry(record: Element, number: int) -> Entry:
    entry = Entry(number)
    kind = record.find("ref-type")
    code = (kind.text or "").strip() if kind is not None else ""
    for path, name in NAMES.items():
        for element in record.findall(path):
            entry.add(name, _text(element))
    # A type in words tells more than the reference type, where it tells anything.
    entry.add("kind", (kind.get("name") or "") if kind is not None else "")
    entry.add("kind", KINDS.get(code, ""))
    second = entry.values.pop("second_title", [])
    place = "series" if code in REPORTS | {"6"} else "container"
    entry.values.setdefault(place, []).extend(second)
    entry.values.setdefault("container", []).extend(entry.all("short_container"))
    if code in REPORTS:
        entry.values["number"] = entry.values.pop("journal_number", [])
    year, day = entry.first("year"), entry.first("day_issued")
    fuller = day if year and year in day else f"{day} {year}".strip()
    entry.values["issued"] = [value for value in (fuller if day else "", year) if value]
    return entry


def _text(element: Element) -> str:
    """The text within, whatever ``<style>`` it is dressed in."""
    return "".join(element.itertext()).replace("\r", "\n").strip()
