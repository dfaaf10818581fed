"""Turns every fault of a request into a problem, once, at the door."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, set_rollback

from partners.api.problems import problem


def answer(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """Any fault as a problem: what DRF asks for as its exception handler."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = str(challenge)
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    request: Request = context["request"]
    return problem(request.path, error.status_code, _said(error), headers)


def _said(error: exceptions.APIException) -> dict[str, object]:
    if not isinstance(error, exceptions.ValidationError):
        return {"detail": str(error.detail)}
    if getattr(error, "is_of_the_query", False):
        errors = [
            {"parameter": name, "detail": detail} for name, detail in _faults(error.detail, "")
        ]
        detail = "Some parameters of the query mean nothing here."
    else:
        errors = [
            {"pointer": f"#{pointer}", "detail": detail}
            for pointer, detail in _faults(error.detail, "", "/")
        ]
        detail = "Some values of the body can't be taken."
    return {"detail": detail, "errors": errors}


def _faults(said: Any, place: str, slash: str = "") -> Iterator[tuple[str, str]]:
    """Every fault with its place; for a body that is a JSON pointer."""
    if isinstance(said, Mapping):
        for name, inside in said.items():
            step = "" if name == "non_field_errors" else f"{slash}{_escaped(str(name), slash)}"
            yield from _faults(inside, place + step, slash)
    elif isinstance(said, list):
        for number, inside in enumerate(said):
            is_nested = isinstance(inside, Mapping | list)
            yield from _faults(inside, f"{place}/{number}" if is_nested else place, slash)
    else:
        yield place, str(said)


def _escaped(name: str, slash: str) -> str:
    return name.replace("~", "~0").replace("/", "~1") if slash else name


class NothingHere(APIView):
    """Every address under the API at which nothing stands."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise exceptions.NotFound

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        raise exceptions.NotFound
