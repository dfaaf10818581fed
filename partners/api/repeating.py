"""Doing a thing once, however often the request is sent: the ``Idempotency-Key`` header."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response

from partners.api.problems import Conflict
from partners.history.acting import acting
from partners.models import ApiToken, KeptAnswer

HEADER = "Idempotency-Key"
#: Visible ASCII, as the IETF's draft wants it, quoted or not.
SHAPE = re.compile(r"[\x21-\x7e]{1,255}")


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, ready to be kept and sent."""

    status: int
    body: Mapping[str, Any]
    location: str = ""
    #: Of the state it left; what is replayed later has none, for it may have changed since.
    etag: str = ""

    def response(self, *, is_replayed: bool = False) -> Response:
        headers = {"Location": self.location} if self.location else {}
        if self.etag:
            headers["ETag"] = self.etag
        if is_replayed:
            headers["Idempotent-Replayed"] = "true"
        return Response(self.body, status=self.status, headers=headers)


def once(request: Request, token: ApiToken, act: Callable[[], Done]) -> Response:
    """Act, or answer what the same request was answered before.

    In one transaction with what ``act`` writes, and noted in the history as done by the
    token's owner: a crash leaves both or neither. What fails is not kept, so it can be
    mended and sent again under its key.
    """
    key = request.headers.get(HEADER, "")
    with acting(token.owner, f"API: {token.name}"):
        if not key:
            return act().response()
        if not SHAPE.fullmatch(key):
            raise ParseError(f"{HEADER} is 1 to 255 visible characters of ASCII.")
        digest = _digest(request)
        _hold(f"answer {token.pk} {key}")
        kept = KeptAnswer.objects.filter(token=token, key=key).first()
        if kept is None:
            done = act()
            KeptAnswer.objects.create(
                token=token,
                key=key,
                request_digest=digest,
                status=done.status,
                location=done.location,
                body=json.loads(json.dumps(done.body, default=str)),
            )
            return done.response()
    if kept.request_digest != digest:
        raise Conflict(f"This {HEADER} was used for another request.")
    return Done(kept.status, kept.body, kept.location).response(is_replayed=True)


def _hold(key: str) -> None:
    """Two of the same request at once: the second waits for the first one's answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _digest(request: Request) -> str:
    """Of the method, the address and everything sent, files by their content."""
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode())
    for name, file in sorted(request.FILES.items()):
        digest.update(f"{name}:{file.name}:".encode())
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
    said: Any = request.data
    if isinstance(said, Mapping):
        said = {name: value for name, value in said.items() if name not in request.FILES}
    digest.update(json.dumps(said, sort_keys=True, default=str).encode())
    return digest.hexdigest()
