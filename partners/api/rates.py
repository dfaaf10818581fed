"""The throttle of the whole API, by address or by token."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from partners.models import ApiToken
from partners.rates import Rate, Standing, count, network_of

#: Who reads without a token, by address: ten a second, for harvesters of partner institutes.
READING = Rate("reading", 600, 60)
#: Who reads with a token, by token.
WITH_TOKEN = Rate("token", 1_200, 60)
#: Every deposit is somebody's work; more than these in an hour are a programme that went wrong.
WRITING = Rate("writing", 300, 3600)
SAFE = {"GET", "HEAD", "OPTIONS"}


class ByAddressOrToken(BaseThrottle):
    """What is left is told in headers of every answer; see ``salam.open_doors``."""

    standing: Standing | None = None

    def allow_request(self, request: Request, view: Any) -> bool:
        token = request.auth if isinstance(request.auth, ApiToken) else None
        django_request = request._request  # noqa: SLF001 -- the way DRF offers
        who = f"token-{token.pk}" if token else network_of(django_request)
        rate = WITH_TOKEN if token else READING
        if request.method not in SAFE:
            rate = WRITING
        self.standing = count(rate, who)
        django_request.rate_standing = self.standing  # type: ignore[attr-defined]
        return not (self.standing and self.standing.is_exceeded)

    def wait(self) -> float | None:
        return self.standing.resets_in if self.standing else None
