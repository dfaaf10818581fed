"""Two clicks of one reader, told apart from two readers, without knowing either.

Address and browser are hashed with a salt that is made anew each day and deleted the
next: then nobody, not even the hub, can tell which address a hash came from.
"""

import hashlib
import secrets
from datetime import date
from functools import lru_cache

from research.models import UsageSalt

SALT_BYTES = 32
HASH_BYTES = 16


def visitor(address: str, agent: str, day: date) -> bytes:
    said = f"{address}\n{agent}".encode(errors="replace")
    return hashlib.blake2b(said, key=_salt(day), digest_size=HASH_BYTES).digest()


@lru_cache(maxsize=1)
def _salt(day: date) -> bytes:
    """The same in every process: whoever comes first makes it, and drops those before."""
    UsageSalt.objects.bulk_create(
        [UsageSalt(day=day, salt=secrets.token_bytes(SALT_BYTES))], ignore_conflicts=True
    )
    forget_salts(before=day)
    return bytes(UsageSalt.objects.get(pk=day).salt)


def forget_salts(*, before: date) -> None:
    UsageSalt.objects.before(before).delete()


def forget_what_is_cached() -> None:
    """For tests, which begin each day anew."""
    _salt.cache_clear()
