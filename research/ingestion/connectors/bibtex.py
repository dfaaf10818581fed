"""BibTeX and BibLaTeX: read sign by sign, so that one broken entry costs only itself.

Strings (``@string``), ``#``, braces within braces, keys with any sign, entries without
a key, missing commas and lost closing braces all occur in real exports.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from research.ingestion.cleaning import latex
from research.ingestion.connectors.entries import Entry, Refused

NAMES = {
    "title": "title", "subtitle": "subtitle", "author": "author", "editor": "editor",
    "translator": "translator", "date": "issued", "year": "year", "month": "month", "day": "day",
    "abstract": "abstract", "keywords": "keywords", "keyword": "keywords",
    "author_keywords": "keywords", "author-keywords": "keywords", "language": "language",
    "langid": "language", "journal": "container", "journaltitle": "container",
    "fjournal": "container", "booktitle": "container", "series": "series", "volume": "volume",
    "number": "number", "issue": "journal_number", "pages": "pages", "publisher": "publisher",
    "institution": "institution", "school": "institution", "organization": "institution",
    "isbn": "isbn", "issn": "issn", "eissn": "issn", "doi": "doi", "url": "url", "link": "link",
    "howpublished": "link", "pdf": "pdf_url", "pdfurl": "pdf_url", "eprint": "link",
    "copyright": "licence", "license": "licence", "licence": "licence", "rights": "licence",
    "type": "kind", "document_type": "kind", "handle": "handle", "hdl": "handle",
    "collaboration": "body", "annotation": "note", "summary": "summary", "issue_date": "issued",
    "crossref": "crossref",
}  # fmt: skip
BEGINNING = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
FIELD = re.compile(r"\s*,?\s*([^\s=,{}\"#%]+)\s*=\s*")
#: Where a field begins, for the reader that has lost its way; and where an entry does.
FIELD_OF_ITS_OWN = re.compile(r"^[ \t]*([A-Za-z][\w-]*)\s*=\s*(?=[{\"\w])", re.M)
ENTRY_OF_ITS_OWN = re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]", re.M)
END = re.compile(r"\s*,?\s*[})](?=\s|@|$)")
KEY = re.compile(r"\s*([^,={}\"]*?)\s*(?:,|(?=[})]))")
SIGNS = re.compile(r"\\.|[{}\"]|^@[A-Za-z]+\s*\{[^{},\n]*,[ \t]*$", re.S | re.M)
JOINED = re.compile(r"\s*#\s*")
WORD = re.compile(r"[^\s,{}#\"]*")
NOT_ENTRIES = frozenset({"comment", "preamble"})
ARTICLES = frozenset({"article", "periodical", "suppperiodical"})
#: Fields whose braces and "and" mean something until their names are parted.
OF_PEOPLE = frozenset({"author", "editor", "translator"})
#: Addresses keep what elsewhere would be LaTeX.
OF_ADDRESSES = frozenset({"url", "link", "pdf_url", "doi", "handle"})


@dataclass(slots=True)
class _Reader:
    text: str
    at: int = 0
    strings: dict[str, str] = field(default_factory=dict)

    def value(self) -> str:
        """One value: pieces joined by ``#``. Leaves ``at`` behind it."""
        pieces = [self._piece()]
        while found := JOINED.match(self.text, self.at):
            self.at = found.end()
            pieces.append(self._piece())
        return "".join(pieces)

    def _piece(self) -> str:
        sign = self.text[self.at : self.at + 1]
        if sign == "{":
            return self._until("}")
        if sign == '"':
            return self._until('"')
        found = WORD.match(self.text, self.at)
        word = found[0] if found else ""
        self.at += len(word)
        return self.strings.get(word.casefold(), word)

    def _until(self, end: str) -> str:
        """What stands between the mark at ``at`` and its end, braces counted."""
        depth, start = 0, self.at + 1
        for found in SIGNS.finditer(self.text, start):
            sign = found[0]
            if sign == end and depth == 0:
                self.at = found.end()
                return self.text[start : found.start()]
            depth += (sign == "{") - (sign == "}")
            if depth < 0 or sign.startswith("@"):
                break
        raise _Unclosed


class _Unclosed(Exception):
    """A brace or quotation mark has no end."""


