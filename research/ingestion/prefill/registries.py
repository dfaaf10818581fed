"""An identifier or a citation to the fields of a form."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _

from research.ingestion.cleaning.identifiers import found_doi
from research.ingestion.connectors import crossref, datacite, files, openalex
from research.ingestion.connectors.entries import Found, Refused
from research.ingestion.prefill.filled import Filled, Prefill, Source
from research.ingestion.records import IncomingOutput
from research.ingestion.transport import SourceUnavailable, Transport

#: Somebody waits before a form.
PATIENCE_SECONDS = 8.0
#: What a record says that is no field of the form.
NOT_SHOWN = frozenset({"identifier", "countries", "themes", "rors"})
#: Registries are told by publishers; OpenAlex also by machines that read pages.
CONFIDENCE = {Source.CROSSREF: 0.95, Source.DATACITE: 0.95, Source.OPENALEX: 0.85}
PASTED = 0.9


@dataclass(frozen=True, slots=True)
class Registry:
    """Who can be asked of a DOI, and how."""

    service: str
    source: Source
    path: str
    record: Callable[[Mapping[str, Any]], Found | Refused]


#: In the order they are asked; the first that knows the DOI is believed.
REGISTRIES = (
    Registry("crossref", Source.CROSSREF, "/works/{doi}", crossref.record),
    Registry("datacite", Source.DATACITE, "/dois/{doi}", datacite.record),
    Registry("openalex", Source.OPENALEX, "/works/https://doi.org/{doi}", openalex.record),
)


def from_identifier(text: str) -> Prefill:
    """What the registries know of a DOI or an address. Never raises."""
    typed = text.strip()
    if doi := found_doi(typed):
        return _from_doi(doi)
    if typed.lower().startswith(("http://", "https://")) and " " not in typed:
        said = _("No DOI is in this address, so only the address itself is filled in.")
        return Prefill((Filled("url", typed, Source.TYPED, 1.0),), said)
    return Prefill(problem=_("This is neither a DOI nor an address."))


def _from_doi(doi: str) -> Prefill:
    typed = Filled("doi", doi, Source.TYPED, 1.0)
    unknown_to = 0
    for registry in REGISTRIES:
        try:
            answer = Transport(patience=PATIENCE_SECONDS).ask(
                registry.service, registry.path.format(doi=quote(doi, safe="/:;()"))
            )
            found = registry.record(_object(answer.json()))
        except SourceUnavailable as reason:
            unknown_to += reason.status in {404, 410}
            continue
        if isinstance(found, Found):
            confidence = CONFIDENCE[registry.source]
            fields = _fields(found.output, registry.source, confidence)
            return Prefill((typed, *(one for one in fields if one.field != "doi")))
    if unknown_to == len(REGISTRIES):
        return Prefill((typed,), _("No registry knows this DOI: is it typed right?"))
    return Prefill(
        (typed,), _("The registries of DOIs can't be reached just now; only the DOI is filled in.")
    )


def _object(answer: Any) -> Mapping[str, Any]:
    return answer if isinstance(answer, Mapping) else {}


def from_citation(text: str) -> Prefill:
    """What a record in RIS or BibTeX says. Never raises."""
    try:
        reading = files.read(text.encode())
        found = list(_first_two(reading))
    except files.UnknownFormat:
        return Prefill(problem=_("No record in RIS or BibTeX was found in what you pasted."))
    good = [one for one in found if isinstance(one, Found)]
    if not good:
        refused = next((one.reason for one in found if isinstance(one, Refused)), "")
        return Prefill(problem=refused or _("No record was found in what you pasted."))
    source = Source.BIBTEX if reading.format == "bibtex" else Source.RIS
    problem = ""
    if len(found) > 1:
        problem = _("There is more than one record: the first was taken.")
    return Prefill(tuple(_fields(good[0].output, source, PASTED)), problem)


def _first_two(reading: files.Reading) -> Iterator[Found | Refused]:
    for _place, one in zip(range(2), reading.records, strict=False):
        yield one


def _fields(output: IncomingOutput, source: Source, confidence: float) -> Iterator[Filled]:
    for field in output.__dataclass_fields__:
        value = getattr(output, field)
        if value and field not in NOT_SHOWN:
            yield Filled(field, value, source, confidence)
