"""The people: all of them, and the page of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hub.views.fact_rows import sources_of
from hub.views.groups import Group, grouped
from hub.views.structured import person_data
from hub.views.talks import talks_of
from hub.views.works_on import works_on
from partners.models import Affiliation, Person
from research.models import Credit, Output, Project
from research.views.facts import search_address
from research.views.result_links import Link

#: So many outputs stand on the page; the search has the rest.
OUTPUTS_SHOWN = 12
#: The two orders of the list: the value of ``by``, and the words that offer it.
ORDERS = {"": _("by name"), "institution": _("by institution")}
NO_INSTITUTION = ("no-institution", _("Institution not known"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A person in the list, the latest affiliation, and how many outputs are theirs."""

    person: Person
    affiliation: Affiliation | None
    count: int


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    by = request.GET.get("by", "")
    by = by if by in ORDERS else ""
    entries = _entries()
    context = {
        "count": len(entries),
        "by": by,
        "sorts": tuple(_orders(by)),
        "groups": _by_institution(entries) if by else _by_letter(entries),
    }
    return render(request, "hub/person_list.html", context)


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Person.objects.shown().with_affiliations(), slug=slug)
    outputs = Output.objects.published().credited_to(found)
    context = {
        "person": found,
        "affiliations": found.affiliations.all(),
        "outputs": outputs.newest_first().for_listing()[:OUTPUTS_SHOWN],
        "output_count": outputs.count(),
        "all_address": search_address(person=found.slug, sort="newest"),
        "subjects": works_on(outputs, person=found.slug),
        "talks": talks_of(found),
        "projects": Project.objects.with_member(found).newest_first().for_listing(),
        "sources": sources_of(found),
        "linked_data": person_data(found),
    }
    return render(request, "hub/person.html", context)


def _entries() -> list[Entry]:
    counts = Credit.objects.outputs_by_person()
    people = Person.objects.shown().with_affiliations().by_name()
    return [
        Entry(each, next(iter(each.affiliations.all()), None), counts.get(each.pk, 0))
        for each in people
    ]


def _orders(current: str) -> Iterable[Link]:
    address = reverse("hub:person-list")
    for value, label in ORDERS.items():
        query = f"?by={value}" if value else ""
        yield Link(str(label), address + query, is_current=value == current)


def _by_letter(entries: list[Entry]) -> tuple[Group[Entry], ...]:
    return grouped(entries, lambda entry: _letter(entry.person.name))


def _letter(name: str) -> tuple[str, str]:
    first = name[:1].upper()
    return f"letter-{ord(first or '?'):x}", first


def _by_institution(entries: list[Entry]) -> tuple[Group[Entry], ...]:
    """By the name of the latest institution; those of none stand last."""
    in_order = sorted(
        entries,
        key=lambda entry: (_institution(entry) is NO_INSTITUTION, str(_institution(entry)[1])),
    )
    return grouped(in_order, _institution)


def _institution(entry: Entry) -> tuple[str, str | Promise]:
    if entry.affiliation and (institution := entry.affiliation.institution):
        return institution.slug, institution.name
    return NO_INSTITUTION
