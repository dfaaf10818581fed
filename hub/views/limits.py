"""How often one network address may send a form: counted for an hour, told to nobody."""

import logging

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

PERIOD = 3600
#: A ministry's desks may share one address; a machine sends thousands.
MOST = 30


def is_too_often(request: HttpRequest, form: str) -> bool:
    """Count this sending; a cache that is down lets it pass, as letters are counted too."""
    name = salted_hmac("hub.views.limits", f"{form} {network_address(request)}").hexdigest()
    try:
        cache.add(f"limit-{name}", 0, PERIOD)
        return int(cache.incr(f"limit-{name}")) > MOST
    except (RedisError, ValueError) as fault:
        log.warning("Sent forms can't be counted: %s", fault)
        return False


def network_address(request: HttpRequest) -> str:
    """Of the reader. Behind the proxy that we trust for the scheme, the last one it has seen."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
