"""What was worked out once and is kept in the cache; with the cache away nothing is kept."""

import logging
from collections.abc import Collection, Mapping
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
#: How a cache that is down says so.
AWAY = (RedisError, OSError)


def kept(keys: Collection[str]) -> dict[str, Any]:
    """Those of ``keys`` that are there."""
    try:
        return cache.get_many(keys)
    except AWAY:
        log.warning("The cache is away: what it held is worked out again.")
        return {}


def keep(values: Mapping[str, Any], seconds: int) -> None:
    try:
        cache.set_many(dict(values), seconds)
    except AWAY:
        log.warning("The cache is away: nothing new is kept.")
