"""What arrives, before it is an output: one shape for every file, service and form.

Readers (RIS, BibTeX, CSV, OAI-PMH, Crossref ...) yield it cleaned; matching, prefill,
import and harvest take it. Empty means "not said": it never wipes out what the hub knows.
"""

from dataclasses import dataclass

from research.models.credits import Credit


@dataclass(frozen=True, slots=True)
class IncomingPerson:
    """Somebody credited, in the order and spelling of the source."""

    name: str
    #: Known apart only where the source keeps them apart.
    family: str = ""
    given: str = ""
    orcid: str = ""
    role: str = Credit.Role.AUTHOR
    #: A corporate author: credited by name, never taken for a person.
    is_institution: bool = False


@dataclass(frozen=True, slots=True)
class IncomingOutput:
    """One record of a source. Field names are those of ``Output``."""

    title: str
    subtitle: str = ""
    #: A value of ``OutputType``; empty where the source's word has no equal there.
    type: str = ""
    #: BCP 47.
    language: str = ""
    #: ``2019``, ``2019-05`` or ``2019-05-31`` (partners.partial_dates).
    issued: str = ""
    people: tuple[IncomingPerson, ...] = ()
    #: Names of the institutions behind it: affiliations, corporate authors.
    institutions: tuple[str, ...] = ()
    #: RORs of such institutions, nine signs each, where the source knows them.
    rors: tuple[str, ...] = ()
    summary: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    series: str = ""
    number: str = ""
    container: str = ""
    volume: str = ""
    journal_number: str = ""
    pages: str = ""
    publisher: str = ""
    doi: str = ""
    isbn: tuple[str, ...] = ()
    issn: str = ""
    handle: str = ""
    url: str = ""
    pdf_url: str = ""
    #: SPDX, as in CC-BY-4.0.
    licence: str = ""
    #: ISO alpha-2 codes, slugs of themes: where the source classifies in our words.
    countries: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    #: Where a table of ours says more: values of the vocabularies, SDGs by number.
    forms: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    key_messages: tuple[str, ...] = ()
    #: The name of its PDF, beside the list it comes from.
    filename: str = ""
    #: The name of the record where it comes from: row, citation key, OAI identifier.
    identifier: str = ""
