"""schema.org as JSON-LD, for search engines and data set catalogues.

``thing`` and the functions below it are also how the portal's other pages say what they
show. Source: the schema.org vocabulary; a test holds every word against it.
"""

import json
from typing import Any

from research.formats.dublin_core import identifiers
from research.formats.record import Body, Name, Record, Relative
from research.models import OutputInstitution
from research.vocabularies import OutputType

CONTEXT = "https://schema.org"
TYPES = {
    OutputType.POLICY_BRIEF: "Report",
    OutputType.REPORT: "Report",
    OutputType.WORKING_PAPER: "Report",
    OutputType.EVENT_REPORT: "Report",
    OutputType.JOURNAL_ARTICLE: "ScholarlyArticle",
    OutputType.CONFERENCE_PAPER: "ScholarlyArticle",
    OutputType.BOOK: "Book",
    OutputType.BOOK_CHAPTER: "Chapter",
    OutputType.THESIS: "Thesis",
    OutputType.DATASET: "Dataset",
    OutputType.GUIDE: "Guide",
    OutputType.LEARNING_MATERIAL: "LearningResource",
    OutputType.COMMENTARY: "Article",
    OutputType.MEDIA_UPDATE: "NewsArticle",
}
OTHER = "CreativeWork"
#: How this stands to the work it is an edition of, and how that work stands to this.
RELATIONS = {
    "translation": ("translationOfWork", "workTranslation"),
    "brief": ("isBasedOn", "workExample"),
    "dataset": ("isBasedOn", "workExample"),
    "version": ("exampleOfWork", "workExample"),
}
#: What is said of an edition of any other kind.
RELATED = ("isBasedOn", "workExample")
Thing = dict[str, Any]


def thing(type_: str, **said: Any) -> Thing:
    """Something of a type of the vocabulary; what is empty is left out."""
    return {"@type": type_, **{name: value for name, value in said.items() if value}}


def document(said: Thing) -> Thing:
    """``said`` as a document of its own."""
    return {"@context": CONTEXT, **said}


def write(record: Record) -> str:
    return json.dumps(document(work(record)), ensure_ascii=False, indent=1)


def work(record: Record) -> Thing:
    type_ = TYPES.get(OutputType(record.type), OTHER)
    role = OutputInstitution.Role
    said = thing(
        type_,
        url=record.address,
        name=record.title,
        headline=record.title if type_ in {"ScholarlyArticle", "Article", "NewsArticle"} else "",
        alternativeHeadline=record.subtitle,
        author=[_named(name, record.affiliation) for name in record.authors],
        editor=[_named(name) for name in record.editors],
        translator=[_named(name) for name in record.translators],
        contributor=[_named(name) for name in record.named("contributor")]
        + [_body(body) for body in record.bodies_as(role.PARTNER)],
        publisher=thing("Organization", name=record.publisher) if record.publisher else None,
        funder=[_body(body) for body in record.bodies_as(role.FUNDER)],
        datePublished=record.issued,
        dateModified=record.updated_at.isoformat(timespec="seconds"),
        inLanguage=record.language,
        description=record.summary or record.abstract,
        abstract=record.abstract,
        genre=record.kind,
        keywords=list(record.subjects),
        about=[thing("Thing", name=theme.name) for theme in record.themes],
        spatialCoverage=[thing("Country", name=country.name) for country in record.countries],
        license=record.licence_address,
        identifier=_identifiers(record),
        sameAs=list(identifiers(record))[1:],
        isPartOf=_wholes(record),
        **_of_its_type(record, type_),
        **_files(record, type_),
    )
    for other in record.relatives:
        name = RELATIONS.get(other.kind, RELATED)[not other.is_origin]
        said.setdefault(name, []).append(_relative(other))
    return {"@id": record.address, **said, "isAccessibleForFree": record.is_open}


def _of_its_type(record: Record, type_: str) -> Thing:
    """What only some types can say."""
    first, _dash, last = record.pages.replace("–", "-").partition("-")
    pages = {"pageStart": first.strip(), "pageEnd": last.strip(), "pagination": record.pages}
    book = {"isbn": list(record.isbn), "numberOfPages": record.page_count}
    special: dict[str, Thing] = {
        "Report": {"reportNumber": record.number, **pages},
        "ScholarlyArticle": pages,
        "Article": pages,
        "NewsArticle": pages,
        "Chapter": pages,
        "Book": book,
    }
    return special.get(type_, {})


def _files(record: Record, type_: str) -> Thing:
    is_data = type_ == "Dataset"
    files = [
        thing(
            "DataDownload" if is_data else "MediaObject",
            name=file.filename,
            contentUrl=file.address,
            encodingFormat=file.media_type,
            contentSize=f"{file.size} B",
            inLanguage=file.language,
        )
        for file in record.files
    ]
    return {"distribution" if is_data else "encoding": files}


def _wholes(record: Record) -> list[Thing]:
    """The journal, down to volume and number; the series."""
    wholes = []
    if record.container and record.type == OutputType.BOOK_CHAPTER:
        wholes.append(thing("Book", name=record.container, isbn=list(record.isbn)))
    elif record.container:
        whole = thing("Periodical", name=record.container, issn=record.issn)
        if record.volume:
            whole = thing("PublicationVolume", volumeNumber=record.volume, isPartOf=whole)
        if record.journal_number:
            whole = thing("PublicationIssue", issueNumber=record.journal_number, isPartOf=whole)
        wholes.append(whole)
    if record.series:
        wholes.append(thing("CreativeWorkSeries", name=record.series))
    return wholes


def _identifiers(record: Record) -> list[Thing]:
    known = {"DOI": record.doi, "Handle": record.handle}
    return [
        thing("PropertyValue", propertyID=name, value=value)
        for name, value in known.items()
        if value
    ]


def _named(name: Name, affiliation: Body | None = None) -> Thing:
    if name.is_body:
        ror = f"https://ror.org/{name.ror}" if name.ror else ""
        return thing("Organization", name=name.credited, url=name.address, sameAs=ror)
    return thing(
        "Person",
        name=name.in_reading_order,
        givenName=name.given,
        familyName=name.family,
        honorificSuffix=name.suffix,
        url=name.address,
        sameAs=f"https://orcid.org/{name.orcid}" if name.orcid else "",
        affiliation=_body(affiliation) if affiliation else None,
    )


def _body(body: Body) -> Thing:
    ror = f"https://ror.org/{body.ror}" if body.ror else ""
    return thing(
        "Organization", name=body.name, alternateName=body.acronym, url=body.address, sameAs=ror
    )


def _relative(other: Relative) -> Thing:
    said = thing("CreativeWork", name=other.title, url=other.address, inLanguage=other.language)
    return {"@id": other.address, **said}


def trail(*steps: tuple[str, str]) -> Thing:
    """The way to a page: names and whole addresses, from the top."""
    return thing(
        "BreadcrumbList",
        itemListElement=[
            thing("ListItem", position=place, name=name, item=address)
            for place, (name, address) in enumerate(steps, start=1)
        ],
    )
