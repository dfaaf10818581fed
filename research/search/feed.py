"""The change feed, read by snapshot: which outputs changed since a position.

A position is a snapshot of PostgreSQL's transactions, not a number: a long
transaction that commits late is not lost, and nobody waits for it.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

#: Notes older than this are forgotten; an index that slept longer is rebuilt.
KEPT_FOR = timedelta(days=14)

_CHANGED_SINCE = """
SELECT pg_current_snapshot()::text,
       ARRAY(
           SELECT DISTINCT output_id FROM research_outputchange
           WHERE xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
             AND NOT pg_visible_in_snapshot(xid, %(seen)s::pg_snapshot)
           ORDER BY output_id
       )
"""


@dataclass(frozen=True, slots=True)
class Position:
    """What a reader of the feed has seen: a snapshot, and when it was taken."""

    snapshot: str
    taken_at: str

    @property
    def age(self) -> timedelta:
        return timezone.now() - datetime.fromisoformat(self.taken_at)

    @property
    def is_lost(self) -> bool:
        """Whether notes that came after it may have been forgotten."""
        return self.age > KEPT_FOR / 2


def now() -> Position:
    """The position from which everything that is not visible now will be a change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return _position(cursor.fetchone()[0])


def changed_since(position: Position) -> tuple[Position, tuple[int, ...]]:
    """The ids of outputs changed since ``position``, and the position after them."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED_SINCE, {"seen": position.snapshot})
        snapshot, ids = cursor.fetchone()
    return _position(snapshot), tuple(ids)


def _position(snapshot: str) -> Position:
    return Position(snapshot, timezone.now().isoformat())


def save(position: Position, folder: Path) -> None:
    """Keep the position beside the index: whole, or not at all."""
    draft = folder / "position.json.draft"
    draft.write_text(json.dumps(asdict(position)))
    draft.replace(folder / "position.json")


def load(folder: Path) -> Position | None:
    """The position kept beside the index, or None where there is none to trust."""
    try:
        return Position(**json.loads((folder / "position.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None


def forget_old_changes() -> int:
    """Delete notes that every follower has read or will rebuild without; says how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM research_outputchange WHERE noted_at < %s", [timezone.now() - KEPT_FOR]
        )
        return int(cursor.rowcount)
