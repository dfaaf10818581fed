"""DSpace's own formats, xoai and dim: qualified fields, and the files in xoai."""

from collections.abc import Iterable, Iterator

from research.ingestion.cleaning import licences
from research.ingestion.connectors.entries import Entry
from research.ingestion.connectors.metadata import dublin_core
from research.ingestion.connectors.xml_trees import Tree, attribute, children, name_of, words

#: Schema, element and qualifier; the qualifier left out stands for all that are not named.
FIELDS = {
    "dc.title": "title", "dc.title.alternative": "other_title",
    "dc.title.subtitle": "subtitle", "dc.contributor.author": "author",
    "dc.creator": "author", "dc.contributor.editor": "editor",
    "dc.contributor.translator": "translator", "dc.contributor.corporate": "body",
    "dc.contributor.institution": "institution", "dc.contributor.affiliation": "institution",
    "dc.contributor.advisor": "contributor",
    "dc.date.issued": "issued", "dcterms.issued": "issued",
    "dc.description.abstract": "abstract", "dcterms.abstract": "abstract",
    "dc.subject": "keywords", "dcterms.subject": "keywords", "dc.publisher": "publisher",
    "dc.language": "language", "dc.language.iso": "language", "dcterms.language": "language",
    "dc.type": "kind", "dcterms.type": "kind", "dc.identifier.doi": "doi",
    "cg.identifier.doi": "doi", "dc.identifier.isbn": "isbn", "dc.identifier.issn": "issn",
    "dc.relation.ispartofseries": "series", "dc.relation.ispartof": "container",
    "dc.relation.ispartofjournal": "container", "dc.source": "container",
    "dcterms.isPartOf": "container", "dc.relation.issn": "issn", "dc.relation.isbn": "isbn",
    "dc.citation.volume": "volume", "dc.citation.issue": "journal_number",
    "dc.citation.spage": "first_page", "dc.citation.epage": "last_page",
    "oaire.citation.volume": "volume", "oaire.citation.issue": "journal_number",
    "oaire.citation.startPage": "first_page", "oaire.citation.endPage": "last_page",
    "oaire.citation.title": "container", "dc.coverage.spatial": "coverage",
    "dcterms.spatial": "coverage", "cg.coverage.country": "countries",
    "person.identifier.orcid": "", "dc.identifier.orcid": "",
}  # fmt: skip
LICENCES = frozenset({"dc.rights", "dc.rights.uri", "dc.rights.license", "dcterms.license",
                      "oaire.licenseCondition"})  # fmt: skip
IDENTIFIERS = frozenset({"dc.identifier", "dc.identifier.uri", "dc.identifier.other",
                         "dc.identifier.url"})  # fmt: skip

Said = tuple[str, str]


def dim(element: Tree) -> Entry:
    return _entry(_dim_fields(element))


def _dim_fields(element: Tree) -> Iterator[Said]:
    for field in children(element, "field"):
        parts = (attribute(field, name) for name in ("mdschema", "element", "qualifier"))
        yield ".".join(filter(None, parts)), words(field)


def xoai(element: Tree) -> Entry:
    entry = _entry(_xoai_fields(element, ()))
    for address in _files(element):
        entry.add("pdf_url", address)
    return entry


def _xoai_fields(element: Tree, path: tuple[str, ...]) -> Iterator[Said]:
    """``dc/contributor/author/none/value`` as ``dc.contributor.author``; files stand apart."""
    for one in children(element):
        name = attribute(one, "name")
        if name_of(one) == "field" and name == "value":
            # The last name is a language, or "none".
            yield ".".join(path[:-1] if len(path) > 2 else path), words(one)
        elif name_of(one) == "element" and not (not path and name in APART):
            yield from _xoai_fields(one, (*path, name))


APART = frozenset({"bundles", "others", "repository", "license"})


def _files(element: Tree) -> Iterator[str]:
    """Addresses of the PDFs that were given; not of thumbnails and texts made of them."""
    for bundles in children(element, "element"):
        if attribute(bundles, "name") != "bundles":
            continue
        for bundle in children(bundles, "element"):
            if _field(bundle, "name") == "ORIGINAL":
                yield from _pdfs(bundle)


def _pdfs(bundle: Tree) -> Iterator[str]:
    for bitstreams in children(bundle, "element"):
        for bitstream in children(bitstreams, "element"):
            if _field(bitstream, "format") == "application/pdf":
                yield _field(bitstream, "url")


def _field(element: Tree, name: str) -> str:
    named = (one for one in children(element, "field") if attribute(one, "name") == name)
    return next((words(one) for one in named), "")


def _entry(said: Iterable[Said]) -> Entry:
    entry = Entry(1)
    for name, value in said:
        if name in LICENCES:
            entry.add("licence", value if licences.spdx(value) else "")
        elif name in IDENTIFIERS:
            for kind, known in dublin_core.identified(value):
                entry.add(kind, known)
        elif field := FIELDS.get(name, FIELDS.get(_unqualified(name), "")):
            entry.add(field, value)
    series = entry.first("series")
    if found := dublin_core.IN_SERIES.match(series):
        entry.values |= {"series": [found[1]], "number": [found[2].strip()]}
    return entry


#: Elements of which every qualifier means the same.
OPEN = frozenset({"dc.subject", "dc.type", "dc.language", "dc.publisher", "dcterms.subject"})


def _unqualified(name: str) -> str:
    element = ".".join(name.split(".")[:2])
    return element if element in OPEN else ""
