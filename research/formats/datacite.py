"""DataCite 4.6: the richest of the formats, in which repositories and OpenAIRE harvest.

Source: DataCite Metadata Schema 4.6, whose order of elements this module follows.
"""

from research.formats import elements
from research.formats.dublin_core import rights
from research.formats.elements import Element
from research.formats.record import Name, Record, Relative
from research.models import OutputInstitution
from research.vocabularies import OutputType

DATACITE = elements.Vocabulary(
    "http://datacite.org/schema/kernel-4",
    "http://schema.datacite.org/meta/kernel-4.6/metadata.xsd",
)
#: The schema's own word for a value that is not known.
UNKNOWN = ":unkn"
TYPES = {
    OutputType.JOURNAL_ARTICLE: "JournalArticle",
    OutputType.BOOK: "Book",
    OutputType.BOOK_CHAPTER: "BookChapter",
    OutputType.CONFERENCE_PAPER: "ConferencePaper",
    OutputType.THESIS: "Dissertation",
    OutputType.DATASET: "Dataset",
    OutputType.POLICY_BRIEF: "Report",
    OutputType.REPORT: "Report",
    OutputType.WORKING_PAPER: "Report",
    OutputType.EVENT_REPORT: "Report",
}
OTHER = "Text"
CONTRIBUTORS = {"editor": "Editor", "translator": "Translator"}
#: How this stands to the work it is an edition of, and how that work stands to this.
RELATIONS = {
    "translation": ("IsTranslationOf", "HasTranslation"),
    "brief": ("IsDerivedFrom", "IsSourceOf"),
    "dataset": ("IsSupplementTo", "IsSupplementedBy"),
    "version": ("IsVersionOf", "HasVersion"),
}
#: What is said of an edition of any other kind.
RELATED = ("IsVariantFormOf", "IsOriginalFormOf")
say, under = DATACITE.say, DATACITE.under


def element(record: Record) -> Element:
    root = DATACITE.root("resource")
    doi = record.doi
    say(root, "identifier", doi or record.address, identifierType="DOI" if doi else "URL")
    _creators(root, record)
    titles = under(root, "titles")
    say(titles, "title", record.title, lang=record.language)
    say(titles, "title", record.subtitle, titleType="Subtitle", lang=record.language)
    say(root, "publisher", record.publisher or _speaker(record))
    # The year is compulsory: where it is unknown, that of the publication in the hub.
    say(root, "publicationYear", record.year or f"{record.published_at:%Y}")
    general = TYPES.get(OutputType(record.type), OTHER)
    say(root, "resourceType", record.kind, resourceTypeGeneral=general)
    _subjects(root, record)
    _contributors(root, record)
    _dates(root, record)
    say(root, "language", record.language)
    _identifiers(root, record)
    _relations(root, record)
    _extent(root, record)
    _rights(root, record)
    _descriptions(root, record)
    _places(root, record)
    _funders(root, record)
    _container(root, record)
    return elements.without_empty(root)


def write(record: Record) -> str:
    return elements.document(element(record))


def _speaker(record: Record) -> str:
    return record.bodies[0].name if record.bodies else UNKNOWN


def _creators(root: Element, record: Record) -> None:
    creators = under(root, "creators")
    for name in record.creators:
        _name(under(creators, "creator"), "creatorName", name, record)
    if not record.creators:
        say(under(creators, "creator"), "creatorName", UNKNOWN)


def _name(parent: Element, kind: str, name: Name, record: Record) -> None:
    say(parent, kind, name.inverted, nameType="Organizational" if name.is_body else "Personal")
    say(parent, "givenName", name.given)
    say(parent, "familyName", name.family)
    if name.orcid:
        _identified(parent, f"https://orcid.org/{name.orcid}", "ORCID", "https://orcid.org")
    if name.ror:
        _identified(parent, f"https://ror.org/{name.ror}", "ROR", "https://ror.org")
    body = record.affiliation
    if body and name in record.authors and not name.is_body:
        ror = {"affiliationIdentifier": f"https://ror.org/{body.ror}"} if body.ror else {}
        scheme = {"affiliationIdentifierScheme": "ROR"} if body.ror else {}
        say(parent, "affiliation", body.name, **ror, **scheme)


def _identified(parent: Element, identifier: str, scheme: str, address: str) -> None:
    say(parent, "nameIdentifier", identifier, nameIdentifierScheme=scheme, schemeURI=address)


def _subjects(root: Element, record: Record) -> None:
    words = under(root, "subjects")
    for word in record.keywords:
        say(words, "subject", word)
    for theme in record.themes:
        say(words, "subject", theme.name, lang="en")
    for goal in record.sdgs:
        say(words, "subject", f"SDG {goal}", subjectScheme="Sustainable Development Goals")


