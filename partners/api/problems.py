"""What went wrong, as RFC 9457 problem details; the same shape for every fault."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpResponse
from rest_framework import exceptions, status

MEDIA_TYPE = "application/problem+json"
#: A title says what kind of problem it is and never changes; the detail says what this one is.
TITLES = {
    status.HTTP_400_BAD_REQUEST: "The request can't be understood",
    status.HTTP_401_UNAUTHORIZED: "A valid token is needed",
    status.HTTP_403_FORBIDDEN: "This token may not do that",
    status.HTTP_404_NOT_FOUND: "Nothing stands at this address",
    status.HTTP_405_METHOD_NOT_ALLOWED: "This address does not know the method",
    status.HTTP_406_NOT_ACCEPTABLE: "None of these formats is offered here",
    status.HTTP_409_CONFLICT: "This does not agree with how things stand",
    status.HTTP_410_GONE: "What stood here was withdrawn",
    status.HTTP_412_PRECONDITION_FAILED: "It was changed since you read it",
    status.HTTP_415_UNSUPPORTED_MEDIA_TYPE: "The body is in a format that is not read here",
    status.HTTP_422_UNPROCESSABLE_ENTITY: "The body is understood and can't be carried out",
    status.HTTP_429_TOO_MANY_REQUESTS: "Too many requests",
}


class Conflict(exceptions.APIException):
    """What is asked for contradicts how things stand."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


class ChangedSince(exceptions.APIException):
    """What was read is not what stands there now: ``If-Match`` names another state."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "changed_since"


class Unknown(exceptions.ValidationError):
    """Parameters of the query that mean nothing: each with what is wrong about it."""

    def __init__(self, faults: Mapping[str, str | list[str]]) -> None:
        super().__init__(
            {name: said if isinstance(said, list) else [said] for name, said in faults.items()}
        )
        self.is_of_the_query = True


def problem(
    path: str, code: int, more: Mapping[str, object], headers: Mapping[str, str] | None = None
) -> HttpResponse:
    said = {
        "type": "about:blank",
        "title": TITLES.get(code, HTTPStatus(code).phrase),
        "status": code,
        "instance": path,
        **more,
    }
    content = json.dumps(said, ensure_ascii=False)
    return HttpResponse(content, content_type=MEDIA_TYPE, status=code, headers=headers)
