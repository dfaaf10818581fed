"""MARC 21 in XML. Source: Library of Congress, MARC 21 Format for Bibliographic Data."""

from research.formats import elements
from research.formats.elements import Element
from research.formats.record import Name, Record
from research.models import OutputInstitution
from research.vocabularies import OutputType

MARC = elements.Vocabulary(
    "http://www.loc.gov/MARC21/slim", "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
)
#: Record types: language material or computer file; part of a whole, or a whole.
LEADER = "00000n{material}{level} a2200000 i 4500"
ROLES = {"author": "aut", "editor": "edt", "translator": "trl", "contributor": "ctb"}
#: Three-letter codes of ISO 639-2 for the hub's languages.
LANGUAGES = {
    "en": "eng",
    "hi": "hin",
    "ne": "nep",
    "bn": "ben",
    "ur": "urd",
    "si": "sin",
    "ta": "tam",
}
UNKNOWN_LANGUAGE = "und"


def element(record: Record) -> Element:
    root = MARC.root("record")
    is_data = record.type == OutputType.DATASET
    level = "a" if record.container else "m"
    MARC.say(root, "leader", LEADER.format(material="m" if is_data else "a", level=level))
    MARC.say(root, "controlfield", record.slug, tag="001")
    MARC.say(root, "controlfield", f"{record.updated_at:%Y%m%d%H%M%S}.0", tag="005")
    MARC.say(root, "controlfield", _fixed(record), tag="008")
    _identifiers(root, record)
    main = record.creators[0] if record.creators else None
    if main:
        _name(root, main, "1")
    _field(root, "245", ("a", record.title), ("b", record.subtitle), ind1="1" if main else "0")
    _field(root, "264", ("b", record.publisher), ("c", record.issued), ind2="1")
    _field(root, "300", ("a", f"{record.page_count} pages" if record.page_count else ""))
    _field(root, "490", ("a", record.series), ("v", record.number), ind1="0")
    _texts(root, record)
    _subjects(root, record)
    for name in record.names:
        if name != main:
            _name(root, name, "7")
    for body in record.bodies_as(OutputInstitution.Role.FUNDER, OutputInstitution.Role.PARTNER):
        relator = "fnd" if body.role == OutputInstitution.Role.FUNDER else "ctb"
        _field(root, "710", ("a", body.name), ("4", relator), ind1="2")
    _links(root, record)
    return root


def write(record: Record) -> str:
    return elements.document(element(record))


def _fixed(record: Record) -> str:
    """The forty places of field 008: date entered, year, language; the rest undefined."""
    year = f"s{record.year}    " if record.year else "nuuuuuuuu"
    language = LANGUAGES.get(record.language, UNKNOWN_LANGUAGE)
    return f"{record.published_at:%y%m%d}{year}xx {'|' * 17}{language} d"


def _field(
    root: Element, tag: str, *subfields: tuple[str, str], ind1: str = " ", ind2: str = " "
) -> None:
    said = [(code, text) for code, text in subfields if text]
    if not said:
        return
    field = MARC.under(root, "datafield", tag=tag, ind1=ind1, ind2=ind2)
    for code, text in said:
        MARC.say(field, "subfield", text, code=code)


def _identifiers(root: Element, record: Record) -> None:
    for isbn in record.isbn:
        _field(root, "020", ("a", isbn))
    if not record.container:
        _field(root, "022", ("a", record.issn))
    if record.doi:
        _field(root, "024", ("a", record.doi), ("2", "doi"), ind1="7")
    if record.handle:
        _field(root, "024", ("a", record.handle), ("2", "hdl"), ind1="7")
    _field(root, "041", ("a", LANGUAGES.get(record.language, "")))


def _name(root: Element, name: Name, block: str) -> None:
    """``block`` is 1 for the main entry, 7 for the others."""
    role = ("4", ROLES[name.role])
    if name.is_body:
        ror = ("1", f"https://ror.org/{name.ror}" if name.ror else "")
        _field(root, f"{block}10", ("a", name.credited), role, ror, ind1="2")
        return
    plain = ", ".join(part for part in (name.family, name.given) if part)
    orcid = ("1", f"https://orcid.org/{name.orcid}" if name.orcid else "")
    _field(
        root,
        f"{block}00",
        ("a", plain),
        ("c", name.suffix),
        role,
        orcid,
        ind1="1" if name.given else "0",
    )


def _texts(root: Element, record: Record) -> None:
    _field(root, "506", ("a", "Open access" if record.is_open else "Restricted"))
    _field(root, "520", ("a", record.abstract), ind1="3")
    _field(root, "520", ("a", record.summary))
    _field(root, "540", ("a", record.licence), ("u", record.licence_address))


def _subjects(root: Element, record: Record) -> None:
    for word in (*record.keywords, *(theme.name for theme in record.themes)):
        _field(root, "653", ("a", word), ind2="0")
    for country in record.countries:
        _field(root, "653", ("a", country.name), ind2="5")
    _field(root, "655", ("a", record.kind), ind2="4")


def _links(root: Element, record: Record) -> None:
    issue = ", ".join(part for part in (record.volume, record.journal_number) if part)
    place = ", ".join(part for part in (issue, record.pages) if part)
    _field(
        root,
        "773",
        ("t", record.container),
        ("g", place if record.container else ""),
        ("x", record.issn if record.container else ""),
        ind1="0",
    )
    for other in record.relatives:
        _field(root, "775", ("t", other.title), ("o", other.address), ind1="0")
    _field(root, "856", ("u", record.address), ind1="4", ind2="2")
    for file in record.files:
        _field(root, "856", ("u", file.address), ("q", file.media_type), ind1="4", ind2="0")