def entries(text: str) -> Iterator[Entry | Refused]:
    found = list(_entries(text))
    works = {entry.first("identifier"): entry for entry in found if isinstance(entry, Entry)}
    for entry in found:
        if isinstance(entry, Entry) and entry.first("crossref") in works:
            _inherit(entry, works[entry.first("crossref")])
        yield entry


def _entries(text: str) -> Iterator[Entry | Refused]:
    reader = _Reader(text)
    line, counted = 1, 0
    while found := BEGINNING.search(text, reader.at):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        reader.at = found.end()
        kind = found[1].casefold()
        if kind == "string":
            _remember(reader)
        elif kind not in NOT_ENTRIES:
            yield _entry(reader, kind, line)


def _inherit(entry: Entry, whole: Entry) -> None:
    """A part says in ``crossref`` in which work it stands, and leaves the rest to it."""
    for name in ("container", "year", "month", "issued", "publisher", "editor", "isbn", "series"):
        if not entry.first(name):
            entry.values[name] = whole.all(name)
    if not entry.first("container"):
        entry.values["container"] = whole.all("title")


def _remember(reader: _Reader) -> None:
    found = FIELD.match(reader.text, reader.at)
    if found:
        reader.at = found.end()
        try:
            reader.strings[found[1].casefold()] = reader.value()
        except _Unclosed:
            return


def _entry(reader: _Reader, kind: str, line: int) -> Entry | Refused:
    entry = Entry(line, {"kind": [kind]}, is_tex=True)
    if found := KEY.match(reader.text, reader.at):
        entry.add("identifier", found[1])
        reader.at = found.end()
    start = reader.at
    while found := _field(reader):
        reader.at = found.end()
        try:
            _keep(entry, found[1].casefold(), reader.value())
        except _Unclosed:
            reader.at = _next_entry(reader.text, start)
            reason = _("A brace or quotation mark is not closed.")
            return Refused(line, found[1], entry.first("identifier"), reason)
    return _told_by_kind(entry, kind)


def _field(reader: _Reader) -> re.Match[str] | None:
    """The next field. Behind a brace too many, the next that has a line of its own."""
    found = FIELD.match(reader.text, reader.at)
    if found or END.match(reader.text, reader.at):
        return found
    lost = FIELD_OF_ITS_OWN.search(reader.text, reader.at)
    return lost if lost and lost.start() < _next_entry(reader.text, reader.at) else None


def _next_entry(text: str, start: int) -> int:
    found = ENTRY_OF_ITS_OWN.search(text, start)
    return found.start() if found else len(text)


def _keep(entry: Entry, tag: str, value: str) -> None:
    name = NAMES.get(tag)
    if not name:
        return
    if name in OF_PEOPLE:
        for part in _by_and(value):
            entry.add(name, part)
    elif name in OF_ADDRESSES:
        entry.add(name, latex.plain(value) if "{" in value or "\\" in value else value)
    else:
        entry.add(name, value)


def _by_and(text: str) -> Iterator[str]:
    """Names parted by ``and`` outside of braces."""
    depth, start = 0, 0
    for found in re.finditer(r"\\.|[{}]|(?<=[\s}])and(?=[\s{])", text, re.S | re.I):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
        elif found[0].casefold() == "and" and depth <= 0:
            yield text[start : found.start()].strip()
            start = found.end()
    yield text[start:].strip()


def _told_by_kind(entry: Entry, kind: str) -> Entry:
    """``number`` counts issues of a journal, but papers of a series."""
    told = entry.values
    if kind in ARTICLES or (
        kind not in ("techreport", "report", "unpublished", "misc", "book") and "container" in told
    ):
        told.setdefault("journal_number", []).extend(told.pop("number", []))
    if not entry.first("title"):  # @proceedings are called as the book is
        told["title"] = told.pop("container", [])
    if kind in ("phdthesis", "mastersthesis", "thesis"):
        told["kind"] = ["thesis"]
    # A type in words ("Policy brief") tells more than @techreport or @misc.
    told["kind"] = [*told["kind"][1:], kind]
    if kind in ("techreport", "report") and not entry.first("publisher"):
        told["publisher"] = entry.all("institution")
    return entry