def _contributors(root: Element, record: Record) -> None:
    everybody = under(root, "contributors")
    made_by = set(record.creators)
    for name in (name for name in record.names if name not in made_by):
        kind = CONTRIBUTORS.get(name.role, "Other")
        contributor = under(everybody, "contributor", contributorType=kind)
        _name(contributor, "contributorName", name, record)
    for body in record.bodies_as(OutputInstitution.Role.PARTNER):
        contributor = under(everybody, "contributor", contributorType="Other")
        say(contributor, "contributorName", body.name, nameType="Organizational")
        if body.ror:
            _identified(contributor, f"https://ror.org/{body.ror}", "ROR", "https://ror.org")


def _dates(root: Element, record: Record) -> None:
    dates = under(root, "dates")
    say(dates, "date", record.issued, dateType="Issued")
    if record.embargo_until:
        say(dates, "date", f"{record.embargo_until:%Y-%m-%d}", dateType="Available")
    say(dates, "date", f"{record.updated_at:%Y-%m-%d}", dateType="Updated")


def _identifiers(root: Element, record: Record) -> None:
    others = under(root, "alternateIdentifiers")
    if record.doi:
        say(others, "alternateIdentifier", record.address, alternateIdentifierType="URL")
    say(others, "alternateIdentifier", record.handle, alternateIdentifierType="Handle")
    for isbn in record.isbn:
        say(others, "alternateIdentifier", isbn, alternateIdentifierType="ISBN")
    if record.url != record.address:
        say(others, "alternateIdentifier", record.url, alternateIdentifierType="URL")


def _relations(root: Element, record: Record) -> None:
    related = under(root, "relatedIdentifiers")
    for other in record.relatives:
        _relation(related, other)
    for file in record.files:
        say(
            related,
            "relatedIdentifier",
            file.address,
            relatedIdentifierType="URL",
            relationType="HasPart",
        )


def _relation(related: Element, other: Relative) -> None:
    say(
        related,
        "relatedIdentifier",
        other.doi or other.address,
        relatedIdentifierType="DOI" if other.doi else "URL",
        relationType=RELATIONS.get(other.kind, RELATED)[not other.is_origin],
    )


def _extent(root: Element, record: Record) -> None:
    sizes = under(root, "sizes")
    say(sizes, "size", f"{record.page_count} pages" if record.page_count else "")
    for file in record.files:
        say(sizes, "size", f"{file.size} bytes")
    formats = under(root, "formats")
    for media_type in dict.fromkeys(file.media_type for file in record.files):
        say(formats, "format", media_type)


def _rights(root: Element, record: Record) -> None:
    all_rights = under(root, "rightsList")
    access = rights(record)
    say(all_rights, "rights", access.rpartition("/")[2], rightsURI=access)
    say(
        all_rights,
        "rights",
        record.licence,
        rightsURI=record.licence_address,
        rightsIdentifier=record.licence,
        rightsIdentifierScheme="SPDX",
    )


def _descriptions(root: Element, record: Record) -> None:
    descriptions = under(root, "descriptions")
    say(
        descriptions,
        "description",
        record.description,
        descriptionType="Abstract",
        lang=record.language if record.abstract else "",
    )
    series = ", ".join(part for part in (record.series, record.number) if part)
    say(descriptions, "description", series, descriptionType="SeriesInformation")
    if record.abstract:
        say(descriptions, "description", record.summary, descriptionType="Other")


def _places(root: Element, record: Record) -> None:
    places = under(root, "geoLocations")
    for country in record.countries:
        say(under(places, "geoLocation"), "geoLocationPlace", country.name)


def _funders(root: Element, record: Record) -> None:
    funders = under(root, "fundingReferences")
    for body in record.bodies_as(OutputInstitution.Role.FUNDER):
        funder = under(funders, "fundingReference")
        say(funder, "funderName", body.name)
        if body.ror:
            say(
                funder,
                "funderIdentifier",
                f"https://ror.org/{body.ror}",
                funderIdentifierType="ROR",
            )


def _container(root: Element, record: Record) -> None:
    if not record.container:
        return
    is_in_journal = OutputType(record.type) != OutputType.BOOK_CHAPTER
    container = under(
        under(root, "relatedItems"),
        "relatedItem",
        relatedItemType="Journal" if is_in_journal else "Book",
        relationType="IsPublishedIn",
    )
    say(container, "relatedItemIdentifier", record.issn, relatedItemIdentifierType="ISSN")
    say(under(container, "titles"), "title", record.container)
    say(container, "volume", record.volume)
    say(container, "issue", record.journal_number)
    first, _dash, last = record.pages.replace("–", "-").partition("-")
    say(container, "firstPage", first.strip())
    say(container, "lastPage", last.strip())
