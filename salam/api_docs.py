"""The OpenAPI document and the page that shows it, without anything from another host."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import spectacular_settings

MEDIA_TYPE = "application/vnd.oai.openapi+json"


@require_safe
def schema(request: HttpRequest) -> JsonResponse:
    """As JSON. Nothing in it depends on who asks, so it is made once a process."""
    document = _document() | {"servers": [{"url": request.build_absolute_uri("/")[:-1]}]}
    return JsonResponse(document, content_type=MEDIA_TYPE, json_dumps_params={"indent": 1})


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Swagger UI, from our own files and by a script of our own."""
    return render(request, "hub/api_docs.html", {"schema": reverse("api:schema")})


@cache
def _document() -> dict[str, Any]:
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    found: dict[str, Any] = generator.get_schema(public=True)  # type: ignore[no-untyped-call]
    return found | {"openapi": spectacular_settings.OAS_VERSION}
