"""The neutral record: what every format writes, and nothing it must look up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from research.models import Credit, OutputInstitution
from research.vocabularies import Origin, OutputType

Role = Credit.Role


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody named: a person in parts, or a body that is one whole."""

    #: As printed; the whole name of a body.
    credited: str
    family: str = ""
    given: str = ""
    #: Jr., III
    suffix: str = ""
    role: str = Role.AUTHOR
    is_body: bool = False
    orcid: str = ""
    ror: str = ""
    #: The address of the person's or the institution's page in the hub, if it has one.
    address: str = ""

    @property
    def inverted(self) -> str:
        """``Family, Given``, as catalogues file it; a body as it is."""
        if self.is_body:
            return self.credited
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)

    @property
    def in_reading_order(self) -> str:
        if self.is_body:
            return self.credited
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Body:
    """An institution that had to do with the output."""

    name: str
    acronym: str
    role: str
    slug: str
    ror: str
    #: ISO alpha-2, or empty.
    country: str
    address: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of one of our lists: a theme by its slug, a country by its ISO code."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class File:
    """A file that readers may have now."""

    address: str
    filename: str
    media_type: str
    size: int
    sha256: str
    page_count: int | None
    language: str


@dataclass(frozen=True, slots=True)
class Relative:
    """Another edition of the same work, from where this record stands."""

    #: ``translation``, ``brief``, ``dataset`` or ``version``.
    kind: str
    #: Whether the other one is the work that this is an edition of.
    is_origin: bool
    title: str
    language: str
    address: str
    doi: str


@dataclass(frozen=True, slots=True)
class Record:
    """One published output in plain values, clean of what no format could carry."""

    id: int
    slug: str
    #: Its permanent address in the hub.
    address: str
    type: str
    title: str
    subtitle: str
    #: BCP 47.
    language: str
    #: ``2019``, ``2019-05``, ``2019-05-31`` or empty.
    issued: str
    summary: str
    abstract: str
    keywords: tuple[str, ...]
    series: str
    number: str
    container: str
    volume: str
    journal_number: str
    pages: str
    page_count: int | None
    publisher: str
    doi: str
    isbn: tuple[str, ...]
    issn: str
    handle: str
    #: At the publisher.
    url: str
    #: SPDX, and the address of its text.
    licence: str
    licence_address: str
    access: str
    embargo_until: datetime | None
    #: Whether readers may have the files now.
    is_open: bool
    #: ``partner``, ``programme`` or ``external``.
    origin: str
    names: tuple[Name, ...]
    bodies: tuple[Body, ...]
    themes: tuple[Term, ...]
    countries: tuple[Term, ...]
    #: ``np-qa``
    corridors: tuple[str, ...]
    sdgs: tuple[int, ...]
    files: tuple[File, ...]
    relatives: tuple[Relative, ...]
    published_at: datetime
    updated_at: datetime
    datestamp: datetime

    @property
    def is_external(self) -> bool:
        return self.origin == Origin.EXTERNAL

    @property
    def full_title(self) -> str:
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def kind(self) -> str:
        """What it is, in English: ``Policy brief``."""
        return OutputType(self.type).name.replace("_", " ").capitalize()

    @property
    def year(self) -> str:
        return self.issued[:4]

    @property
    def description(self) -> str:
        """The abstract; the summary of what has none."""
        return self.abstract or self.summary

    def named(self, *roles: str) -> tuple[Name, ...]:
        return tuple(name for name in self.names if name.role in roles)

    @property
    def authors(self) -> tuple[Name, ...]:
        return self.named(Role.AUTHOR)

    @property
    def editors(self) -> tuple[Name, ...]:
        return self.named(Role.EDITOR)

    @property
    def translators(self) -> tuple[Name, ...]:
        return self.named(Role.TRANSLATOR)

    @property
    def creators(self) -> tuple[Name, ...]:
        """Authors, or the editors of what has no author, or whoever is named at all."""
        return self.authors or self.editors or self.names

    def bodies_as(self, *roles: str) -> tuple[Body, ...]:
        return tuple(body for body in self.bodies if body.role in roles)

    @property
    def affiliation(self) -> Body | None:
        """The institution of the authors, where there is but one to be meant."""
        bodies = self.bodies_as(OutputInstitution.Role.AUTHOR)
        return bodies[0] if len(bodies) == 1 else None

    @property
    def subjects(self) -> tuple[str, ...]:
        """Keywords, themes and countries, each word once."""
        words: Iterable[str] = (
            *self.keywords,
            *(theme.name for theme in self.themes),
            *(country.name for country in self.countries),
        )
        return tuple({word.casefold(): word for word in reversed(tuple(words))}.values())[::-1]
