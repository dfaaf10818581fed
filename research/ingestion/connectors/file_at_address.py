"""A file somewhere on the web as a source: a list in any format that the import reads.

It is fetched whole at every run; a record that is as it was is known by its content.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import islice

from django.utils.translation import gettext_lazy as _

from research.ingestion.connectors import files, told_settings
from research.ingestion.connectors.composing import compose
from research.ingestion.connectors.entries import Entries, Entry, Found, Refused
from research.ingestion.connectors.harvested import Item, Page, Setting
from research.ingestion.connectors.walking import (
    for_harvests,
    item,
    named_by_content,
    now,
    opened,
    patiently,
    sealed,
)
from research.ingestion.transport import SourceUnavailable, Transport

ROWS = 100
SETTINGS = (
    Setting(
        "address",
        _("Address of the file"),
        _("A table with a column “title”, RIS, BibTeX, EndNote, PubMed, Web of Science or JSON."),
        is_required=True,
        clean=told_settings.address,
    ),
)


def pages(
    transport: Transport, settings: Mapping[str, str], _since: str, token: str
) -> Iterator[Page]:
    patient = for_harvests(transport)
    answer = patiently(lambda: patient.get(settings["address"]))
    digest = hashlib.blake2b(answer.content, digest_size=16).hexdigest()
    try:
        found = files.open_(answer.content)
    except files.UnknownFormat as reason:
        raise SourceUnavailable(str(reason)) from reason
    mark, place = opened(token) if token else (now(), "")
    number, _colon, of = place.partition(":")
    # In a file that has changed nobody knows where to go on: it is read from its beginning.
    begin = int(number) if of == digest else 0
    items = _items(found.entries)
    done = len(list(islice(items, begin)))
    while chunk := tuple(islice(items, ROWS)):
        done += len(chunk)
        following = sealed(mark, f"{done}:{digest}") if len(chunk) == ROWS else ""
        yield Page(chunk, following, None, mark)
    if done % ROWS == 0:
        yield Page((), "", done, mark)


def _items(entries: Entries) -> Iterator[Item]:
    seen: dict[str, int] = {}
    for entry in entries:
        name, raw, read = _read(entry)
        # One name for several records would make each change the one before.
        seen[name] = seen.get(name, 0) + 1
        known = name if seen[name] == 1 else f"{name}#{seen[name]}"
        yield item(known, raw, read)


def _read(entry: Entry | Refused) -> tuple[str, str, Found | Refused]:
    if isinstance(entry, Refused):
        raw = json.dumps({"line": entry.line, entry.field: entry.value}, ensure_ascii=False)
        return named_by_content(raw), raw, entry
    raw = json.dumps(entry.values, ensure_ascii=False, indent=1)
    read = compose(entry)
    output = read.output if isinstance(read, Found) else None
    name = output and (output.identifier or output.doi or output.handle or output.url)
    return name or named_by_content(raw), raw, read
