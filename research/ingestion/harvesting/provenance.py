"""Who said what stands in a field: a source, or people since.

Of each value that a harvest writes, the provenance keeps the source and a digest of the
value. While the field still holds this value nobody has touched it, and the source may say
something newer; else a person has, in whatever way: the form, a merge, an older state
brought back. So no way of editing can forget to tell.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from research.ingestion.importing import drafting
from research.ingestion.records import IncomingOutput
from research.models import Output, Source

#: The people, who stand in rows of their own.
PEOPLE = "people"
#: Fields that a source may fill and keep up to date.
FIELDS = ("type", "language", *drafting.PLAIN, *drafting.LISTS, PEOPLE)
MARK = "harvest:"


def told(record: IncomingOutput) -> dict[str, Any]:
    """What a record says, by field, as an output holds it; only what it does say."""
    values: dict[str, Any] = {}
    for name in FIELDS:
        value = people_of(record) if name == PEOPLE else getattr(record, name)
        if value:
            values[name] = list(value) if isinstance(value, tuple) else value
    return values


def people_of(record: IncomingOutput) -> list[list[str]]:
    return [[person.name, str(person.role)] for person in record.people]


def standing(output: Output, name: str) -> Any:
    """What the output holds there now."""
    if name == PEOPLE:
        credits_ = sorted(output.credits.all(), key=lambda one: (one.order, one.pk))
        return [[one.name, str(one.role)] for one in credits_]
    value = getattr(output, name)
    return list(value) if isinstance(value, list | tuple) else value


def entry(source: Source, value: Any) -> dict[str, str]:
    return {"source": source.mark, "digest": _digest(value)}


def written(source: Source, values: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {name: entry(source, value) for name, value in values.items()}


def writer(output: Output, name: str) -> str:
    """The mark of the source whose value still stands there; empty where people wrote it."""
    known = _entry(output, name)
    mark = str(known.get("source", ""))
    if not mark.startswith(MARK) or "digest" not in known:
        return ""
    return mark if known["digest"] == _digest(standing(output, name)) else ""


def was_emptied(output: Output, name: str) -> bool:
    """A source wrote it and nothing is left: somebody took it out."""
    return "digest" in _entry(output, name) and not standing(output, name)


def is_harvested(output: Output) -> bool:
    """Whether a harvest made it or wrote some field of it."""
    return any(_entry_source(known).startswith(MARK) for known in _entries(output).values())


def sources_of(output: Output) -> set[str]:
    """The short names of sources that wrote any of it."""
    marks = {_entry_source(known) for known in _entries(output).values()}
    return {mark.removeprefix(MARK) for mark in marks if mark.startswith(MARK)}


def _entries(output: Output) -> dict[str, Any]:
    return output.provenance if isinstance(output.provenance, dict) else {}


def _entry(output: Output, name: str) -> dict[str, Any]:
    known = _entries(output).get(name)
    return known if isinstance(known, dict) else {}


def _entry_source(known: object) -> str:
    return str(known.get("source", "")) if isinstance(known, dict) else ""


def _digest(value: Any) -> str:
    plain = _ordered(value)
    return hashlib.sha256(json.dumps(plain, ensure_ascii=True).encode()).hexdigest()[:16]


def _ordered(value: Any) -> Any:
    """People of several roles stand in rows by role: their order among roles says nothing."""
    if isinstance(value, Iterable) and not isinstance(value, str):
        values = list(value)
        if values and all(isinstance(one, list) for one in values):
            return sorted(values, key=lambda one: one[1])
        return values
    return value
