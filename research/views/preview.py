"""The page of an output as readers will see it, for who may see it before."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from research.formats import record_of
from research.models import Output
from research.views.gate import is_for_staff
from research.views.output import page_of


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Not found for everybody else: a draft's address tells nothing."""
    found = get_object_or_404(Output.objects.for_page(), slug=slug)
    if not is_for_staff(request, found):
        raise Http404
    status = found.get_status_display()
    # Never saved: only for this page it stands as it would among the published.
    found.status = Output.Status.PUBLISHED
    context = page_of(request, found, record_of(found)) | {
        "status": status,
        "files": found.documents.all(),
    }
    response = render(request, "research/preview.html", context)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    return response
