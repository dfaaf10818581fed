"""MARC 21 in XML, as library systems offer it."""

import re
from collections.abc import Iterator

from research.ingestion.cleaning import licences
from research.ingestion.connectors.entries import Entry
from research.ingestion.connectors.xml_trees import Tree, attribute, children, words

#: Field and subfields, joined; and what they are here.
FIELDS = (
    ("020", "a", "isbn"), ("022", "a", "issn"), ("041", "a", "language"),
    ("650", "a", "keywords"),
    ("651", "a", "coverage"), ("655", "a", "kind"), ("490", "a", "series"),
    ("490", "v", "number"), ("830", "a", "series"), ("830", "v", "number"),
    ("773", "t", "container"), ("773", "x", "issn"), ("773", "z", "isbn"),
    ("773", "p", "container"), ("773", "v", "volume"), ("773", "n", "journal_number"),
    ("773", "c", "pages"), ("260", "b", "publisher"), ("264", "b", "publisher"),
)  # fmt: skip
DATED = (("260", "c"), ("264", "c"), ("269", "c"))
PERSONS, BODIES = ("100", "700"), ("110", "710")
ROLES = {
    "edt": "editor", "ed": "editor", "editor": "editor", "trl": "translator",
    "translator": "translator", "aut": "author", "author": "author", "": "author",
}  # fmt: skip
#: Volume, number and pages without a word between them.
IN_NUMBERS = re.compile(r"(\d+),\s*(\d+),\s*(\d+\s*[-–]\s*\d+)")
#: ISBD's signs between the parts of a field belong to no part.
AROUND = " /:;,=[]"
#: The full stop after a name; not that of an initial.
POINT = re.compile(r"(?<=[^\W\d_]{2})\.$")
#: What a record of a work is, by the seventh and eighth sign of the leader.
KINDS = {"am": "book", "aa": "chapter", "ab": "article", "tm": "manuscript"}

Fields = dict[str, list[dict[str, list[str]]]]


def entry(element: Tree) -> Entry:
    fields = _fields(element)
    found = Entry(1)
    for kind, value in (
        *_titled(fields), *_people(fields), *_bodies(fields), *_numbered(fields), *_about(fields),
    ):  # fmt: skip
        found.add(kind, value)
    for tag, code, name in FIELDS:
        for field in fields.get(tag, ()):
            for value in field.get(code, ()):
                found.add(name, value.strip(AROUND))
    for kind, value in (*_dated(fields, element), *_licensed(fields)):
        found.add(kind, value)
    if fields.get("502"):
        found.values["kind"] = ["thesis", *found.all("kind")]
    found.add("kind", KINDS.get(_leader(element)[6:8], ""))
    if not found.first("language"):
        found.add("language", _fixed(element)[35:38])
    return found


def _fields(element: Tree) -> Fields:
    fields: Fields = {}
    for one in children(element, "datafield"):
        parts: dict[str, list[str]] = {name: [attribute(one, name)] for name in ("ind1", "ind2")}
        for part in children(one, "subfield"):
            if text := words(part):
                parts.setdefault(attribute(part, "code"), []).append(text)
        fields.setdefault(attribute(one, "tag"), []).append(parts)
    return fields


def _titled(fields: Fields) -> Iterator[tuple[str, str]]:
    for field in fields.get("245", ())[:1]:
        whole = [*field.get("a", ()), *field.get("n", ()), *field.get("p", ())]
        yield "title", " ".join(part.strip(AROUND) for part in whole)
        yield "subtitle", " ".join(field.get("b", ())).strip(AROUND)


def _people(fields: Fields) -> Iterator[tuple[str, str]]:
    for tag in PERSONS:
        for field in fields.get(tag, ()):
            told = [*field.get("4", ()), *field.get("e", ())]
            role = next((word.strip(" .,").casefold() for word in told), "")
            name = POINT.sub("", " ".join(field.get("a", ())[:1]).strip(AROUND))
            orcid = next((text for text in field.get("0", ()) if "orcid" in text.lower()), "")
            yield ROLES.get(role.rpartition("/")[2], "contributor"), f"{name} {orcid}".strip()
            for place in field.get("u", ()):
                yield "institution", place.replace(";", ",")


def _bodies(fields: Fields) -> Iterator[tuple[str, str]]:
    for tag in BODIES:
        for field in fields.get(tag, ()):
            told = [*field.get("4", ()), *field.get("e", ())]
            role = next((word.strip(" .,").casefold() for word in told), "")
            name = " ".join([*field.get("a", ()), *field.get("b", ())]).strip(AROUND)
            if tag == "110" or (role and ROLES.get(role) == "author"):
                yield "body", name
            elif not role:
                yield "institution", name.replace(";", ",")


def _about(fields: Fields) -> Iterator[tuple[str, str]]:
    is_told_twice = len(fields.get("520", ())) > 1
    for field in fields.get("520", ()):
        is_brief = is_told_twice and field["ind1"] != ["3"]
        yield ("summary" if is_brief else "abstract"), " ".join(field.get("a", ()))
    for field in fields.get("653", ()):
        for value in field.get("a", ()):
            yield ("coverage" if field["ind2"] == ["5"] else "keywords"), value
    for field in fields.get("856", ()):
        is_file = "application/pdf" in field.get("q", ())
        for value in field.get("u", ()):
            yield ("pdf_url" if is_file else "url"), value


def _numbered(fields: Fields) -> Iterator[tuple[str, str]]:
    for field in fields.get("024", ()):
        scheme = " ".join(field.get("2", ())).casefold()
        for value in field.get("a", ()):
            if scheme in ("doi", "hdl"):
                yield {"doi": "doi", "hdl": "handle"}[scheme], value
    for field in fields.get("773", ()):
        for value in field.get("g", ()):
            if said := IN_NUMBERS.fullmatch(value.strip()):
                yield from (("volume", said[1]), ("journal_number", said[2]), ("pages", said[3]))
            if said := re.search(r"\bvol(?:ume)?\.?\s*(\d+)", value, re.I):
                yield "volume", said[1]
            if said := re.search(r"\b(?:no|nr|issue)\.?\s*(\d+)", value, re.I):
                yield "journal_number", said[1]
            if said := re.search(r"\b(?:p|pp|pages?|s)\.?\s*(\d+\s*[-–]\s*\d+)", value, re.I):
                yield "pages", said[1]


def _dated(fields: Fields, element: Tree) -> Iterator[tuple[str, str]]:
    for tag, code in DATED:
        for field in fields.get(tag, ()):
            for value in field.get(code, ()):
                yield "issued", value
    yield "issued", _fixed(element)[7:11]


def _licensed(fields: Fields) -> Iterator[tuple[str, str]]:
    for tag in ("540", "506"):
        for field in fields.get(tag, ()):
            for value in (*field.get("u", ()), *field.get("a", ()), *field.get("f", ())):
                if licences.spdx(value):
                    yield "licence", value


def _fixed(element: Tree) -> str:
    """Field 008: year of publication at 7, language at 35."""
    controls = children(element, "controlfield")
    return next((one.text or "" for one in controls if attribute(one, "tag") == "008"), "")


def _leader(element: Tree) -> str:
    return next((one.text or "" for one in children(element, "leader")), "")
