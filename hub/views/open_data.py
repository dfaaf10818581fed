"""The page from which the whole hub can be taken home, and the files it names."""

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from hub.models import DataRelease
from hub.models.releases import TOO_OLD

MEDIA_TYPES = {".gz": "application/gzip", ".md": "text/markdown; charset=utf-8"}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    newest = DataRelease.objects.newest_first().first()
    context = {
        "release": newest,
        "files": newest.files if newest else (),
        "is_old": bool(newest and timezone.now() - newest.made_at > TOO_OLD),
    }
    return render(request, "hub/open_data.html", context)


@require_safe
def file(request: HttpRequest, filename: str) -> HttpResponseBase:
    """A file of the newest copy, under an address that stays the same."""
    newest = DataRelease.objects.newest_first().first()
    found = next(
        (one for one in (newest.files if newest else ()) if one["name"] == filename), None
    )
    if newest is None or found is None:
        raise Http404
    etag, changed = f'"{found["sha256"]}"', int(newest.made_at.timestamp())
    # Packed already: a gzip around it would be taken off by browsers, with the one that is meant.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response: HttpResponseBase | None = get_conditional_response(
        request, etag=etag, last_modified=changed
    )
    if response is None:
        suffix = "." + filename.rpartition(".")[2]
        response = FileResponse(
            storages["default"].open(found["stored_as"]),
            content_type=MEDIA_TYPES.get(suffix, "text/plain; charset=utf-8"),
            filename=filename,
            as_attachment=suffix == ".gz",
        )
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed)
    return response
