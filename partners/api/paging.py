"""Paging by a position: the hundred-thousandth row costs what the first does.

The cursor holds the sort value and the key of the row a page ends at. PostgreSQL compares
both as one row value, so it begins to read the index right there, however many rows share
the value.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils.encoding import force_str
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from partners.api.problems import Unknown

PAGE_SIZE = 50
MOST_ON_A_PAGE = 200
NO_CURSOR = "This cursor is not one that was given out for this order."


@dataclass(frozen=True, slots=True)
class Order:
    """A column that is never null, and the direction; the key decides among equals."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after a row, or before it where it leads back."""

    order: str
    value: Any
    key: Any
    is_back: bool = False

    def written(self) -> str:
        value = self.value.isoformat() if isinstance(self.value, date) else self.value
        said = json.dumps([self.order, value, self.key, self.is_back], separators=(",", ":"))
        return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def page_size(request: Request) -> int:
    asked = request.query_params.get("page_size", str(PAGE_SIZE))
    if not (asked.isascii() and asked.isdecimal() and 1 <= int(asked[:9]) <= MOST_ON_A_PAGE):
        raise Unknown({"page_size": f"A page has 1 to {MOST_ON_A_PAGE} rows."})
    return int(asked)


def sort_of(request: Request, orders: Mapping[str, Any], default: str) -> str:
    asked = request.query_params.get("sort", default)
    if asked not in orders:
        raise Unknown({"sort": f"There is no such order; there are {', '.join(orders)}."})
    return asked


def decoded(text: str) -> Any:
    """What a cursor says. Raises ``NotFound``: there is no such page."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        return json.loads(raw)
    except (binascii.Error, ValueError, RecursionError) as error:
        raise NotFound(NO_CURSOR) from error


class Keyset(BasePagination):
    """Pages of any list by the ``orders`` of its view; ``sort`` and ``cursor`` in the query."""

    def paginate_queryset(  # type: ignore[override]
        self, queryset: QuerySet[Any], request: Request, view: Any = None
    ) -> list[Any]:
        self.request = request
        self.name = sort_of(request, view.orders, view.default_order)
        self.order: Order = view.orders[self.name]
        cursor = self._cursor(queryset.model)
        is_back = bool(cursor and cursor.is_back)
        descending = self.order.descending is not is_back
        if cursor:
            place = Tuple(self.order.column, "pk")
            compare = TupleLessThan if descending else TupleGreaterThan
            queryset = queryset.filter(compare(place, (cursor.value, cursor.key)))
        sign = "-" if descending else ""
        rows = queryset.order_by(f"{sign}{self.order.column}", f"{sign}pk")
        size = page_size(request)
        found = list(rows[: size + 1])
        has_more, found = len(found) > size, found[:size]
        if is_back:
            found.reverse()
        self._set_ends(found, has_more, cursor)
        return found

    def _set_ends(self, found: Sequence[Model], has_more: bool, cursor: Cursor | None) -> None:
        is_back = bool(cursor and cursor.is_back)
        has_next = has_more if not is_back else True
        has_previous = has_more if is_back else bool(cursor)
        self.next = self._at(found[-1], is_back=False) if found and has_next else None
        self.previous = self._at(found[0], is_back=True) if found and has_previous else None

    def _at(self, row: Model, *, is_back: bool) -> Cursor:
        return Cursor(self.name, getattr(row, self.order.column), row.pk, is_back)

    def _cursor(self, model: type[Model]) -> Cursor | None:
        text = self.request.query_params.get("cursor")
        if not text:
            return None
        match decoded(text):
            case [self.name, value, key, bool(is_back)]:
                return Cursor(
                    self.name,
                    _column_value(model, self.order.column, value),
                    _column_value(model, "pk", key),
                    is_back,
                )
        raise NotFound(NO_CURSOR)

    def links(self) -> dict[str, str | None]:
        here = self.request.build_absolute_uri()
        return {
            name: replace_query_param(here, "cursor", force_str(cursor.written()))
            if cursor
            else None
            for name, cursor in (("next", self.next), ("previous", self.previous))
        }

    def get_paginated_response(self, data: Any) -> Response:
        links = self.links()
        return Response({**links, "results": data}, headers=link_header(links))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri", "example": None}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": address, "previous": address, "results": schema},
        }


def link_header(links: Mapping[str, str | None]) -> dict[str, str]:
    """The neighbours of a page for formats that have no room for them."""
    rels = {"next": "next", "previous": "prev"}
    said = [f'<{url}>; rel="{rels[name]}"' for name, url in links.items() if url]
    return {"Link": ", ".join(said)} if said else {}


def _column_value(model: type[Model], name: str, value: object) -> Any:
    """What a cursor says as the column has it: a reader may have written the cursor."""
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)  # noqa: SLF001
    is_plain = isinstance(value, str | int) and not isinstance(value, bool)
    try:
        found = field.to_python(value) if is_plain else None  # type: ignore[union-attr]
    except (ValidationError, ValueError, TypeError, OverflowError) as error:
        raise NotFound(NO_CURSOR) from error
    is_too_much = isinstance(found, int) and not -(2**63) <= found < 2**63
    if found is None or is_too_much or "\0" in str(found):
        raise NotFound(NO_CURSOR)
    return found
