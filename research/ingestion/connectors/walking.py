"""From page to page of a source: tokens that outlive the process, and no endless walks."""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _

from research.ingestion.cleaning import countries
from research.ingestion.connectors.entries import Found, Refused
from research.ingestion.connectors.harvested import Item, Page
from research.ingestion.transport import Answer, SourceUnavailable, Transport

#: A page of a big repository takes its server a minute, and megabytes.
PATIENCE_SECONDS = 120.0
MOST_BYTES_OF_A_PAGE = 64 * 1024**2
#: What is kept of a record for people; one beyond the second is no description of a work.
MOST_RAW = 200_000
MOST_CHARACTERS_OF_A_RECORD = 2_000_000
LONGEST_NAME = 500
#: Pages in a row that hold nothing and still promise more.
MOST_EMPTY_PAGES = 5
MOST_PAGES = 100_000
#: A server that asks for a short pause has it at once; a longer one ends the run for now.
LONGEST_PAUSE_SECONDS = 30.0
#: Before asking again after an error of the server's own.
PAUSES_SECONDS = (1.0, 5.0)
ERRORS_THAT_PASS = frozenset({500, 502, 504})


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of a server, before it is a page."""

    items: tuple[Item, ...]
    #: What asks for the next one; "" at the end.
    cursor: str = ""
    total: int | None = None
    #: Of which part of the source: the same records may stand in several.
    part: str = ""


Ask = Callable[[str], Answered]


def for_harvests(transport: Transport) -> Transport:
    """The same door with the patience that a job has, and a person has not."""
    return replace(
        transport,
        patience=max(transport.patience, PATIENCE_SECONDS),
        most_bytes=max(transport.most_bytes, MOST_BYTES_OF_A_PAGE),
    )


def patiently(ask: Callable[[], Answer]) -> Answer:
    """The answer, asked for again where the server wants a moment or stumbled."""
    for pause in PAUSES_SECONDS:
        try:
            return ask()
        except SourceUnavailable as reason:
            if reason.retry_after is not None:
                if reason.retry_after > LONGEST_PAUSE_SECONDS:
                    raise
                time.sleep(reason.retry_after)
            elif reason.status in ERRORS_THAT_PASS:
                time.sleep(pause)
            else:
                raise
    return ask()


def walk(ask: Ask, *, token: str, watermark: str) -> Iterator[Page]:
    """Pages from a token on. Raises ``SourceUnavailable`` where the server leads in circles."""
    mark, cursor = opened(token) if token else (watermark, "")
    seen: set[bytes] = set()
    empty = 0
    for _page in range(MOST_PAGES):
        answered = ask(cursor)
        empty = 0 if answered.items else empty + 1
        if _is_old(answered, seen) or (answered.cursor and empty > MOST_EMPTY_PAGES):
            raise SourceUnavailable(_("The server sends the same records over and over."))
        following = sealed(mark, answered.cursor) if answered.cursor else ""
        yield Page(answered.items, following, answered.total, mark)
        if not answered.cursor:
            return
        cursor = answered.cursor
    raise SourceUnavailable(_("The server has more pages than anybody could want."))


def _is_old(answered: Answered, seen: set[bytes]) -> bool:
    """Whether the very same page was there before. Cursors don't tell: some never change."""
    if not answered.items:
        return False
    names = "\n".join((answered.part, *(item.identifier for item in answered.items)))
    mark = hashlib.blake2b(names.encode(), digest_size=16).digest()
    is_old = mark in seen
    seen.add(mark)
    return is_old


def sealed(watermark: str, cursor: str) -> str:
    """A token that also keeps when the run began, for the process that goes on with it."""
    return f"{watermark} {cursor}"


def opened(token: str) -> tuple[str, str]:
    watermark, _blank, cursor = token.partition(" ")
    return watermark, cursor


def now() -> str:
    """The moment as watermarks have it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(since: str) -> datetime | None:
    """When a watermark or a day is; nothing where it is none."""
    try:
        read = datetime.fromisoformat(since.strip())
    except ValueError:
        return None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def day_before(since: str, days: int) -> str:
    """The day from which to ask: earlier, for what came late into a server's index."""
    at = moment(since)
    return (at - timedelta(days=days)).date().isoformat() if at else ""


def item(
    identifier: str, raw: str, read: Found | Refused | None, *, changed: str = "",
    is_deleted: bool = False,
) -> Item:  # fmt: skip
    """A record of a source, whatever it lacks: without a name it is known by its content."""
    if len(raw) > MOST_CHARACTERS_OF_A_RECORD:
        read = Refused(1, "", "", _("The record is too large to be the description of a work."))
    kept = raw if len(raw) <= MOST_RAW else raw[:MOST_RAW] + "…"
    name = " ".join(identifier.split()) or named_by_content(raw)
    return Item(name[:LONGEST_NAME], kept.replace("\0", ""), _placed(read), is_deleted, changed)


def _placed(read: Found | Refused | None) -> Found | Refused | None:
    """With the countries that its words name, where the source doesn't classify it."""
    if not isinstance(read, Found) or read.output.countries:
        return read
    output = read.output
    words = [output.title, output.subtitle, *output.keywords]
    found = countries.named(". ".join(words)) or countries.named(output.abstract)
    return replace(read, output=replace(output, countries=found)) if found else read


def named_by_content(raw: str) -> str:
    digest = hashlib.blake2b(raw.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return f"content:{digest}"
