"""How a request is read: which format it wants, and by what it narrows a list."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import exceptions
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from partners.api.problems import Unknown


class ByAcceptOrFormat(DefaultContentNegotiation):
    """Asking with ``?format=`` for what is not offered is the same fault as by ``Accept``."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: Any = None
    ) -> tuple[BaseRenderer, str]:
        if request.query_params.get("format") == "":
            raise exceptions.NotAcceptable
        chosen: tuple[BaseRenderer, str] = super().select_renderer(
            request, renderers, format_suffix
        )
        return chosen

    def filter_renderers(
        self,
        renderers: Iterable[BaseRenderer],
        format: str,  # noqa: A002 -- DRF's name
    ) -> list[BaseRenderer]:
        offered = list(renderers)
        found = [renderer for renderer in offered if renderer.format == format]
        if not found:
            raise exceptions.NotAcceptable(available_renderers=offered)
        return found


class StrictFilters(DjangoFilterBackend):  # type: ignore[misc]
    """A value that means nothing is told, with the name of its parameter."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        filterset = self.get_filterset(request, queryset, view)
        if filterset is None:
            return queryset
        if not filterset.is_valid():
            raise Unknown(
                {name: [str(said) for said in faults] for name, faults in filterset.errors.items()}
            )
        return filterset.qs

    def get_filterset_kwargs(self, request: Request, queryset: Any, view: Any) -> dict[str, Any]:
        said = super().get_filterset_kwargs(request, queryset, view)
        return {**said, "data": _without_nul(request.query_params)}


def _without_nul(asked: QueryDict) -> QueryDict:
    """No value holds a NUL, and PostgreSQL takes none: it becomes a sign that no value holds."""
    if not any("\0" in value for values in asked.lists() for value in values[1]):
        return asked
    cleaned = asked.copy()
    for name, values in asked.lists():
        cleaned.setlist(name, [str(value).replace("\0", "\ufffd") for value in values])
    return cleaned
