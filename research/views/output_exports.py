"""One output to take away: in each format, and as a reference in a style."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from research.formats import ONE_OUTPUT, Format, citations, open_json, record_of, styles
from research.models import Output
from research.views.output import tombstone

#: As for a search: the hub's own JSON, and that of citation software beside it.
OWN = Format("JSON", "application/json", "json", open_json.write, footer="\n")
EXPORTS = {**ONE_OUTPUT, "csljson": ONE_OUTPUT["json"], "json": OWN}


@require_safe
def export(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    found = get_object_or_404(Output.objects.public_or_withdrawn().for_record(), slug=slug)
    if not found.is_public:
        return tombstone(request, found)
    chosen = EXPORTS[suffix]
    response = HttpResponse(
        "".join(chosen.lines([record_of(found)])), content_type=chosen.content_type
    )
    response["Content-Disposition"] = f'attachment; filename="{chosen.filename(slug)}"'
    response["Last-Modified"] = http_date(found.updated_at.timestamp())
    return response


@require_safe
def citation(request: HttpRequest, slug: str) -> HttpResponse:
    """``?style=`` chooses; an unknown style is none of ours to guess."""
    style = request.GET.get("style", styles.FIRST)
    if style not in styles.STYLES:
        raise Http404
    found = get_object_or_404(Output.objects.published().for_record(), slug=slug)
    written = citations.plain(record_of(found), style)
    return HttpResponse(f"{written}\n", content_type="text/plain; charset=utf-8")
