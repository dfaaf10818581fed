"""A record as JSON in its row, and back."""

from dataclasses import asdict
from typing import Any

from research.ingestion.records import IncomingOutput, IncomingPerson


def packed(record: IncomingOutput) -> dict[str, Any]:
    """Only what the record says."""
    told = {name: value for name, value in asdict(record).items() if value}
    told["people"] = [
        {name: value for name, value in person.items() if value}
        for person in told.get("people", ())
    ]
    return told


def unpacked(told: dict[str, Any]) -> IncomingOutput:
    values = {name: _tupled(value) for name, value in told.items() if name != "people"}
    people = tuple(IncomingPerson(**person) for person in told.get("people", ()))
    return IncomingOutput(**values, people=people)


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
