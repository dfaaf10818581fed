"""A page that tells of a file: where the file itself lies, as pages tell search engines."""

from html.parser import HTMLParser
from urllib.parse import urljoin

#: Names by which pages of journals and repositories say it.
NAMED = frozenset({"citation_pdf_url", "eprints.document_url", "bepress_citation_pdf_url"})
#: A page says so near its beginning.
MOST = 1024**2
BEGINNINGS = (b"<!doctype html", b"<html", b"<head", b"<?xml")


def is_page(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(BEGINNINGS)


def file_of(page: bytes, address: str) -> str:
    """The address of the file that the page at ``address`` tells of, or nothing."""
    reading = _Reading()
    reading.feed(page[:MOST].decode("utf-8", "replace"))
    return urljoin(address, reading.found) if reading.found else ""


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        is_named = tag == "meta" and said.get("name", "").lower() in NAMED
        is_linked = (
            tag == "link"
            and "alternate" in said.get("rel", "").lower().split()
            and said.get("type", "").lower() == "application/pdf"
        )
        if not self.found and (is_named or is_linked):
            self.found = (said.get("content") or said.get("href") or "").strip()
