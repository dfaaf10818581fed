"""The people of an output, as its page shows them."""

from dataclasses import dataclass

from django.db.models import Prefetch

from partners.models import Affiliation, Person
from research.models import Credit, Output


@dataclass(frozen=True, slots=True)
class Contributor:
    """A name as credited; no ``role`` for authors, no ``address`` for whom the hub has no page."""

    name: str
    address: str
    role: str
    affiliation: str


def contributors(output: Output) -> tuple[Contributor, ...]:
    """Everybody credited, in order, with the latest affiliation that is known."""
    everybody = list(output.credits.all())
    people = _people([credit.person_id for credit in everybody if credit.person_id])
    return tuple(_contributor(credit, people.get(credit.person_id or 0)) for credit in everybody)


def _people(ids: list[int]) -> dict[int, Person]:
    latest_first = Affiliation.objects.select_related("institution").order_by("-as_of", "pk")
    return Person.objects.prefetch_related(Prefetch("affiliations", latest_first)).in_bulk(ids)


def _contributor(credit: Credit, person: Person | None) -> Contributor:
    affiliation = next(iter(person.affiliations.all()), None) if person else None
    return Contributor(
        name=credit.name,
        address=person.get_absolute_url() if person else "",
        role="" if credit.role == Credit.Role.AUTHOR else credit.get_role_display(),
        affiliation=_in_words(affiliation) if affiliation else "",
    )


def _in_words(affiliation: Affiliation) -> str:
    institution = affiliation.institution.short_name if affiliation.institution else ""
    words = ", ".join(part for part in (affiliation.role, institution) if part)
    return f"{words} ({affiliation.as_of})" if affiliation.as_of else words
