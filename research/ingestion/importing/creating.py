"""Many new outputs at once, each with an address, its people, institutions, themes, countries."""

from collections.abc import Sequence
from itertools import count

from django.utils.text import slugify

from research import filing
from research.editorial import SLUG_STEM
from research.ingestion.importing import drafting
from research.ingestion.importing.copying import copy
from research.ingestion.importing.words import Known
from research.ingestion.records import IncomingOutput
from research.models import Credit, MergedOutput, Output, OutputInstitution

#: As many addresses of one title are tried at once; beyond, one asks for itself.
NUMBERS_TRIED = 8


def create(outputs: Sequence[Output], records: Sequence[IncomingOutput], known: Known) -> None:
    """Save what was drafted from ``records``; within the caller's transaction."""
    people = [person for record in records for person in record.people]
    known.look_up_people((p.name for p in people), (p.orcid for p in people))
    _address(outputs)
    copy(Output, outputs)
    people_credited, links, themes, countries = [], [], [], []
    for output, record in zip(outputs, records, strict=True):
        found = drafting.named(record, known)
        people_credited += credits_of(output, record, known)
        bodies = found.institutions or ((output.owner_id,) if output.owner_id else ())
        links += [
            OutputInstitution(output=output, institution_id=pk, order=place)
            for place, pk in enumerate(bodies, 1)
        ]
        themes += [Output.themes.through(output=output, theme_id=pk) for pk in found.themes]
        countries += [
            Output.countries.through(output=output, country_id=pk) for pk in found.countries
        ]
    copy(Credit, people_credited)
    copy(OutputInstitution, links)
    copy(Output.themes.through, themes)
    copy(Output.countries.through, countries)


def credits_of(output: Output, record: IncomingOutput, known: Known) -> list[Credit]:
    """As printed, in order by role; linked to a person where there is no doubt who it is."""
    placed: dict[str, int] = {}
    found = []
    for person in record.people:
        placed[person.role] = placed.get(person.role, 0) + 1
        pk = None if person.is_institution else known.people.get(person.orcid)
        pk = pk or (None if person.is_institution else known.people.get(person.name))
        found.append(
            Credit(
                output=output,
                person_id=pk,
                name=person.name,
                role=person.role,
                order=placed[person.role],
            )
        )
    return found


def _address(outputs: Sequence[Output]) -> None:
    """An address nobody has for each: as ``editorial.new_slug``, for many at once."""
    stems = {
        id(output): slugify(output.title)[:SLUG_STEM].strip("-") or "output" for output in outputs
    }
    filing.hold_all(f"slug {stem}" for stem in stems.values())
    tried = {id(output): _tries(stems[id(output)], output.issued[:4]) for output in outputs}
    wanted = [slug for tries in tried.values() for slug in tries]
    taken = set(Output.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    taken |= set(MergedOutput.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    for output in outputs:
        free = (slug for slug in tried[id(output)] if slug not in taken)
        output.slug = next(free, "") or _further(tried[id(output)][1], taken)
        taken.add(output.slug)


def _further(dated: str, taken: set[str]) -> str:
    """For a title that many works have: the first number that is free."""
    for model in (Output, MergedOutput):
        found = model.objects.filter(slug__startswith=f"{dated}-")
        taken |= set(found.values_list("slug", flat=True))
    numbered = (f"{dated}-{number}" for number in count(NUMBERS_TRIED))
    return next(slug for slug in numbered if slug not in taken)


def _tries(stem: str, year: str) -> list[str]:
    dated = f"{stem}-{year}" if year else stem
    return [stem, dated, *(f"{dated}-{number}" for number in range(2, NUMBERS_TRIED))]
