"""A record as JSON in its row, and back."""

from dataclasses import fields
from typing import Any

from research.ingestion.records import IncomingOutput, IncomingPerson

FIELDS = [field.name for field in fields(IncomingOutput) if field.name != "people"]
OF_PEOPLE = [field.name for field in fields(IncomingPerson)]


def packed(record: IncomingOutput) -> dict[str, Any]:
    """Only what the record says."""
    people = [_told(person, OF_PEOPLE) for person in record.people]
    return _told(record, FIELDS) | ({"people": people} if people else {})


def _told(record: object, names: list[str]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(record, name))}


def unpacked(told: dict[str, Any]) -> IncomingOutput:
    values = {name: _tupled(value) for name, value in told.items() if name != "people"}
    people = tuple(IncomingPerson(**person) for person in told.get("people", ()))
    return IncomingOutput(**values, people=people)


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
