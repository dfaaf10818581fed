"""One question at a time to one server, whichever of our processes asks.

Whose turn it is stands in the cache; with the cache away each process keeps its own pace.
"""

import logging
import time

from django.core.cache import cache

from partners.caching import AWAY

log = logging.getLogger(__name__)
#: Who had to wait so long for a turn comes back later.
LONGEST_WAIT = 60.0
STEP = 0.1
#: When this process asked a server last, where the cache can't tell.
_own: dict[str, float] = {}


class NoTurn(Exception):
    """Too many wait for the same server."""


def wait(server: str, seconds: int) -> float:
    """Wait for a turn at ``server``, and take it: seconds waited. Raises ``NoTurn``."""
    began = time.monotonic()
    while not _taken(server, seconds):
        if time.monotonic() - began > LONGEST_WAIT:
            raise NoTurn
        time.sleep(STEP)
    return time.monotonic() - began


def _taken(server: str, seconds: int) -> bool:
    try:
        return cache.add(f"asked:{server}", 1, timeout=seconds)
    except AWAY:
        log.warning("The cache is away: this process keeps a pace of its own.")
    now = time.monotonic()
    if now - _own.get(server, -seconds) < seconds:
        return False
    _own[server] = now
    return True
