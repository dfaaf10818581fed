"""Dublin Core, the fifteen elements: what every harvester understands."""

from collections.abc import Iterator

from research.formats import elements
from research.formats.record import Record
from research.models import OutputInstitution
from research.vocabularies import Access, OutputType

DC = elements.Vocabulary(
    "http://purl.org/dc/elements/1.1/", "http://dublincore.org/schemas/xmls/simpledc20021212.xsd"
)
OAI_DC = elements.Vocabulary(
    "http://www.openarchives.org/OAI/2.0/oai_dc/",
    "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
    prefix="oai_dc",
)
#: Words of a repository's vocabulary for who may read.
RIGHTS = {
    Access.OPEN: "info:eu-repo/semantics/openAccess",
    Access.EMBARGOED: "info:eu-repo/semantics/embargoedAccess",
    Access.METADATA_ONLY: "info:eu-repo/semantics/closedAccess",
}
Row = tuple[str, str, str]


def rows(record: Record) -> Iterator[Row]:
    """Element, value, and the language the value is in, where that is known."""
    written_in = record.language
    yield "title", record.full_title, written_in
    yield from (("creator", name.inverted, "") for name in record.creators)
    made_by = set(record.creators)
    yield from (("contributor", name.inverted, "") for name in record.names if name not in made_by)
    partners = record.bodies_as(OutputInstitution.Role.FUNDER, OutputInstitution.Role.PARTNER)
    yield from (("contributor", body.name, "") for body in partners)
    yield from (("subject", word, "") for word in record.keywords)
    yield from (("subject", theme.name, "en") for theme in record.themes)
    yield "description", record.abstract, written_in
    yield "description", record.summary, "en" if record.abstract else ""
    yield "publisher", record.publisher, ""
    yield "date", record.issued, ""
    yield "type", record.kind, "en"
    yield "type", "Dataset" if record.type == OutputType.DATASET else "Text", ""
    yield from (("format", media_type, "") for media_type in _media_types(record))
    yield from (("identifier", identifier, "") for identifier in identifiers(record))
    yield "source", source(record), ""
    yield "language", record.language, ""
    yield from (("relation", other.address, "") for other in record.relatives)
    yield from (("relation", file.address, "") for file in record.files)
    yield from (("coverage", country.name, "en") for country in record.countries)
    yield "rights", rights(record), ""
    yield "rights", record.licence_address or record.licence, ""


def _media_types(record: Record) -> list[str]:
    return list(dict.fromkeys(file.media_type for file in record.files))


def identifiers(record: Record) -> Iterator[str]:
    """The hub's own address first; then what the world knows it by."""
    yield record.address
    if record.doi:
        yield f"https://doi.org/{record.doi}"
    if record.handle:
        yield f"https://hdl.handle.net/{record.handle}"
    yield from (f"urn:isbn:{isbn}" for isbn in record.isbn)
    if record.url and record.url != record.address:
        yield record.url


def rights(record: Record) -> str:
    """As it stands today: an embargo whose end has come is none."""
    return RIGHTS[Access.OPEN] if record.is_open else RIGHTS[Access(record.access)]


def source(record: Record) -> str:
    """``Journal, 12(3), 45-67`` or ``Series, 7``."""
    if not record.container:
        return ", ".join(part for part in (record.series, record.number) if part)
    issue = f"{record.volume}({record.journal_number})" if record.journal_number else record.volume
    return ", ".join(part for part in (record.container, issue, record.pages) if part)


def element(record: Record) -> elements.Element:
    root = OAI_DC.root("dc", {"dc": DC.namespace})
    for name, text, language in rows(record):
        DC.say(root, name, text, lang=language)
    return root


def write(record: Record) -> str:
    return elements.document(element(record))
