"""The door for harvesters: arguments in, by GET or POST; a document out."""

from itertools import chain

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from research.oai import answer


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    arguments = chain(_pairs(request.GET), _pairs(request.POST))
    stylesheets = {
        reverse("open:oai-stylesheet"): "text/xsl",
        # Browsers are giving XSLT up.
        static("css/components/oai_plain.css"): "text/css",
    }
    document = answer(arguments, address=f"{settings.HUB_URL}/oai", stylesheets=stylesheets)
    return HttpResponse(document, content_type="text/xml; charset=utf-8")


@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """How a browser shows an answer to people."""
    return render(request, "oai/answer.xsl", content_type="text/xsl; charset=utf-8")


def _pairs(given: QueryDict) -> list[tuple[str, str]]:
    """Names repeated stay repeated: the protocol has something to say about that."""
    return [(name, str(value)) for name, values in given.lists() for value in values]
