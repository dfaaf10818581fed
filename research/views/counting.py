"""Tells the counting room who opened what: a GET that gave it, made by nobody's robot."""

from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponseBase

from partners.rates import address_of
from research.models import Document, Output
from research.usage import noting

#: Given, found unchanged in the reader's own cache, or given from its first byte.
GIVEN = {200, 304, 206}
#: How browsers say that they fetch ahead what nobody has asked for yet.
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def note_view(request: HttpRequest, output: Output) -> None:
    if _is_counted(request):
        _note(request, output.pk, noting.Kind.INVESTIGATION, sought=_sought(request))


def note_download(request: HttpRequest, document: Document, response: HttpResponseBase) -> None:
    """A viewer that asks for a file in parts asks for its beginning once."""
    if not _is_counted(request) or response.status_code not in GIVEN:
        return
    if response.status_code == 206 and not _from_first_byte(response):
        return
    _note(request, document.output_id, noting.Kind.REQUEST, document_id=document.pk)


def _note(request: HttpRequest, output_id: int, kind: str, **more: object) -> None:
    use = noting.Use(
        output_id=output_id,
        kind=kind,
        address=address_of(request),
        agent=request.headers.get("User-Agent", ""),
        **more,  # type: ignore[arg-type]
    )
    noting.note(use)


def _is_counted(request: HttpRequest) -> bool:
    said = " ".join(request.headers.get(name, "") for name in AHEAD).lower()
    return request.method == "GET" and "prefetch" not in said and "preview" not in said


def _from_first_byte(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Range", "").startswith("bytes 0-")


def _sought(request: HttpRequest) -> str:
    """What was sought on the hub's own search page, if the reader came from there."""
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if came_from.netloc != request.get_host() or not came_from.path.endswith("/search/"):
        return ""
    try:
        return parse_qs(came_from.query, max_num_fields=50).get("q", [""])[0]
    except ValueError:  # more fields than any page of ours sends
        return ""
