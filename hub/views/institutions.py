"""The institutions: all of them, and the page of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hub.models import Event
from hub.views import fact_rows
from hub.views.fact_rows import Rows, facts_of, list_address, sources_of
from hub.views.groups import Group, grouped
from hub.views.list_filters import Filter, kind, narrow, one_country
from hub.views.structured import institution_data
from hub.views.talks import talks_for
from hub.views.works_on import works_on
from partners.models import Institution, Person, ResourceCentre
from research.models import Output, OutputInstitution, Practice, Project
from research.views.facts import Value, search_address

#: So many outputs stand on the page; the search has the rest.
OUTPUTS_SHOWN = 12
FILTERS = (Filter("country", _("Country"), one_country), Filter("kind", _("Kind"), kind))
#: The headings of the list. Partners stand under the first, whatever their kind.
HEADINGS: dict[str, Promise] = {
    "partner": _("Partner institutes"),
    Institution.Kind.RESEARCH_INSTITUTE: _("Research institutes"),
    Institution.Kind.UNIVERSITY: _("Universities"),
    Institution.Kind.RESEARCH_PROGRAMME: _("Research programmes"),
    Institution.Kind.GOVERNMENT: _("Government"),
    Institution.Kind.UN_AGENCY: _("UN agencies"),
    Institution.Kind.INTERGOVERNMENTAL: _("Intergovernmental bodies"),
    Institution.Kind.DONOR: _("Donors"),
    Institution.Kind.NGO: _("Non-governmental bodies"),
    Institution.Kind.NETWORK: _("Networks"),
    Institution.Kind.TRADE_UNION: _("Trade unions"),
    Institution.Kind.PRIVATE_SECTOR: _("Private sector"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An institution in the list, and how many outputs of the hub are its own."""

    institution: Institution
    count: int


@require_safe
def institution_list(request: HttpRequest) -> HttpResponse:
    found = narrow(
        list(Institution.objects.shown().for_listing().by_name()),
        FILTERS,
        asked=request.GET.dict(),
        path=request.path,
    )
    context = {"found": found, "groups": _groups(found.rows)}
    return render(request, "hub/institution_list.html", context)


@require_safe
def institution(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Institution.objects.shown().for_page(), slug=slug)
    outputs = Output.objects.published().of_institution(found)
    context = {
        "institution": found,
        "outputs": outputs.newest_first().for_listing()[:OUTPUTS_SHOWN],
        "output_count": outputs.count(),
        "all_address": search_address(institution=found.slug, sort="newest"),
        "subjects": works_on(outputs, institution=found.slug),
        "facts": facts_of(found, FACTS),
        "sources": sources_of(found),
        "linked_data": institution_data(found),
    }
    return render(request, "hub/institution.html", context | _around(found))


def _around(found: Institution) -> dict[str, object]:
    """Everything of the institution that is no output."""
    people = Person.objects.of_institution(found).with_affiliations().by_name()
    return {
        "people": [_in_house(person, found) for person in people],
        "talks": talks_for(found),
        "projects": Project.objects.of_institution(found).newest_first().for_listing(),
        "practices": Practice.objects.of_institution(found).by_title().for_listing(),
        "events": Event.objects.of_institution(found).newest_first().for_listing(),
        "centres": ResourceCentre.objects.of_institution(found).by_place().for_listing(),
    }


def _in_house(person: Person, house: Institution) -> tuple[Person, list[str]]:
    """A person with the roles in this one institution, the latest first."""
    own = [each for each in person.affiliations.all() if each.institution_id == house.pk]
    return person, [each.said for each in own if each.said]


def _groups(rows: Iterable[Institution]) -> tuple[Group[Entry], ...]:
    counts = OutputInstitution.objects.outputs_by_institution()
    order = list(HEADINGS)
    entries = sorted(
        (Entry(row, counts.get(row.pk, 0)) for row in rows),
        key=lambda entry: order.index(_heading(entry.institution)),
    )
    return grouped(entries, lambda entry: _anchored(_heading(entry.institution)))


def _heading(row: Institution) -> str:
    return "partner" if row.hub_role == Institution.HubRole.PARTNER else row.kind


def _anchored(heading: str) -> tuple[str, Promise]:
    return str(heading), HEADINGS[heading]


def _kind(found: Institution) -> Iterable[Value]:
    yield Value(found.get_kind_display(), list_address("hub:institution-list", kind=found.kind))


def _country(found: Institution) -> Iterable[Value]:
    countries = [found.country] if found.country else []
    return fact_rows.countries("hub:institution-list", countries)


def _ror(found: Institution) -> Iterable[Value]:
    if found.ror:
        yield Value(found.ror, f"https://ror.org/{found.ror}")


FACTS: Rows = (
    (_("Role in the hub"), lambda found: fact_rows.plain(found.get_hub_role_display())),
    (_("Kind"), _kind),
    (_("Country"), _country),
    (_("Address"), lambda found: fact_rows.plain(found.address)),
    (_("Telephone"), lambda found: fact_rows.telephone(found.phone)),
    (_("Website"), lambda found: fact_rows.website(found.website)),
    (_("Founded"), lambda found: fact_rows.plain(found.founded)),
    (_("Part of"), lambda found: fact_rows.institutions([found.parent] if found.parent else [])),
    (_("Its parts"), lambda found: fact_rows.institutions(found.parts.all())),
    (_("ROR"), _ror),
)
