"""The link set of an output, as JSON and as text (RFC 9264)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from research.formats import record_of
from research.models import Output
from research.views import signposting
from research.views.signposting import Link


@require_safe
def as_json(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse(signposting.as_json(_links(slug)), content_type=signposting.LINKSET_JSON)


@require_safe
def as_text(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse(signposting.as_text(_links(slug)), content_type=signposting.LINKSET_TEXT)


def _links(slug: str) -> list[Link]:
    output = get_object_or_404(Output.objects.published().for_record(), slug=slug)
    return signposting.whole_set(record_of(output))
