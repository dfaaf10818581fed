"""How the API describes itself: what every address has in common is said here once."""

import inspect
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from partners.api import problems
from partners.api.choosing import ALL, ChosenFields
from partners.api.filters import AnyOf
from partners.api.lists import ReadList
from partners.api.paging import MOST_ON_A_PAGE, PAGE_SIZE
from partners.api.rates import SAFE

PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem details.",
    "example": {
        "type": "about:blank",
        "title": problems.TITLES[400],
        "status": 400,
        "instance": "/api/v1/outputs/",
        "detail": "Some parameters of the query mean nothing here.",
        "errors": [{"parameter": "year_min", "detail": "A year from 1900 to 2100."}],
    },
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "detail": {"type": "string"},
                    "parameter": {"type": "string", "description": "Of the query."},
                    "pointer": {"type": "string", "description": "Into the body (RFC 6901)."},
                },
            },
        },
    },
}
#: What may go wrong with any request, with one that reads by a token, with one that writes.
ALWAYS = (400, 401, 404, 405, 406, 429)
READING_AS = (403,)
WRITING = (403, 409, 413, 415)
#: With a change of what stands there already.
CHANGING = (412,)


SUMMARIES = {
    "list": "List %(what)s",
    "retrieve": "Read one %(what)s",
    "create": "Create an %(what)s",
    "partial_update": "Change some fields of an %(what)s",
}


class Described(AutoSchema):
    """Adds to every list its choice of fields, its orders and its pages."""

    def get_override_parameters(self) -> list[Any]:
        view = self.view
        if not isinstance(view, ReadList) or self.method not in SAFE:
            return []
        serializer = view.serializer_class
        names = sorted({*serializer().fields, *serializer.expansions})
        told = [_several("fields", names, "Only these fields, separated by commas.")]
        if serializer.expansions:
            what = "Send these whole, separated by commas; “all” for everything."
            told.append(_several("expand", [*sorted(serializer.expansions), ALL], what))
        if view.action == "list":
            told += [*self._paging(view), *_filters(view), *view.more_parameters]
        return told

    def _paging(self, view: "ReadList[Any]") -> list[OpenApiParameter]:
        return [
            OpenApiParameter(
                "sort",
                str,
                enum=list(view.orders),
                default=view.default_order,
                description="The order of the list.",
            ),
            OpenApiParameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE},
                default=PAGE_SIZE,
            ),
            OpenApiParameter(
                "cursor", str, description="Taken from the links of another page; opaque."
            ),
        ]

    def get_summary(self) -> str | None:
        """The first line of what an action says of itself; of lists and details, what they are."""
        view = self.view
        action = getattr(view, "action", None)
        if action in SUMMARIES and isinstance(view, ReadList):
            names = view.serializer_class.Meta.model._meta  # type: ignore[attr-defined]  # noqa: SLF001
            of_one = action != "list"
            what = names.verbose_name if of_one else names.verbose_name_plural
            return SUMMARIES[action] % {"what": what}
        method = getattr(view, action or "get", None)
        said = (inspect.getdoc(method) or inspect.getdoc(view) or "").splitlines()[0]
        return said.rstrip(".")

    def get_filter_backends(self) -> list[Any]:
        return []  # described by hand, as they are declared by hand


class ChosenFieldsSchema(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """No field is there whatever was chosen, and what can be sent whole comes in two shapes."""

    target_class = "partners.api.choosing.ChosenFields"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        said: dict[str, Any] = auto_schema._map_serializer(  # type: ignore[no-untyped-call] # noqa: SLF001
            self.target, direction, bypass_extensions=True
        )
        said.pop("required", None)
        if said.get("description") == inspect.cleandoc(str(ChosenFields.__doc__)):
            del said["description"]
        properties = said.setdefault("properties", {})
        for name, expansion in self.target.expansions.items():
            field = expansion.field()
            field.bind(name, self.target)
            whole = auto_schema._map_serializer_field(  # type: ignore[no-untyped-call] # noqa: SLF001
                field, direction
            )
            plain = properties.get(name)
            properties[name] = {"anyOf": [plain, whole]} if plain else whole
        for name, one in properties.items():
            if name != "url":  # only the own address is always there; another may be empty
                _may_be_empty(one)
        return said


def _may_be_empty(said: dict[str, Any]) -> None:
    if said.get("format") == "uri":
        del said["format"]


def _several(name: str, values: list[str], what: str) -> OpenApiParameter:
    items = {"type": "string", "enum": values}
    return OpenApiParameter(
        name,
        {"type": "array", "items": items, "minItems": 1},
        description=what,
        style="form",
        explode=False,
    )


def _filters(view: "ReadList[Any]") -> list[OpenApiParameter]:
    filters = view.filterset_class.base_filters if view.filterset_class else {}
    return [
        OpenApiParameter(
            name,
            one.described_as,
            description=str(one.label or ""),
            explode=True if isinstance(one, AnyOf) else None,
        )
        for name, one in filters.items()
    ]


def with_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Every address says how it may fail, and every answer of a format that it has one."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    for operations in result["paths"].values():
        for method, operation in operations.items():
            codes = [*ALWAYS, *(WRITING if method.upper() not in SAFE else READING_AS)]
            codes += CHANGING if method.upper() == "PATCH" else ()
            for code in codes:
                operation["responses"].setdefault(str(code), _answer(code))
            for answer in operation["responses"].values():
                _as_text(answer.get("content", {}))
    return result


def _as_text(content: dict[str, Any]) -> None:
    """The schema of our JSON is none of other formats."""
    for media_type, said in content.items():
        if media_type not in {"application/json", problems.MEDIA_TYPE}:
            said["schema"] = {} if media_type.endswith("json") else {"type": "string"}


def _answer(code: int) -> dict[str, Any]:
    content = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": problems.TITLES.get(code, "A problem"), "content": content}
