"""Reads outputs into records, many at a time, in a fixed number of queries a batch."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import QuerySet

from partners.models import Institution
from research.formats import addresses, licences, names
from research.formats.plain_text import one_line, paragraphs
from research.formats.record import Body, File, Name, Record, Relative, Term
from research.models import Credit, Edition, Output, OutputInstitution

#: So many outputs are in memory at once.
BATCH = 250
SPEAKING = (OutputInstitution.Role.AUTHOR, OutputInstitution.Role.PUBLISHER)


def records(source: "QuerySet[Output] | Iterable[int]", *, batch: int = BATCH) -> Iterator[Record]:
    """The published ones of ``source``, in its order: outputs of a query, or their ids.

    The ids of a query are streamed, and its outputs read by the batch.
    """
    if isinstance(source, QuerySet):
        source = source.values_list("pk", flat=True).iterator(chunk_size=2000)
    ids = iter(source)
    while some := list(islice(ids, batch)):
        found = Output.objects.published().for_record().in_bulk(some)
        for pk in some:
            if pk in found:
                yield record_of(found[pk])


def record_of(output: Output) -> Record:
    """The record of an output from ``for_record`` or ``for_page``, without another query."""
    bodies = _bodies(output)
    return Record(
        id=output.pk,
        slug=output.slug,
        address=addresses.output(output.slug),
        type=output.type,
        title=one_line(output.title),
        subtitle=one_line(output.subtitle),
        language=output.language,
        issued=output.issued,
        summary=paragraphs(output.summary),
        abstract=paragraphs(output.abstract),
        keywords=_lines(output.keywords),
        series=one_line(output.series),
        number=one_line(output.number),
        container=one_line(output.container),
        volume=one_line(output.volume),
        journal_number=one_line(output.journal_number),
        pages=one_line(output.pages),
        page_count=output.page_count,
        publisher=one_line(output.publisher) or _published_by(bodies),
        doi=one_line(output.doi),
        isbn=_lines(output.isbn),
        issn=one_line(output.issn),
        handle=one_line(output.handle),
        url=one_line(output.url),
        licence=one_line(output.licence),
        licence_address=licences.address_of(output.licence),
        access=output.access,
        embargo_until=output.embargo_until,
        is_open=output.is_readable,
        origin=output.origin,
        names=_names(output),
        bodies=bodies,
        themes=tuple(Term(theme.slug, theme.name) for theme in output.themes.all()),
        countries=tuple(Term(country.code, country.name) for country in output.countries.all()),
        corridors=tuple(sorted(corridor.slug for corridor in output.corridors.all())),
        sdgs=tuple(output.sdgs),
        files=_files(output),
        relatives=tuple(_relatives(output)),
        published_at=output.published_at or output.created_at,
        updated_at=output.updated_at,
        datestamp=output.oai_datestamp,
    )


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for line in map(one_line, texts) if line))


def _bodies(output: Output) -> tuple[Body, ...]:
    return tuple(
        Body(
            name=one_line(link.institution.name),
            acronym=one_line(link.institution.acronym),
            role=link.role,
            slug=link.institution.slug,
            ror=link.institution.ror,
            country=link.institution.country_id or "",
            address=addresses.institution(link.institution.slug),
        )
        for link in output.output_institutions.all()
    )


def _published_by(bodies: tuple[Body, ...]) -> str:
    publishers = [body.name for body in bodies if body.role == OutputInstitution.Role.PUBLISHER]
    return "; ".join(publishers)


def _names(output: Output) -> tuple[Name, ...]:
    """Everybody credited; the institutions of what has neither author nor editor."""
    institutions = {
        key.casefold(): link.institution
        for link in output.output_institutions.all()
        for key in (link.institution.acronym, link.institution.name)
        if key
    }
    named = tuple(
        _name(credit, institutions) for credit in output.credits.all() if one_line(credit.name)
    )
    if any(name.role in (Credit.Role.AUTHOR, Credit.Role.EDITOR) for name in named):
        # The roles sort as words; citations want the authors first.
        return tuple(sorted(named, key=lambda name: Credit.Role.values.index(name.role)))
    links = list(output.output_institutions.all())
    speaking = next(
        (found for role in SPEAKING if (found := [one for one in links if one.role == role])), []
    )
    return (*(_body_named(link.institution) for link in speaking), *named)


def _name(credit: Credit, institutions: dict[str, Institution]) -> Name:
    written = one_line(credit.name)
    if not credit.person and names.is_body(written, institutions):
        known = institutions.get(written.casefold())
        return Name(
            credited=written,
            role=credit.role,
            is_body=True,
            ror=known.ror if known else "",
            address=addresses.institution(known.slug) if known else "",
        )
    parts = names.split(written)
    return Name(
        credited=written,
        family=parts.family,
        given=parts.given,
        suffix=parts.suffix,
        role=credit.role,
        orcid=credit.person.orcid if credit.person else "",
        address=addresses.person(credit.person.slug) if credit.person else "",
    )


def _body_named(institution: Institution) -> Name:
    return Name(
        credited=one_line(institution.name),
        role=Credit.Role.AUTHOR,
        is_body=True,
        ror=institution.ror,
        address=addresses.institution(institution.slug),
    )


def _files(output: Output) -> tuple[File, ...]:
    """None under embargo: no format may lead to a file that readers can't have."""
    documents = output.documents.all() if output.is_readable else ()
    return tuple(
        File(
            address=addresses.document(output.slug, document.pk, document.filename),
            filename=one_line(document.filename),
            media_type=document.media_type,
            size=document.size,
            sha256=document.sha256,
            page_count=document.page_count,
            language=document.language,
        )
        for document in documents
    )


def _relatives(output: Output) -> Iterator[Relative]:
    for link in output.edition_of.all():
        yield from _relative(link, link.of, is_origin=True)
    for link in output.editions.all():
        yield from _relative(link, link.output, is_origin=False)


def _relative(link: Edition, other: Output, *, is_origin: bool) -> Iterator[Relative]:
    if other.is_public:
        yield Relative(
            kind=link.kind,
            is_origin=is_origin,
            title=one_line(other.title),
            language=other.language,
            address=addresses.output(other.slug),
            doi=other.doi,
        )
