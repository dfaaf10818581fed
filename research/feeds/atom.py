"""Atom as RFC 4287 has it: a feed is a value, written by one function."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from django.conf import settings

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: The year from which the names in tag: addresses are ours (RFC 4151).
SINCE = 2026
#: What a feed without entries says of its age.
NEVER = datetime(SINCE, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Enclosure:
    address: str
    media_type: str
    size: int
    title: str


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a feed; ``updated`` is when it last changed, ``id`` never does."""

    id: str
    title: str
    address: str
    updated: datetime
    summary: str
    language: str = ""
    published: datetime | None = None
    authors: Sequence[Author] = ()
    subjects: Sequence[tuple[str, str]] = ()
    enclosures: Sequence[Enclosure] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    id: str
    title: str
    subtitle: str
    #: Where people read the same, and where this feed stands.
    address: str
    own_address: str
    language: str
    entries: Sequence[Entry] = field(default_factory=tuple)
    #: Where the same comes by mail, and the words of that link.
    by_mail: tuple[str, str] | None = None

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=NEVER)


def tag(*path: object) -> str:
    """A name for ever, whatever address the thing has: ``tag:hub.example,2026:outputs/7``."""
    host = urlsplit(settings.HUB_URL).hostname
    return f"tag:{host},{SINCE}:{'/'.join(map(str, path))}"


def write(feed: Feed) -> bytes:
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}feed", {LANG: feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", feed.updated.isoformat())
    _author(root, Author(settings.HUB_NAME, settings.HUB_URL))
    _link(root, "self", feed.own_address, type=MEDIA_TYPE)
    _link(root, "alternate", feed.address, type="text/html")
    if feed.by_mail:
        address, words = feed.by_mail
        _link(root, "related", address, type="text/html", title=words)
    for entry in feed.entries:
        _entry(root, entry)
    said: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return said


def _entry(root: ET.Element, entry: Entry) -> None:
    # A language of its own only where it is known: what stands in it, the feed says.
    own = {LANG: entry.language} if entry.language else {}
    element = ET.SubElement(root, f"{{{NAMESPACE}}}entry", own)
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _link(element, "alternate", entry.address, type="text/html")
    _text(element, "updated", entry.updated.isoformat())
    if entry.published:
        _text(element, "published", entry.published.isoformat())
    for author in entry.authors:
        _author(element, author)
    for term, label in entry.subjects:
        ET.SubElement(element, f"{{{NAMESPACE}}}category", {"term": term, "label": label})
    for file in entry.enclosures:
        _link(
            element,
            "enclosure",
            file.address,
            type=file.media_type,
            length=str(file.size),
            title=file.title,
        )
    _text(element, "summary", entry.summary)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = text


def _author(parent: ET.Element, author: Author) -> None:
    element = ET.SubElement(parent, f"{{{NAMESPACE}}}author")
    _text(element, "name", author.name)
    if author.address:
        _text(element, "uri", author.address)


def _link(parent: ET.Element, rel: str, address: str, **more: str) -> None:
    ET.SubElement(parent, f"{{{NAMESPACE}}}link", {"rel": rel, "href": address, **more})
