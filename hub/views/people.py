"""The page of a person; the list of all stands in ``people_list``."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hub.views.fact_rows import sources_of
from hub.views.structured import person_data
from hub.views.talks import talks_of
from hub.views.works_on import works_on
from partners.models import Person
from research.models import Output, Project
from research.views.facts import search_address

#: So many outputs stand on the page; the search has the rest.
OUTPUTS_SHOWN = 12


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
