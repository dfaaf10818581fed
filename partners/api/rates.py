"""How often somebody may ask, counted in the cache; with the cache away everybody may."""

import logging
import time
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from partners.models import ApiToken

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds."""

    name: str
    most: int
    seconds: int


#: Who reads without a token, by address: ten a second, for harvesters of partner institutes.
READING = Rate("reading", 600, 60)
#: Who reads or writes with a token, by token.
WITH_TOKEN = Rate("token", 1_200, 60)
#: Every deposit is somebody's work; more than these in an hour are a programme that went wrong.
WRITING = Rate("writing", 300, 3600)
SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of a rate is used, ready to be told in headers."""

    rate: Rate
    used: int
    resets_in: int

    @property
    def is_exceeded(self) -> bool:
        return self.used > self.rate.most

    def headers(self) -> dict[str, str]:
        """As the IETF's draft on RateLimit headers writes them."""
        rate, left = self.rate, max(self.rate.most - self.used, 0)
        return {
            "RateLimit-Policy": f'"{rate.name}";q={rate.most};w={rate.seconds}',
            "RateLimit": f'"{rate.name}";r={left};t={self.resets_in}',
        }


def count(rate: Rate, who: str, *, now: float | None = None) -> Standing | None:
    """One more request of ``who``; None where the cache can't be asked."""
    window, gone = divmod(int(now or time.time()), rate.seconds)
    key = f"rate:{rate.name}:{who}:{window}"
    try:
        cache.add(key, 0, timeout=rate.seconds + 1)
        used = cache.incr(key)
    except (RedisError, OSError):
        log.warning("The cache is away: nobody's requests are counted.")
        return None
    except ValueError:
        return None  # the cache dropped the key just now: begin again with the next request
    return Standing(rate, used, rate.seconds - gone)


class ByAddressOrToken(BaseThrottle):
    """The throttle of the whole API."""

    standing: Standing | None = None

    def allow_request(self, request: Request, view: Any) -> bool:
        token = request.auth if isinstance(request.auth, ApiToken) else None
        who = f"token-{token.pk}" if token else str(self.get_ident(request))
        rate = WITH_TOKEN if token else READING
        if request.method not in SAFE:
            rate = WRITING
        self.standing = count(rate, who)
        django_request: HttpRequest = request._request  # noqa: SLF001 -- the way DRF offers
        django_request.rate_standing = self.standing  # type: ignore[attr-defined]
        return not (self.standing and self.standing.is_exceeded)

    def wait(self) -> float | None:
        return self.standing.resets_in if self.standing else None
