"""The page of one output, and the tombstone of a withdrawn one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from research.models import Output
from research.views.bylines import speaking_institutions
from research.views.contributors import contributors
from research.views.facts import facts
from research.views.reading import open_documents
from research.views.related import other_editions, related_to


@require_safe
def output(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Output.objects.public_or_withdrawn().for_page(), slug=slug)
    if not found.is_public:
        return tombstone(request, found)
    response = render(request, "research/output.html", page_of(found))
    response["Last-Modified"] = http_date(found.updated_at.timestamp())
    return response


def page_of(found: Output) -> dict[str, Any]:
    """All that the page of an output from ``for_page`` shows."""
    editions = other_editions(found)
    return {
        "output": found,
        "documents": open_documents(found),
        "institutions": speaking_institutions(found),
        "people": contributors(found),
        "facts": facts(found),
        "editions": editions,
        "recommendations": found.recommendations.all(),
        "projects": found.projects.newest_first(),
        "related": related_to(found, besides=editions),
    }


def tombstone(request: HttpRequest, withdrawn: Output) -> HttpResponse:
    """The address of a withdrawn output stays, and says what became of it."""
    return render(request, "research/tombstone.html", {"output": withdrawn}, status=410)
