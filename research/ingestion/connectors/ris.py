"""RIS, as Zotero, EndNote, Mendeley, Scopus, ProQuest, JSTOR and others export it.

Tags written with one blank or none, without an end, with numbers or notes of the
provider between the records, values over several lines: all occur, all are read.
"""

import re
from collections.abc import Iterator

from research.ingestion.connectors.entries import Entry
from research.ingestion.connectors.lines import Block, Grammar, blocks

NAMES = {
    "TY": "kind", "M3": "kind_in_words", "TI": "title", "T1": "title", "ST": "short_title",
    "AU": "author", "A1": "author",
    "ED": "editor", "A4": "translator", "TA": "translated_author",
    "PY": "issued", "Y1": "issued", "DA": "day_issued", "YR": "issued",
    "AB": "abstract", "N2": "abstract", "KW": "keywords", "LA": "language", "PB": "publisher",
    "JO": "container", "JF": "container", "JA": "short_container", "J2": "short_container",
    "J1": "short_container", "BT": "book", "T2": "second_title", "T3": "series",
    "VL": "volume", "VO": "volume", "IS": "journal_number", "CP": "journal_number",
    "SP": "first_page", "EP": "last_page", "DO": "doi", "DI": "doi", "SN": "isbn_issn",
    "UR": "url", "LK": "url", "L1": "pdf_url", "L2": "link", "L4": "ignored", "ID": "identifier",
    "M1": "m1", "A2": "a2", "A3": "a3", "C1": "c1", "C2": "c2", "CY": "place", "PP": "place",
    "SE": "section", "ET": "edition", "N1": "note", "AN": "accession", "AD": "affiliation",
    "DB": "database", "DP": "provider", "Y2": "seen_on", "RP": "reprint", "RN": "note",
    "OP": "original", "CA": "caption", "CN": "call_number", "U1": "ignored", "U2": "ignored",
    "U3": "ignored", "U4": "ignored", "U5": "ignored", "AV": "place", "C3": "ignored",
    "C4": "ignored", "C5": "ignored", "C6": "ignored", "C7": "ignored", "C8": "ignored",
    "CT": "title", "BN": "isbn", "IN": "ignored", "RI": "ignored", "SV": "ignored",
    "TT": "ignored",
    "LB": "ignored", "NV": "ignored", "J3": "short_container", "L3": "ignored", "SO": "ignored",
    "CR": "ignored", "JP": "ignored", "DC": "ignored", "PMID": "ignored", "ER": "", "TP": "kind",
}  # fmt: skip
GRAMMAR = Grammar(
    tag=re.compile(r"\s{0,3}([A-Za-z][A-Za-z0-9]|PMID)\s{0,3}-(?:\s+(.*)|$)"),
    begins=frozenset({"TY"}),
    ends=frozenset({"ER"}),
    known=frozenset(NAMES),
)
#: Kinds whose second title is the work they stand in; of the others it is a series.
PARTS = frozenset(
    "chap echap conf cpaper jour mgzn news abst inpr ejour ency dict suppbook".split()
)
BOOKS = frozenset({"chap", "echap", "conf", "cpaper", "ency", "dict"})


def entries(text: str) -> Iterator[Entry]:
    for block in blocks(text, GRAMMAR):
        if any(tag in ("TY", "TI", "T1") for tag, _value in block.pairs):
            yield _entry(block)


def _entry(block: Block) -> Entry:
    entry = Entry.named(block.line, block.pairs, NAMES)
    kind = entry.first("kind").strip().casefold()
    _who(entry, kind)
    _where(entry, kind)
    if "kind_in_words" in entry.values and kind in (
        "rprt",
        "gen",
        "unpb",
        "elec",
        "abst",
        "web page",
    ):
        entry.values["kind"] = [*entry.all("kind_in_words"), *entry.all("kind")]
    if "title" not in entry.values:
        _rename(entry, "short_title", "title")
    entry.values.setdefault("issued", []).extend(entry.all("day_issued"))
    entry.values["issued"].sort(key=_precision, reverse=True)
    pages = entry.first("first_page")
    if not entry.first("last_page") and re.search(r"\d\s*p(?:ages|p)?\.?$", pages):
        entry.values.pop("first_page")  # "146p" counts pages
    return entry


def _who(entry: Entry, kind: str) -> None:
    """Secondary authors are editors, but of a series where a report has them."""
    if kind not in ("thes", "rprt", "hear"):
        _rename(entry, "a2", "editor")
    if not entry.first("author"):
        _rename(entry, "editor" if kind == "edbook" else "a3", "author")


def _where(entry: Entry, kind: str) -> None:
    if kind in BOOKS:
        _rename(entry, "book", "container", first=True)
        _rename(entry, "second_title", "container", first=True)
    elif kind in PARTS:
        _rename(entry, "second_title", "container")
    else:
        _rename(entry, "second_title", "series", first=True)
        if "title" not in entry.values:
            _rename(entry, "book", "title")
    _rename(entry, "short_container", "container")
    if kind in ("rprt", "unpb"):
        _rename(entry, "m1", "number")
        if not entry.first("number"):
            _rename(entry, "journal_number", "number")


def _rename(entry: Entry, old: str, new: str, *, first: bool = False) -> None:
    values = entry.values.pop(old, [])
    if values:
        there = entry.values.get(new, [])
        entry.values[new] = [*values, *there] if first else [*there, *values]


def _precision(value: str) -> int:
    """A date with its month before a bare year: both are often given."""
    return min(len(re.findall(r"\d+|[A-Za-z]{3,}", value)), 3)
