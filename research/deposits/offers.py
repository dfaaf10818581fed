"""What was read from an upload, as it is kept in its row between two requests."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from research.ingestion.prefill import Filled, Prefill, Source, Suggestion, Topics
from research.ingestion.recommended import Said, recommended
from research.ingestion.records import IncomingPerson

TOPICS = ("themes", "countries", "keywords", "sdgs")


@dataclass(frozen=True, slots=True)
class Offer:
    """Values for the fields of a form, and topics to choose from."""

    fields: tuple[Filled, ...] = ()
    topics: Topics = field(default_factory=Topics)
    #: A plain sentence where something went wrong.
    problem: str = ""
    #: Sentences of sections that recommend.
    recommended: tuple[Said, ...] = ()

    @classmethod
    def of(cls, found: Prefill, topics: Topics) -> "Offer":
        pages = list(enumerate(found.pages, 1))
        return cls(found.fields, topics, found.problem, recommended(pages))

    def of_field(self, name: str) -> Filled | None:
        return next((filled for filled in self.fields if filled.field == name), None)

    def as_json(self) -> dict[str, Any]:
        """What a column can hold: files say things that no database takes."""
        kept: dict[str, Any] = _storable(self._said())
        return kept

    def _said(self) -> dict[str, Any]:
        return {
            "fields": [_as_json(filled) for filled in self.fields],
            "topics": {
                kind: [asdict(one) for one in getattr(self.topics, kind)] for kind in TOPICS
            },
            "problem": self.problem,
            "recommended": [asdict(one) for one in self.recommended],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Offer":
        topics = {
            kind: tuple(Suggestion(**one) for one in kept.get("topics", {}).get(kind, ()))
            for kind in TOPICS
        }
        fields = tuple(_filled(**one) for one in kept.get("fields", ()))
        sentences = tuple(Said(**one) for one in kept.get("recommended", ()))
        return cls(fields, Topics(**topics), kept.get("problem", ""), sentences)


def _as_json(filled: Filled) -> dict[str, Any]:
    value: Any = filled.value
    if filled.field == "people":
        value = [asdict(person) for person in _people(filled)]
    return {
        "field": filled.field,
        "value": value,
        "source": str(filled.source),
        "confidence": filled.confidence,
        "page": filled.page,
    }


def _filled(field: str, value: Any, source: str, confidence: float, page: int | None) -> Filled:
    if field == "people":
        value = tuple(IncomingPerson(**person) for person in value)
    elif isinstance(value, list):
        value = tuple(value)
    return Filled(field, value, Source(source), confidence, page)


def _people(filled: Filled) -> Iterable[IncomingPerson]:
    return (person for person in filled.value if isinstance(person, IncomingPerson))


def _storable(value: Any) -> Any:
    """Without NUL and halves of characters, at any depth."""
    if isinstance(value, str):
        return value.encode("utf-8", "ignore").decode().replace("\x00", "")
    if isinstance(value, dict):
        return {key: _storable(part) for key, part in value.items()}
    return [_storable(part) for part in value] if isinstance(value, list | tuple) else value
