"""Resumption tokens: all that is needed to go on, written in the token itself.

Nothing is kept on the server, so a token never expires and survives a restart, and going on
costs the same at any depth. Whoever changes one gets another part of the same public list.
"""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from research.oai.protocol import OaiError, Question, refuse_misspelt

#: The form of what is inside; a token of another form is told apart by it.
VERSION = 1
SELECTION = ("metadataPrefix", "set", "from", "until")


@dataclass(frozen=True, slots=True)
class Position:
    """Behind the record with this datestamp and number, the ``cursor``-th of ``size``."""

    datestamp: datetime
    output_id: int
    cursor: int
    size: int


def write(question: Question, position: Position) -> str:
    inside = [
        VERSION,
        question.verb,
        {name: question[name] for name in SELECTION if question[name]},
        position.datestamp.astimezone(UTC).isoformat(),
        position.output_id,
        position.cursor,
        position.size,
    ]
    plain = json.dumps(inside, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def read(token: str, verb: str) -> tuple[Question, Position]:
    """What was asked at first, and where to go on. Raises ``OaiError``."""
    try:
        plain = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        version, asked, selection, datestamp, output_id, cursor, size = json.loads(plain)
        position = Position(
            datetime.fromisoformat(datestamp), _number(output_id), _number(cursor), _number(size)
        )
        question = Question(verb, {str(name): str(value) for name, value in selection.items()})
        refuse_misspelt(question.arguments)
    except (OaiError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise refused() from error
    is_ours = version == VERSION and asked == verb and position.datestamp.tzinfo is not None
    if not is_ours or selection.keys() - set(SELECTION):
        raise refused()
    return question, position


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**63:
        raise ValueError(value)
    return value


def refused() -> OaiError:
    return OaiError("badResumptionToken", "This resumptionToken was not given by this repository.")
