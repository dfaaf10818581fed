"""Dublin Core, plain (oai_dc) and qualified: what every repository offers, each in its way.

The same element holds many things: of several dates one is of publication, identifiers
are DOIs, handles, ISBNs and pages, a source may be a journal with volume and pages.
"""

import re
from collections.abc import Iterator

from research.ingestion.cleaning import dates, identifiers, licences
from research.ingestion.connectors.entries import Entry
from research.ingestion.connectors.kinds import output_type
from research.ingestion.connectors.xml_trees import Tree, children, name_of, words

#: Elements that are one thing only.
PLAIN = {
    "title": "title", "alternative": "other_title", "creator": "author", "subject": "keywords",
    "publisher": "publisher", "language": "language", "abstract": "abstract",
    "issued": "issued", "spatial": "coverage", "coverage": "coverage",
    "bibliographicCitation": "source",
}  # fmt: skip
ELEMENTS = frozenset(PLAIN) | {
    "contributor", "description", "date", "type", "format", "identifier", "source", "relation",
    "rights",
}  # fmt: skip
#: A description shorter than this is a note, if another is longer.
SHORTEST_ABSTRACT = 150
#: Series and number, as DSpace joins them.
IN_SERIES = re.compile(r"^([^;:/]{3,200});\s*([\w./ -]{1,60})$")
#: "Journal of Migration; Vol. 5 No. 2 (2019): Title; 12-34", as OJS writes it.
IN_JOURNAL = re.compile(
    r"^(?P<container>[^;]{3,300});\s*(?:vol(?:ume)?\.?\s*(?P<volume>\d+))?[\s,]*"
    r"(?:(?:no|nr|issue|n°)\.?\s*(?P<number>[\w-]+))?[^;]*(?:;\s*(?P<pages>e?\d+(?:\s*[-–]\s*e?\d+)?))?",
    re.I,
)
IS_JOURNAL = re.compile(r"\b(?:vol|no|nr|issue)\b|;\s*e?\d+\s*[-–]", re.I)
SEMANTICS = "info:eu-repo/semantics/"
#: A DOI of this very work, or of the version of it at the publisher.
ALSO_KNOWN_AS = re.compile(r"(?:info:eu-repo/semantics/altIdentifier|hasversion)\W.*10\.", re.I)
#: Marks of a classification without a word in them are no keywords.
HAS_WORD = re.compile(r"[^\W\d_]{3}")


def entry(element: Tree) -> Entry:
    found = Entry(1)
    said: dict[str, list[str]] = {}
    for one in _leaves(element):
        if text := words(one):
            said.setdefault(name_of(one), []).append(text)
    for name, field in PLAIN.items():
        for text in said.get(name, ()):
            found.add(field, text)
    found.values["keywords"] = [word for word in found.all("keywords") if HAS_WORD.search(word)]
    for kind, value in (
        *_people(said), *_dated(said), *_described(said), *_named(said), *_placed(said),
    ):  # fmt: skip
        found.add(kind, value)
    return found


def _leaves(element: Tree) -> Iterator[Tree]:
    """The elements of Dublin Core, also where a server wraps them once more."""
    for one in children(element):
        if name_of(one) in ELEMENTS or next(children(one), None) is None:
            yield one
        else:
            yield from _leaves(one)


def _people(said: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    authors = {_bare(name) for name in said.get("creator", ())}
    for name in said.get("contributor", ()):
        if _bare(name) not in authors:
            # Older repositories know contributors only.
            yield ("contributor" if authors else "author"), name


def _bare(name: str) -> str:
    return re.sub(r"\W+", "", name).casefold()


def _dated(said: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Of dates without a time the earliest: with a time it says when a record was made."""
    written = [*said.get("date", ()), *said.get("available", ()), *said.get("created", ())]
    days = [day for text in written if "T" not in text and (day := dates.edtf(text))]
    moments = [day for text in written if "T" in text and (day := dates.edtf(text))]
    if days:
        first = min(days, key=lambda day: day[:4])[:4]
        yield "issued", max((day for day in days if day.startswith(first)), key=len)
    elif moments:
        yield "issued", min(moments)
    for text in written[:1]:
        yield "issued", text


def _described(said: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    texts = list(dict.fromkeys(said.get("description", ())))
    long = [text for text in texts if len(text) >= SHORTEST_ABSTRACT]
    if long or texts:
        yield "abstract", long[0] if long else max(texts, key=len)
    kinds = [word.removeprefix(SEMANTICS) for word in said.get("type", ())]
    yield from (("kind", word) for word in sorted(kinds, key=lambda word: not output_type(word)))
    for text in (*said.get("license", ()), *said.get("rights", ())):
        if licences.spdx(text):
            yield "licence", text
    for text in said.get("accessRights", ()):
        if licences.spdx(text):
            yield "licence", text


def _named(said: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for text in said.get("identifier", ()):
        yield from identified(text)
    for text in (*said.get("relation", ()), *said.get("hasVersion", ())):
        if ALSO_KNOWN_AS.search(text):
            yield "doi", identifiers.found_doi(text)


def identified(text: str) -> Iterator[tuple[str, str]]:
    if doi := identifiers.found_doi(text) if _is_doi(text) else "":
        yield "doi", doi
        return
    if (known := identifiers.handle(text)) and ("hdl" in text.lower()):
        yield "handle", known
    if text.lower().startswith(("http://", "https://")):
        yield "url", text
    elif identifiers.isbns(text):
        yield "isbn", text
    elif identifiers.issn(text) and re.search(r"issn|^\W*\d{4}-\d{3}[\dxX]\W*$", text, re.I):
        yield "issn", text


def _is_doi(text: str) -> bool:
    return bool(re.match(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*|info:doi/|urn:doi:)?10\.\d{4,9}/",
                         text.strip(), re.I))  # fmt: skip


def _placed(said: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Journal, volume and pages; a series with its number; an ISSN."""
    for text in (*said.get("source", ()), *said.get("bibliographicCitation", ())):
        if number := identifiers.issn(text):
            yield "issn", number
        if (found := IN_JOURNAL.match(text)) and IS_JOURNAL.search(text):
            yield "container", found["container"]
            yield "volume", found["volume"] or ""
            yield "journal_number", found["number"] or ""
            yield "pages", found["pages"] or ""
    for text in (*said.get("isPartOf", ()), *said.get("relation", ())):
        if found := IN_SERIES.match(text):
            yield "series", found[1]
            yield "number", found[2].strip()
