"""From a record to an output of the hub, not saved yet, and what of it can't be taken."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partners.models import Institution, User
from research.ingestion.connectors.entries import Remark
from research.ingestion.importing.words import Known
from research.ingestion.records import IncomingOutput
from research.models import Import, Output
from research.search import scripts
from research.vocabularies import Access, Origin, OutputType

Key = TypeVar("Key", int, str)
#: The name of a record that only a program reads.
NUMBER = re.compile(r"(?:sha256:)?[0-9a-f]{16,}", re.I)
#: Fields taken over as they are.
PLAIN = (
    "title", "subtitle", "issued", "summary", "abstract", "series", "number", "container",
    "volume", "journal_number", "pages", "publisher", "doi", "issn", "handle", "url", "pdf_url",
    "licence",
)  # fmt: skip
LISTS = ("isbn", "keywords", "forms", "stages", "populations", "sectors", "sdgs", "key_messages")
#: Fields that a later file may fill where they are empty.
FILLED = (*PLAIN[2:], *LISTS)
#: Known to be well formed, or asked of the database for many rows at once.
NOT_ASKED = ("slug", "provenance", "created_by", "owner", "status", "access", "origin", "type")
NOT_KNOWN = _("The hub knows nothing called so.")
NOT_LINKED = _("No institution of the hub is called so: it is not linked.")


@dataclass(frozen=True, slots=True)
class Giver:
    """From where a record comes: who looks after what it becomes, and how its source is told."""

    name: str
    owner: Institution | None = None
    by: User | None = None

    @classmethod
    def of(cls, job: Import) -> "Giver":
        return cls(job.filename, job.owner, job.created_by)


def output_of(record: IncomingOutput, giver: Giver, *, is_checked: bool = False) -> Output:
    """The output a record would be. Raises ``ValidationError`` unless it was checked before."""
    values = {name: getattr(record, name) for name in PLAIN}
    values |= {name: list(getattr(record, name)) for name in LISTS}
    output = Output(
        **values,
        type=record.type or _likely_type(record),
        language=record.language or scripts.language_of(f"{record.title} {record.abstract}"),
        owner=giver.owner,
        created_by=giver.by,
        origin=Origin.PARTNER if giver.owner else Origin.EXTERNAL,
        access=Access.OPEN,
        source=_source(record, giver),
    )
    if not is_checked:
        output.clean_fields(exclude=NOT_ASKED)
    return output


def _source(record: IncomingOutput, giver: Giver) -> str:
    """Where the record is found again, as far as that says anything to people."""
    if not record.identifier or NUMBER.fullmatch(record.identifier):
        return giver.name
    return f"{giver.name}: {record.identifier}"[:600]


def _likely_type(record: IncomingOutput) -> str:
    """Where the source says nothing: what has a journal is an article."""
    if record.container:
        return OutputType.BOOK_CHAPTER if record.isbn else OutputType.JOURNAL_ARTICLE
    if record.isbn:
        return OutputType.BOOK
    return OutputType.WORKING_PAPER if record.series and record.number else OutputType.REPORT


def fitting(record: IncomingOutput, giver: Giver) -> tuple[IncomingOutput, list[Remark]]:
    """The record without what can't be taken of it. Raises ``ValidationError`` for its title."""
    try:
        output_of(record, giver)
    except ValidationError as fault:
        if "title" in fault.message_dict:
            raise
        remarks = [
            Remark(field, str(getattr(record, field))[:80], " ".join(messages))
            for field, messages in fault.message_dict.items()
        ]
        left_out = {each.field: type(getattr(record, each.field))() for each in remarks}
        return replace(record, **left_out), remarks
    return record, []


def refusal(fault: ValidationError) -> Remark:
    return Remark("title", "", " ".join(fault.message_dict["title"]))


@dataclass(frozen=True, slots=True)
class Named:
    """What a record names, found among what the hub knows."""

    themes: tuple[int, ...]
    countries: tuple[str, ...]
    institutions: tuple[int, ...]
    remarks: tuple[Remark, ...]


def named(record: IncomingOutput, known: Known) -> Named:
    remarks: list[Remark] = []
    themes = _found("themes", record.themes, known.theme, NOT_KNOWN, remarks)
    countries = _found("countries", record.countries, known.country, NOT_KNOWN, remarks)
    bodies = [*record.institutions, *(p.name for p in record.people if p.is_institution)]
    institutions = _found("institution", bodies, known.institution, NOT_LINKED, remarks)
    return Named(tuple(themes), tuple(countries), tuple(institutions), tuple(remarks))


def _found(
    field: str,
    words: Iterable[str],
    look_up: Callable[[str], Key | None],
    reason: object,
    remarks: list[Remark],
) -> list[Key]:
    found: list[Key] = []
    for word in words:
        key = look_up(word)
        if key is None:
            remarks.append(Remark(field, word[:80], str(reason)))
        elif key not in found:
            found.append(key)
    return found


def gaps(record: IncomingOutput, output: Output) -> dict[str, object]:
    """What the record says of which the output has nothing."""
    told = {name: getattr(record, name) for name in FILLED if getattr(record, name)}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in told.items()
        if not getattr(output, name)
    }
