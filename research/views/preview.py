"""The page of an output as readers will see it, for who may see it before."""

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from partners.roles import Action
from partners.sign_in import may
from research.models import Output
from research.views.output import page_of


@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Not found for everybody else: a draft's address tells nothing."""
    found = get_object_or_404(Output.objects.for_page(), slug=slug)
    if not (admin.site.has_permission(request) and may(request.user, Action.VIEW, found)):
        raise Http404
    documents = list(found.documents.all())
    context = page_of(found) | {"documents": documents, "is_preview": True}
    response = render(request, "research/preview.html", context)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    return response
