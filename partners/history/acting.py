"""Who is at work: told to the database for the length of a transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from partners.models import User

#: As long as the column that keeps it.
LONGEST_NOTE = 200


@contextmanager
def acting(user: User | None, how: str = "") -> Iterator[None]:
    """Every change within the block is noted as made by ``user``, and how: one transaction.

    Within another such block the outer name comes back afterwards.
    """
    with transaction.atomic():
        before = _set(str(user.pk) if user else "", how)
        yield
        # After a failure the transaction takes the settings back by itself.
        _set(*before)


def _set(who: str, how: str) -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('hub.changed_by', true), ''),"
            " coalesce(current_setting('hub.changed_how', true), '')"
        )
        before: tuple[str, str] = cursor.fetchone()
        cursor.execute(
            "SELECT set_config('hub.changed_by', %s, true),"
            " set_config('hub.changed_how', %s, true)",
            [who, how[:LONGEST_NOTE]],
        )
    return before
