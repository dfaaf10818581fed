"""RSS and Atom: what an institute's own site says is new.

``feedparser`` reads what sites call a feed; it is given text whose encoding has been made
out and which defines no entities. Older pages are followed where the feed names them, or
where the site is WordPress and the source says so.
"""

import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import feedparser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from research.ingestion.cleaning import licences, markup
from research.ingestion.connectors import told_settings
from research.ingestion.connectors.composing import compose
from research.ingestion.connectors.entries import Entry
from research.ingestion.connectors.harvested import Item, Page, Setting
from research.ingestion.connectors.told import mappings, said
from research.ingestion.connectors.walking import (
    Answered,
    for_harvests,
    item,
    now,
    patiently,
    walk,
)
from research.ingestion.connectors.xml_trees import text_of
from research.ingestion.transport import Answer, SourceUnavailable, Transport
from research.vocabularies import OutputType

SETTINGS = (
    Setting(
        "address",
        _lazy("Address of the feed"),
        _lazy("RSS or Atom, as in https://example.org/feed/."),
        is_required=True,
        clean=told_settings.address,
    ),
    Setting(
        "type",
        _lazy("What its entries are"),
        _lazy("Feeds don't say it. Empty: it is guessed, and a person decides."),
        choices=tuple((str(value), label) for value, label in OutputType.choices),
    ),
    Setting(
        "older",
        _lazy("Older entries"),
        _lazy("A feed holds the last ten or so; WordPress has the older ones on further pages."),
        choices=(("wordpress", _lazy("The site is WordPress: read its further pages too")),),
    ),
)
#: What sites put under every text.
FOOTER = re.compile(r"\s*The post .{1,400}? appeared first on .{1,200}?\.?\s*$", re.S)
#: How a site ends the beginning of a text.
CUT_OFF = re.compile(r"\s*(?:\[\s*(?:…|\.{3}|&hellip;)\s*\]|Read more\s*[»→.]*)\s*$", re.I)
#: A full text is no abstract: so many characters are kept.
LONGEST_ABSTRACT = 5000
TEXTS = (
    ("title", "title"), ("prism_doi", "doi"), ("arxiv_doi", "doi"), ("dc_identifier", "doi"),
    ("prism_publicationname", "container"), ("dc_source", "container"),
    ("prism_volume", "volume"), ("prism_number", "journal_number"), ("prism_issn", "issn"),
    ("publisher", "publisher"), ("dc_language", "language"), ("language", "language"),
    ("prism_startingpage", "first_page"), ("prism_endingpage", "last_page"),
)  # fmt: skip


def pages(
    transport: Transport, settings: Mapping[str, str], _since: str, token: str
) -> Iterator[Page]:
    patient = for_harvests(transport)
    address = settings["address"]

    def ask(cursor: str) -> Answered:
        at = cursor or address
        try:
            answer = patiently(lambda: patient.get(at))
        except SourceUnavailable as reason:
            if cursor and reason.status == 404:  # the page after the last
                return Answered(())
            raise
        feed = _parsed(answer)
        items = tuple(_item(entry, feed, settings) for entry in feed.entries)
        return Answered(items, _next(feed, at, settings) if items else "")

    return walk(ask, token=token, watermark=now())


def _parsed(answer: Answer) -> Any:
    text = text_of(answer.content, answer.charset)
    feed = feedparser.parse(
        BytesIO(text.encode()),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": answer.address,
        },
    )
    if not feed.get("version") and not feed.entries:
        raise SourceUnavailable(_("There is no feed at this address."))
    return feed


def _next(feed: Any, at: str, settings: Mapping[str, str]) -> str:
    for link in mappings(feed.feed.get("links")):
        if link.get("rel") == "next":
            return told_settings.address_within(at, said(link.get("href")))
    if settings.get("older") != "wordpress":
        return ""
    url = urlsplit(at)
    query = dict(parse_qsl(url.query))
    number = query.get("paged", "1")
    query["paged"] = str(int(number) + 1) if number.isdecimal() else "2"
    return url._replace(query=urlencode(query)).geturl()


def _item(told: Any, feed: Any, settings: Mapping[str, str]) -> Item:
    raw = json.dumps(told, ensure_ascii=False, indent=1, default=str, sort_keys=True)
    entry = Entry(1)
    for name, field in TEXTS:
        entry.add(field, markup.abstract(said(told.get(name))))
    if not entry.first("language"):
        entry.add("language", said(feed.feed.get("language")))
    for person in mappings(told.get("authors")):
        entry.add("author", said(person.get("name")))
    # Asked for what is not there, feedparser says that of another field, and warns.
    updated = said(told.get("updated")) if "updated" in told else ""
    entry.add("issued", said(told.get("published")) or updated)
    entry.add("abstract", _abstract(told))
    for tag in mappings(told.get("tags")):
        entry.add("keywords", said(tag.get("label")) or said(tag.get("term")))
    for kind, value in _links(told):
        entry.add(kind, value)
    entry.add("kind", settings.get("type", ""))
    name = said(told.get("id")) or said(told.get("link"))
    entry.add("identifier", name)
    return item(name, raw, compose(entry), changed=updated)


def _abstract(told: Any) -> str:
    whole = [said(part.get("value")) for part in mappings(told.get("content"))]
    text = markup.abstract(said(told.get("summary")) or next(iter(whole), ""))
    text = CUT_OFF.sub("…", FOOTER.sub("", text)).strip()
    if len(text) <= LONGEST_ABSTRACT:
        return text
    return text[:LONGEST_ABSTRACT].rpartition(" ")[0] + "…"


def _links(told: Any) -> Iterator[tuple[str, str]]:
    yield "url", said(told.get("link"))
    for link in mappings(told.get("links")):
        if said(link.get("type")) == "application/pdf":
            yield "pdf_url", said(link.get("href"))
    for rights in (said(told.get("license")), said(told.get("rights"))):
        if licences.spdx(rights):
            yield "licence", rights
