"""Which state of a deposit somebody has read: its ETag, and ``If-Match`` before a change."""

import hashlib
import json
from collections.abc import Collection

from rest_framework.request import Request

from partners.api.problems import ChangedSince
from partners.models import Change
from research.models import Output

HEADER = "If-Match"
#: Enough of a digest for the states of one record.
LENGTH = 20


def etag(output: Output, fields: Collection[str] = ()) -> str:
    """Of everything a reader is told; a choice of fields has a tag of its own."""
    part = f".{_digest(sorted(fields))}" if fields else ""
    return f'"{_version(output)}{part}"'


def require(request: Request, output: Output) -> None:
    """Raises ``ChangedSince`` where the request is about another state of the output.

    Any choice of fields is of the same state, and so is what was compressed on its way,
    of which the tag is marked as weak.
    """
    said = request.headers.get(HEADER, "").strip()
    if not said or said == "*":
        return
    tags = (one.strip().removeprefix("W/").strip('"') for one in said.split(","))
    if _version(output) not in {tag.partition(".")[0] for tag in tags}:
        raise ChangedSince(
            "Somebody changed it since you read it: read it again, then send your change."
        )


def _version(output: Output) -> str:
    """The history numbers every change by people; a worker reads documents without one."""
    number = Change.objects.of_record(output._meta.db_table, str(output.pk)).last_number()  # noqa: SLF001
    states = [[one.pk, one.state, one.reason] for one in output.documents.all()]
    return _digest([output.pk, number, output.updated_at.isoformat(), sorted(states)])


def _digest(said: object) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:LENGTH]
