"""Files and first-page images: to those who may have them, in a sandbox, in parts if asked."""

from typing import BinaryIO, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from research.formats import record_of
from research.models import Document, Output
from research.views import signposting
from research.views.byte_ranges import Part, RangeNotSatisfiable, asked_for
from research.views.counting import note_download
from research.views.moved import follows_merges
from research.views.output import tombstone

#: A file may carry scripts; shown from the hub's own address, it may run none.
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
#: What browsers show by themselves and can't be hurt by. Anything else is saved.
SHOWN_INLINE = {"application/pdf"}
#: Short, as an image of what was withdrawn or put under embargo must not stay in caches.
IMAGE_MAX_AGE = 600


@require_safe
@follows_merges
def document(request: HttpRequest, slug: str, pk: int, filename: str) -> HttpResponseBase:
    output = get_object_or_404(Output.objects.public_or_withdrawn().for_record(), slug=slug)
    if not output.is_public:
        return tombstone(request, output)
    found = _open_document(output, pk)
    if filename != found.filename:
        return redirect(found, permanent=True)
    response = _file(request, found)
    signposting.put(response, signposting.of_file(record_of(output)))
    note_download(request, found, response)
    # A withdrawn or embargoed file must not live on in caches: ask each time, by its hash.
    patch_cache_control(response, no_cache=True)
    return response


@require_safe
@follows_merges
def first_page(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    output = get_object_or_404(Output.objects.published(), slug=slug)
    found = _open_document(output, pk)
    if not found.first_page_image:
        raise Http404
    etag = f'"{found.sha256}-1"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = FileResponse(found.first_page_image.open(), content_type="image/webp")
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=IMAGE_MAX_AGE)
    return response


def _open_document(output: Output, pk: int) -> Document:
    """Raises ``Http404`` for a file under embargo or one the hub may not hand out."""
    if not output.is_open:
        raise Http404
    return get_object_or_404(Document.objects.of_output(output), pk=pk)


def _file(request: HttpRequest, found: Document) -> HttpResponseBase:
    etag, changed = f'"{found.sha256}"', int(found.uploaded_at.timestamp())
    answer = get_conditional_response(request, etag=etag, last_modified=changed)
    response: HttpResponseBase = answer or _content(request, found, etag)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed)
    response["Accept-Ranges"] = "bytes"
    if found.replaced_by and found.replaced_by.output_id == found.output_id:
        newer = request.build_absolute_uri(found.replaced_by.get_absolute_url())
        response["Link"] = f'<{newer}>; rel="successor-version"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    # Files are compressed already; a gzip around them would take length and ranges away.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    return response


def _content(request: HttpRequest, found: Document, etag: str) -> HttpResponseBase:
    try:
        part = _part(request, found, etag)
    except RangeNotSatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{found.size}"})
    file = found.file.open()
    response = FileResponse(
        Part(cast(BinaryIO, file), part) if part else file,
        as_attachment=found.media_type not in SHOWN_INLINE,
        filename=found.filename,
        content_type=found.media_type,
        status=206 if part else 200,
    )
    response["Content-Length"] = str(len(part) if part else found.size)
    if part:
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{found.size}"
    return response


def _part(request: HttpRequest, found: Document, etag: str) -> range | None:
    """What part is asked for; all of it if the reader's half is of another file."""
    if request.headers.get("If-Range", etag) != etag:
        return None
    return asked_for(request.headers.get("Range", ""), found.size)
