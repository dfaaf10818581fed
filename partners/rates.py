"""How often somebody may ask, counted in the cache; with the cache away everybody may."""

import logging
import time
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds."""

    name: str
    most: int
    seconds: int


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
    """One more request of ``who``; None where the cache can't be asked.

    The cache is told a number made of ``who`` and the hub's secret, not the address itself.
    """
    window, gone = divmod(int(now or time.time()), rate.seconds)
    counted = salted_hmac("partners.rates", who).hexdigest()
    key = f"rate:{rate.name}:{counted}:{window}"
    try:
        cache.add(key, 0, timeout=rate.seconds + 1)
        used = cache.incr(key)
    except (RedisError, OSError):
        log.warning("The cache is away: nobody's requests are counted.")
        return None
    except ValueError:
        return None  # the cache dropped the key just now: begin again with the next request
    return Standing(rate, used, rate.seconds - gone)


def count_visitor(request: HttpRequest, rate: Rate) -> Standing | None:
    """One more request of whoever asks; kept with the request, for its headers."""
    standing = count(rate, network_of(request))
    request.rate_standing = standing  # type: ignore[attr-defined]
    return standing


def network_of(request: HttpRequest) -> str:
    """Whom a limit counts as one: an IPv6 line has more addresses than any limit has numbers."""
    try:
        address = ip_address(address_of(request))
    except ValueError:
        return ""
    if isinstance(address, IPv4Address) or address.ipv4_mapped:
        return str(getattr(address, "ipv4_mapped", None) or address)
    return str(ip_network((address.packed, 64), strict=False).network_address)


def address_of(request: HttpRequest) -> str:
    """The visitor's address: the last that our own proxy saw, or the connection's."""
    proxies = settings.PROXIES
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and seen[-1]:
        return seen[-min(proxies, len(seen))]
    return str(request.META.get("REMOTE_ADDR", ""))
