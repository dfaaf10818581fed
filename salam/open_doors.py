"""Headers of the addresses for machines: who may read them in a browser, how often, cached how."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

#: Where data stands that any page on any site may read; none of it depends on a cookie.
DOORS = ("/api/", "/oai", "/feeds/", "/search.", "/data/", "/opensearch.xml")
ENDINGS = (".atom", ".bib", ".biblatex", ".csv", ".json", ".jsonld", ".ris", ".xml")
READING = "GET, HEAD, OPTIONS"
#: What a script may send, and what it may see of the answer.
MAY_SEND = "Accept, Accept-Language, Content-Type, If-Modified-Since, If-None-Match"
MAY_SEE = (
    "Content-Disposition, ETag, Last-Modified, Link, RateLimit, RateLimit-Policy, Retry-After"
)
ONE_DAY = "86400"


class OpenDoors:
    """Reading from other sites is allowed; writing is left to programmes with a token."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_open(request.path):
            return self.answer(request)
        response = _preflight() if _asks_first(request) else self.answer(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = MAY_SEE
        for name, value in _rate(request).items():
            response[name] = value
        if request.headers.get("Authorization"):
            # What a token sees is nobody else's, and in no cache.
            response["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ["Authorization"])
        return response


def is_open(path: str) -> bool:
    return path.startswith(DOORS) or path.endswith(ENDINGS)


def _asks_first(request: HttpRequest) -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def _preflight() -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Access-Control-Allow-Methods": READING,
            "Access-Control-Allow-Headers": MAY_SEND,
            "Access-Control-Max-Age": ONE_DAY,
        },
    )


def _rate(request: HttpRequest) -> dict[str, str]:
    standing = getattr(request, "rate_standing", None)
    return standing.headers() if standing else {}
