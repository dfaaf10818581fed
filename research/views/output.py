"""The page of one output, and the tombstone of a withdrawn one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from research.formats import dublin_core, record_of
from research.models import Output
from research.usage.figures import figures_of
from research.views import signposting, structured
from research.views.bylines import speaking_institutions
from research.views.cite_box import cite_box
from research.views.contributors import contributors
from research.views.counting import note_view
from research.views.editions import better_for_reader, other_editions
from research.views.facts import facts
from research.views.moved import follows_merges
from research.views.reading import older_versions, open_documents
from research.views.related import related_to


@require_safe
@follows_merges
def output(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Output.objects.public_or_withdrawn().for_page(), slug=slug)
    if not found.is_public:
        return tombstone(request, found)
    editions = other_editions(found)
    record = record_of(found)
    context = {
        "output": found,
        "documents": open_documents(found),
        "institutions": speaking_institutions(found),
        "people": contributors(found),
        "facts": facts(found),
        "older": older_versions(found),
        "editions": editions,
        "better": better_for_reader(found, editions),
        "usage": figures_of(found),
        "recommendations": found.recommendations.all(),
        "projects": found.projects.newest_first(),
        "related": related_to(found, besides=editions),
        "cite_box": cite_box(record, request.GET.get("style", "")),
        "tags": structured.tags(record),
        "dublin_core": dublin_core.DC.namespace,
        "alternates": structured.alternates(record),
        "image": structured.image(open_documents(found)),
        "linked_data": structured.output_data(record),
    }
    response = render(request, "research/output.html", context)
    response["Last-Modified"] = http_date(found.updated_at.timestamp())
    signposting.put(response, signposting.of_page(record))
    note_view(request, found)
    return response


def tombstone(request: HttpRequest, withdrawn: Output) -> HttpResponse:
    """The address of a withdrawn output stays, and says what became of it."""
    return render(request, "research/tombstone.html", {"output": withdrawn}, status=410)
