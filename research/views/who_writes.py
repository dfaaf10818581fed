"""The institutions and people behind the outputs of a theme."""

from dataclasses import dataclass

from django.db.models import Count

from partners.models import Institution, Person
from research.models import Credit, Output, OutputInstitution, Theme

#: So many of each stand on the page of a theme.
AT_MOST = 10


@dataclass(frozen=True, slots=True)
class Writer:
    """An institution or a person, and how many outputs of the theme are theirs."""

    who: Institution | Person
    count: int


def institutions_of(theme: Theme) -> tuple[Writer, ...]:
    """Those with the most published outputs under the theme, funders apart."""
    links = (
        OutputInstitution.objects.filter(output__in=Output.objects.published().about(theme))
        .exclude(role=OutputInstitution.Role.FUNDER)
        .values_list("institution")
        .annotate(outputs=Count("output", distinct=True))
        .order_by("-outputs", "institution__name")[:AT_MOST]
    )
    counts = dict(links)
    rows = Institution.objects.for_listing().in_bulk(list(counts))
    return tuple(Writer(rows[pk], count) for pk, count in counts.items())


def people_of(theme: Theme) -> tuple[Writer, ...]:
    """Those with the most published outputs under the theme, who have a page here."""
    names = (
        Credit.objects.filter(
            output__in=Output.objects.published().about(theme), person__isnull=False
        )
        .values_list("person")
        .annotate(outputs=Count("output", distinct=True))
        .order_by("-outputs", "person__name")[:AT_MOST]
    )
    counts = dict(names)
    rows = Person.objects.in_bulk(list(counts))
    return tuple(Writer(rows[pk], count) for pk, count in counts.items())
