"""What an OAI-PMH server answered: its records, its token, its errors.

A well formed answer is read as a tree. Of a broken one each record is read by itself: what
can be mended is, the rest is told of as broken, and nothing is passed over in silence.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from research.ingestion.connectors import metadata, walking
from research.ingestion.connectors.entries import Found, Refused
from research.ingestion.connectors.harvested import Item
from research.ingestion.connectors.xml_trees import (
    Broken,
    Tree,
    attribute,
    child,
    children,
    mended,
    name_of,
    parsed,
    said_at,
    text_of,
    within,
    words,
    written,
)
from research.ingestion.transport import SourceUnavailable

#: Where a record of the protocol begins: a record of MARC within it has no header.
BEGINS = re.compile(r"<(?:[\w.-]+:)?record\b[^<>]*>\s*<(?:[\w.-]+:)?header\b", re.I)
ENDS = re.compile(r"</(?:[\w.-]+:)?record\s*>", re.I)
LIST_ENDS = re.compile(
    r"<(?:[\w.-]+:)?resumptionToken\b|</(?:[\w.-]+:)?(?:ListRecords|GetRecord)\s*>"
)
TOKEN = re.compile(r"<(?:[\w.-]+:)?resumptionToken\b([^<>]*)(?:/>|>([^<>]*)</)")
IDENTIFIER = re.compile(r"<(?:[\w.-]+:)?identifier[^<>]*>\s*([^<>]+?)\s*</")
SIZE = re.compile(r"completeListSize\s*=\s*[\"'](\d+)")
NAMESPACES = re.compile(r"\sxmlns(?::[\w.-]+)?\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*')")
ROOT = re.compile(r"<(?:[\w.-]+:)?OAI-PMH\b")
OUTER = re.compile(r"<(?:[\w.-]+:)?(?:OAI-PMH|ListRecords|GetRecord)\b[^<>]*>")

_NOT_OAI = _lazy("The server's answer is not of OAI-PMH: is the address right?")
_MENDED = _lazy("The XML of the record was broken and has been mended.")


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer to ListRecords."""

    items: tuple[Item, ...]
    token: str = ""
    total: int | None = None
    #: Code and words of an error of the protocol.
    error: str = ""
    explained: str = ""
    #: The answer stops before its end: what is missing nobody knows.
    is_cut: bool = False


def heard(data: bytes, charset: str = "") -> Heard:
    """Raises ``SourceUnavailable`` where it is no answer of such a server at all."""
    text = text_of(data, charset)
    try:
        root = parsed(text)
    except Broken as fault:
        if not ROOT.search(text):
            raise SourceUnavailable(str(_NOT_OAI)) from fault
        return _of_pieces(text)
    return _of_tree(root)


def root_of(data: bytes, charset: str = "") -> Tree:
    """The tree of an answer without records. Raises ``SourceUnavailable``."""
    text = text_of(data, charset)
    try:
        root = parsed(text)
    except Broken:
        root = _mended_or_unavailable(text)
    if name_of(root) != "OAI-PMH":
        raise SourceUnavailable(str(_NOT_OAI))
    return root


def _of_tree(root: Tree) -> Heard:
    if name_of(root) != "OAI-PMH":
        raise SourceUnavailable(str(_NOT_OAI))
    error = child(root, "error")
    if error is not None:
        return Heard((), error=attribute(error, "code") or "error", explained=words(error))
    listed = child(root, "ListRecords", "GetRecord")
    if listed is None:
        raise SourceUnavailable(_("The server's answer has no list of records."))
    token = child(listed, "resumptionToken")
    size = attribute(token, "completeListSize") if token is not None else ""
    return Heard(
        tuple(_item(record) for record in children(listed, "record")),
        words(token),
        int(size) if size.isdecimal() else None,
    )


def _item(record: Tree, remark: str = "") -> Item:
    header = child(record, "header")
    identifier = said_at(header, "identifier")
    changed = said_at(header, "datestamp")
    raw = written(record)
    is_deleted = header is not None and attribute(header, "status").lower() == "deleted"
    if is_deleted and identifier:
        return walking.item(identifier, raw, None, changed=changed, is_deleted=True)
    return walking.item(identifier, raw, _read(record, identifier, remark), changed=changed)


def _read(record: Tree, identifier: str, remark: str) -> Found | Refused:
    if not identifier:
        return Refused(1, "identifier", "", _("The record has no identifier."))
    about = child(child(record, "metadata"))
    if about is None:
        return Refused(1, "", identifier, _("The record has no metadata."))
    return metadata.read(about, identifier, remark)


# Broken answers


def _of_pieces(text: str) -> Heard:
    outer = "".join(NAMESPACES.findall("".join(OUTER.findall(text)[:2])))
    starts = [found.start() for found in BEGINS.finditer(text)]
    if not starts:
        root = _mended_or_unavailable(text)
        return _of_tree(root)
    last = LIST_ENDS.search(text, starts[-1])
    ends = [*starts[1:], last.start() if last else len(text)]
    pieces = (text[start:end] for start, end in zip(starts, ends, strict=True))
    token = TOKEN.search(text, starts[-1])
    size = SIZE.search(token[1]) if token else None
    return Heard(
        tuple(_of_piece(piece, outer) for piece in pieces),
        (token[2] or "").strip() if token else "",
        int(size[1]) if size else None,
        is_cut=last is None,
    )


def _mended_or_unavailable(text: str) -> Tree:
    try:
        return mended(text)
    except Broken as fault:
        raise SourceUnavailable(_("The server's answer can't be understood.")) from fault


def _of_piece(piece: str, outer: str) -> Item:
    named = IDENTIFIER.search(piece)
    identifier = named[1] if named else ""
    if len(piece) > walking.MOST_CHARACTERS_OF_A_RECORD:
        return walking.item(identifier, piece, None)
    ends = list(ENDS.finditer(piece))
    if not ends:
        reason = _("The XML of the record ends in the middle.")
        return walking.item(identifier, piece, Refused(1, "", "", reason))
    whole = f"<OAI-PMH{_once(outer)}>{piece[: ends[-1].end()]}</OAI-PMH>"
    faults = []
    for reading, remark in ((parsed, ""), (mended, _MENDED)):
        try:
            record = next(within(reading(whole), "record"))
        except (Broken, StopIteration) as fault:
            faults.append(str(fault))
        else:
            return _item(record, str(remark))
    reason = _("The XML of the record is broken: %(fault)s") % {"fault": faults[0]}
    return walking.item(identifier, piece, Refused(1, "", "", reason))


def _once(declared: str) -> str:
    """Namespaces, each declared once."""
    found: dict[str, str] = {}
    for one in NAMESPACES.findall(declared):
        found.setdefault(one.partition("=")[0].strip(), one)
    return "".join(found.values())
