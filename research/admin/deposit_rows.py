"""Rows of the form of a deposit, begun with what was read."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from partners.admin.desk import TallRows
from research.admin.begun import Begun, begun


class DepositRows(TallRows):
    """Cards that fit a telephone."""

    template = "admin/research/output/rows.html"
    #: What was read for these rows, from how the deposit was begun.
    offered: Callable[[Begun], list[dict[str, Any]]] | None = None
    #: Whether anything can ever be read for these rows.
    offers = False

    def to_begin_with(self, request: HttpRequest, output: Any) -> list[dict[str, Any]]:
        """Values of new rows: on the form of a new output, what was read."""
        start = begun(request) if self.offered and (output is None or not output.pk) else None
        return self.offered(start) if self.offered and start else []

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """As many as were read; else an empty one, for who has no JavaScript to add it."""
        if not self.offers:
            return super().get_extra(request, obj, **kwargs)
        return max(len(self.begun_with(request, obj)), 0 if obj else 1)

    def begun_with(self, request: HttpRequest, output: Any) -> list[dict[str, Any]]:
        """The same, looked for once a request."""
        known: dict[type, list[dict[str, Any]]] = request.__dict__.setdefault("_rows_begun", {})
        if type(self) not in known:
            known[type(self)] = self.to_begin_with(request, output)
        return known[type(self)]
