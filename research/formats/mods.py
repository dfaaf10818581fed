"""MODS 3.8, as libraries harvest it. Source: Library of Congress, MODS User Guidelines."""

from research.formats import elements
from research.formats.dublin_core import rights
from research.formats.elements import Element
from research.formats.record import Name, Record
from research.models import OutputInstitution
from research.vocabularies import OutputType

MODS = elements.Vocabulary(
    "http://www.loc.gov/mods/v3", "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd"
)
#: The relator terms of the Library of Congress.
ROLES = {"author": "aut", "editor": "edt", "translator": "trl", "contributor": "ctb"}
BODY_ROLES = {OutputInstitution.Role.FUNDER: "fnd", OutputInstitution.Role.PARTNER: "ctb"}
say, under = MODS.say, MODS.under


def element(record: Record) -> Element:
    root = MODS.root("mods")
    root.set("version", "3.8")
    title = under(root, "titleInfo", lang=record.language)
    say(title, "title", record.title)
    say(title, "subTitle", record.subtitle)
    for name in record.names:
        _name(root, name)
    for body in record.bodies:
        if body.role in BODY_ROLES:
            _role(_body(root, body.name), BODY_ROLES[OutputInstitution.Role(body.role)])
    is_data = record.type == OutputType.DATASET
    say(root, "typeOfResource", "software, multimedia" if is_data else "text")
    say(root, "genre", record.kind, lang="en")
    origin = under(root, "originInfo")
    say(origin, "publisher", record.publisher)
    say(origin, "dateIssued", record.issued, encoding="w3cdtf", keyDate="yes")
    say(under(root, "language"), "languageTerm", record.language, type="code", authority="rfc3066")
    _form(root, record)
    say(root, "abstract", record.abstract, lang=record.language)
    say(root, "abstract", record.summary, displayLabel="In brief")
    _subjects(root, record)
    _hosts(root, record)
    _identifiers(root, record)
    say(root, "accessCondition", rights(record), type="restriction on access")
    licence = record.licence_address or record.licence
    say(root, "accessCondition", licence, type="use and reproduction")
    info = under(root, "recordInfo")
    say(info, "recordIdentifier", record.slug)
    say(info, "recordChangeDate", f"{record.updated_at:%Y-%m-%d}", encoding="w3cdtf")
    return elements.without_empty(root)


def write(record: Record) -> str:
    return elements.document(element(record))


def _name(root: Element, name: Name) -> None:
    if name.is_body:
        person = _body(root, name.credited)
    else:
        person = under(root, "name", type="personal")
        say(person, "namePart", name.family, type="family")
        say(person, "namePart", name.given, type="given")
        say(person, "namePart", name.suffix, type="termsOfAddress")
        say(person, "displayForm", name.credited)
    _role(person, ROLES[name.role])
    if name.orcid:
        say(person, "nameIdentifier", f"https://orcid.org/{name.orcid}", type="orcid")
    if name.ror:
        say(person, "nameIdentifier", f"https://ror.org/{name.ror}", type="ror")


def _body(root: Element, name: str) -> Element:
    body = under(root, "name", type="corporate")
    say(body, "namePart", name)
    return body


def _role(name: Element, code: str) -> None:
    say(under(name, "role"), "roleTerm", code, type="code", authority="marcrelator")


def _form(root: Element, record: Record) -> None:
    form = under(root, "physicalDescription")
    for media_type in dict.fromkeys(file.media_type for file in record.files):
        say(form, "internetMediaType", media_type)
    say(form, "extent", f"{record.page_count} pages" if record.page_count else "")
    say(form, "digitalOrigin", "born digital" if record.files else "")


def _subjects(root: Element, record: Record) -> None:
    for word in (*record.keywords, *(theme.name for theme in record.themes)):
        say(under(root, "subject"), "topic", word)
    for country in record.countries:
        say(under(root, "subject"), "geographic", country.name)


def _hosts(root: Element, record: Record) -> None:
    if record.container:
        host = under(root, "relatedItem", type="host")
        say(under(host, "titleInfo"), "title", record.container)
        say(host, "identifier", record.issn, type="issn")
        part = under(host, "part")
        for kind, number in (("volume", record.volume), ("issue", record.journal_number)):
            if number:
                say(under(part, "detail", type=kind), "number", number)
        if record.pages:
            say(under(part, "extent", unit="pages"), "list", record.pages)
        if not len(part):
            host.remove(part)
    if record.series:
        title = under(under(root, "relatedItem", type="series"), "titleInfo")
        say(title, "title", record.series)
        say(title, "partNumber", record.number)
    for other in record.relatives:
        relative = under(root, "relatedItem", type="otherVersion")
        say(under(relative, "titleInfo", lang=other.language), "title", other.title)
        say(under(relative, "location"), "url", other.address)


def _identifiers(root: Element, record: Record) -> None:
    say(root, "identifier", record.address, type="uri")
    say(root, "identifier", record.doi, type="doi")
    say(root, "identifier", record.handle, type="hdl")
    for isbn in record.isbn:
        say(root, "identifier", isbn, type="isbn")
    if not record.container:
        say(root, "identifier", record.issn, type="issn")
    location = under(root, "location")
    say(location, "url", record.address, usage="primary display", access="object in context")
    for file in record.files:
        say(location, "url", file.address, access="raw object")
