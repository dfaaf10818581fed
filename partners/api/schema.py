"""How the API describes itself: what every address has in common is said here once."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from partners.api import problems
from partners.api.choosing import ALL
from partners.api.filters import AnyOf
from partners.api.lists import ReadList
from partners.api.paging import MOST_ON_A_PAGE, PAGE_SIZE
from partners.api.rates import SAFE

PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem details.",
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
#: What may go wrong with any request, with one that names a thing, and with one that writes.
ALWAYS = (400, 401, 405, 406, 429)
OF_ONE = (404,)
WRITING = (403, 409, 413, 415)


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
            told += [*self._paging(view), *_filters(view)]
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

    def get_filter_backends(self) -> list[Any]:
        return []  # described by hand, as they are declared by hand

    def _get_paginator(self) -> Any:
        return super()._get_paginator()  # type: ignore[no-untyped-call]


def _several(name: str, values: list[str], what: str) -> OpenApiParameter:
    items = {"type": "string", "enum": values}
    return OpenApiParameter(
        name,
        {"type": "array", "items": items},
        description=what,
        style="form",
        explode=False,
    )


def _filters(view: "ReadList[Any]") -> list[OpenApiParameter]:
    filters = view.filterset_class.base_filters if view.filterset_class else {}
    return [
        OpenApiParameter(
            name,
            {"type": "array", "items": {"type": "string"}}
            if isinstance(one, AnyOf)
            else getattr(one, "described_as", {"type": "string"}),
            description=str(one.label or ""),
            explode=True if isinstance(one, AnyOf) else None,
        )
        for name, one in filters.items()
    ]


def with_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Every address says how it may fail, and every answer of a format that it has one."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            codes = [*ALWAYS, *(OF_ONE if "{" in path else ())]
            codes += WRITING if method.upper() not in SAFE else ()
            for code in codes:
                operation["responses"].setdefault(str(code), _answer(code))
    return result


def _answer(code: int) -> dict[str, Any]:
    content = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": problems.TITLES.get(code, "A problem"), "content": content}
