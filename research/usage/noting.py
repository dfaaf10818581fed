"""Noting a use: one statement, and never a reason for a page to fail."""

import logging
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import DatabaseError, connection, transaction

from research.models import UsageEvent
from research.usage.robots import is_robot
from research.usage.visitors import visitor

Kind = UsageEvent.Kind
LONGEST_SOUGHT = 100

log = logging.getLogger(__name__)

#: The commit does not wait for the disk: a crash may cost the last half second of counts,
#: and no reader waits. In a statement of its own this setting ends with the statement.
_INSERT = """
WITH fast AS (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO research_usageevent (output_id, document_number, kind, visitor, sought, at)
SELECT %s, %s, %s, %s, %s, %s FROM fast
"""


@dataclass(frozen=True, slots=True)
class Use:
    """Somebody opened an output, or a document of it; address and browser are not kept."""

    output_id: int
    kind: str
    address: str
    agent: str
    document_id: int = 0
    sought: str = ""


def note(use: Use, *, at: datetime | None = None) -> None:
    """Note a use, unless a robot made it. A fault is logged, never raised."""
    if is_robot(use.agent):
        return
    at = at or datetime.now(UTC)
    sought = " ".join(use.sought.lower().split())[:LONGEST_SOUGHT]
    try:
        # Within a transaction a fault would spoil what else stands in it.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            who = visitor(use.address, use.agent, at.astimezone(UTC).date())
            with connection.cursor() as cursor:
                cursor.execute(
                    _INSERT, [use.output_id, use.document_id, use.kind, who, sought, at]
                )
    except DatabaseError:
        log.warning("A use could not be noted.", exc_info=True)
