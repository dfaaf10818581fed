"""The form of a new output as it was begun: filled with what was read, nothing saved."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from partners.admin.desk import signed_in
from partners.admin.finding import is_number
from partners.models import Institution, Person
from research.deposits import Offer
from research.ingestion.recommended import Said
from research.ingestion.records import IncomingPerson
from research.models import Upload

#: The hidden field that names the upload, and its name in the address.
UPLOAD = "_upload"
IN_ADDRESS = "upload"


@dataclass(frozen=True, slots=True)
class Begun:
    upload: Upload
    offer: Offer

    @property
    def initial(self) -> dict[str, Any]:
        """Values of plain fields, as the form takes them."""
        return {filled.field: filled.value for filled in self.offer.fields}

    @property
    def credits(self) -> list[dict[str, Any]]:
        people = self._found("people")
        return [
            _credit(person, place)
            for place, person in enumerate(people, 1)
            if isinstance(person, IncomingPerson)
        ]

    @property
    def institutions(self) -> list[dict[str, Any]]:
        """Those the hub knows by this very name."""
        names = [name for name in self._found("institutions") if isinstance(name, str)]
        known = {name: _institution(name) for name in names}
        found = dict.fromkeys(pk for pk in known.values() if pk)
        return [{"institution": pk, "role": "author"} for pk in found]

    @property
    def recommended(self) -> tuple[Said, ...]:
        return self.offer.recommended

    @property
    def unknown_institutions(self) -> list[str]:
        names = [name for name in self._found("institutions") if isinstance(name, str)]
        return [name for name in names if not _institution(name)]

    def provenance(self, saved: dict[str, Any]) -> dict[str, Any]:
        """Who said so, of each field that was left as it was read."""
        return {
            filled.field: {"source": str(filled.source), "confidence": filled.confidence}
            for filled in self.offer.fields
            if filled.field in saved and _same(saved[filled.field], filled.value)
        }

    def _found(self, field: str) -> tuple[Any, ...]:
        filled = self.offer.of_field(field)
        return tuple(filled.value) if filled else ()


def begun(request: HttpRequest) -> Begun | None:
    """What this form was begun with; only one's own."""
    # A form that was left half filled knows its upload as it knows its other fields.
    typed = getattr(request, "filled_with", None) or request.POST
    named = typed.get(UPLOAD) or request.GET.get(IN_ADDRESS, "")
    if not is_number(named):
        return None
    upload = Upload.objects.of(signed_in(request)).filter(pk=named).first()
    return Begun(upload, Offer.from_json(upload.offer)) if upload else None


def _same(saved: Any, read: Any) -> bool:
    return list(saved) == list(read) if isinstance(read, tuple) else str(saved) == str(read)


def _credit(person: IncomingPerson, place: int) -> dict[str, Any]:
    return {
        "person": _person(person),
        "name": person.name,
        "role": person.role,
        "order": place,
    }


def _person(credited: IncomingPerson) -> int | None:
    """The one person of the hub with this ORCID, else with this very name."""
    if credited.is_institution:
        return None
    if credited.orcid:
        found = Person.objects.filter(orcid=credited.orcid).values_list("pk", flat=True).first()
        if found:
            return found
    named = list(Person.objects.written_as(credited.name).values_list("pk", flat=True)[:2])
    return named[0] if len(named) == 1 else None


def _institution(name: str) -> int | None:
    named = list(Institution.objects.named(name).values_list("pk", flat=True)[:2])
    return named[0] if len(named) == 1 else None
