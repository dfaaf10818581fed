"""What servers say: an answer, or why there is none. Opens no connection."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any

from django.utils.translation import gettext as _

#: Answers after which a server wants to be left alone for a while.
LATER = frozenset({429, 503})
GONE = frozenset({404, 410})


class SourceUnavailable(Exception):
    """No answer to work with; the message says why, for people."""

    def __init__(
        self,
        reason: str,
        *,
        status: int = 0,
        retry_after: float | None = None,
        is_by_rule: bool = False,
    ) -> None:
        super().__init__(reason)
        #: Of the answer; 0 where there was none.
        self.status = status
        #: Seconds that the server asks to be left alone.
        self.retry_after = retry_after
        #: It may well be there, but we did not ask: for its robots.txt, or for want of a turn.
        self.is_by_rule = is_by_rule


@dataclass(frozen=True, slots=True)
class Seen:
    """What a server said to know an answer by, so that it is only sent again if changed."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in said.items() if value}


NEVER_SEEN = Seen()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, and where it was found in the end."""

    address: str
    content: bytes
    media_type: str
    charset: str
    seen: Seen = NEVER_SEEN
    #: What the server calls the file.
    filename: str = ""

    @property
    def text(self) -> str:
        try:
            return self.content.decode(self.charset, "replace")
        except LookupError:
            return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """Raises ``SourceUnavailable`` where it is none."""
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError) as error:
            raise SourceUnavailable(_("The server's answer can't be understood.")) from error


def headers_of(pairs: Iterable[tuple[bytes, bytes]]) -> Message:
    """The headers of an answer, asked for in whatever case."""
    said = Message()
    for name, value in pairs:
        said[name.decode("latin-1")] = value.decode("latin-1")
    return said


def answered(address: str, said: Message) -> Answer:
    # Message says text/plain where nothing is said.
    media_type = said.get_content_type() if said["Content-Type"] else ""
    charset = said.get_content_charset() or "utf-8"
    seen = Seen(said["ETag"] or "", said["Last-Modified"] or "")
    return Answer(address, b"", media_type, charset, seen, said.get_filename() or "")


def refuse_errors(status: int, said: Message) -> None:
    if status in LATER:
        wait = _retry_after(said["Retry-After"] or "")
        raise SourceUnavailable(
            _("The server asks to be left alone for a while."), status=status, retry_after=wait
        )
    if status in GONE:
        raise SourceUnavailable(_("The server knows nothing of it."), status=status)
    if not 200 <= status < 300:
        raise SourceUnavailable(
            _("The server answered with an error (%(status)d).") % {"status": status},
            status=status,
        )


def _retry_after(said: str) -> float | None:
    """Seconds, whether they were said as such or as a moment."""
    if said.strip().isdigit():
        return float(said)
    with suppress(ValueError, TypeError):
        moment = parsedate_to_datetime(said)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    return None
