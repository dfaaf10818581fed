"""``?fields=`` and ``?expand=``: what of a record is sent, and what it names is sent whole."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request

from partners.api.problems import Unknown

ALL = "all"


@dataclass(frozen=True, slots=True)
class Expansion:
    """A field that is sent whole on request: how it is written, and what must be read for it."""

    field: Callable[[], serializers.Field[Any, Any, Any, Any]]
    fetch: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader asked for; no ``fields`` means all that are sent by themselves."""

    fields: frozenset[str] = frozenset()
    expanded: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, request: Request, serializer: "type[ChosenFields]") -> "Choice":
        known = set(serializer().fields) | set(serializer.expansions)
        fields = _names(request, "fields")
        expanded = _names(request, "expand")
        if ALL in expanded:
            expanded = set(serializer.expansions) | expanded - {ALL}
        faults = {
            name: f"Not known: {_listed(unknown)}. Known: {_listed(there)}."
            for name, unknown, there in (
                ("fields", fields - known, known),
                ("expand", expanded - set(serializer.expansions), serializer.expansions),
            )
            if unknown
        }
        if faults:
            raise Unknown(faults)
        return cls(frozenset(fields), frozenset(expanded))

    def sends(self, name: str) -> bool:
        return not self.fields or name in self.fields


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "“”"


def _names(request: Request, parameter: str) -> set[str]:
    asked = request.query_params.getlist(parameter)
    return {name.strip() for name in ",".join(asked).split(",")} if asked else set()


class ChosenFields(serializers.Serializer[Any]):
    """Sends what was chosen; without a choice in the context, every field that it declares."""

    expansions: Mapping[str, Expansion] = {}

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        choice: Choice | None = self.context.get("choice")
        if choice is None or not self._is_asked_for():
            return fields
        for name in choice.expanded:
            fields[name] = self.expansions[name].field()
        return {name: field for name, field in fields.items() if choice.sends(name)}

    def _is_asked_for(self) -> bool:
        """A record inside another is sent as that one says."""
        parent = self.parent
        return parent is None or (
            isinstance(parent, serializers.ListSerializer) and parent.parent is None
        )


class NamesOf(serializers.ListField):
    """Related things by one plain attribute each; read once, without a serializer for each."""

    def __init__(self, attribute: str, **kwargs: Any) -> None:
        self.attribute = attribute
        super().__init__(child=serializers.CharField(), read_only=True, **kwargs)

    def to_representation(self, data: Any) -> list[Any]:
        return [getattr(row, self.attribute) for row in data.all()]
