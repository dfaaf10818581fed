"""Of the addresses that a record tells: its page, and its file."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from research.ingestion.connectors.entries import Entry

ADDRESS = re.compile(r"(?:https?|ftp)://[^\s<>\"{}|\\^`]+", re.I)
FILE = re.compile(r"\.pdf(?:$|[?#])", re.I)
LONGEST_ADDRESS = 1000
#: What lies beside a report, as its files are named.
BESIDE = re.compile(
    r"annex|appendi|inception|terms.of.reference|\btor\b|management.response|infographic|"
    r"presentation|\bposter|questionnaire|cover.?page|\bbrief\b",
    re.I,
)


def page(entry: Entry) -> str:
    """The first address that is neither a file nor the DOI once more."""
    pages = (link for link in _links(entry, "url", "link") if not FILE.search(link))
    return next((link for link in pages if "doi.org/10." not in link), "")


def file(entry: Entry) -> str:
    """What ends in .pdf, the thing itself before its annexes; else what the source calls so."""
    ending = list(filter(FILE.search, _links(entry, "url", "link", "pdf_url")))
    if ending:
        return min(ending, key=lambda link: bool(BESIDE.search(_name(link))))
    return next(_links(entry, "pdf_url"), "")


def _name(link: str) -> str:
    """The name of a file as words."""
    return re.sub(r"[_\W]+", " ", unquote(link.rpartition("/")[2]))


def _links(entry: Entry, *fields: str) -> Iterator[str]:
    for value in entry.all(*fields):
        for link in ADDRESS.findall(value):
            if len(link) <= LONGEST_ADDRESS:
                yield link.rstrip(".,;)")
