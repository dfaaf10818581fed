"""A list and its details, as every part of the API offers them."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django_filters import FilterSet
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.viewsets import ReadOnlyModelViewSet

from partners.api.choosing import Choice, ChosenFields
from partners.api.paging import Keyset, Order

Row = TypeVar("Row", bound=Model)
#: What may stand in an address for one thing; PostgreSQL would not even look for a NUL.
SLUG = "[-a-zA-Z0-9_]+"


class ReadList(ReadOnlyModelViewSet[Row]):
    """Reads, paged by keyset, with a choice of fields. ``orders`` are what ``sort`` knows."""

    serializer_class: type[ChosenFields]
    filterset_class: type[FilterSet] | None = None
    pagination_class = Keyset
    lookup_field = "slug"
    lookup_value_regex = SLUG
    orders: Mapping[str, Order] = {"name": Order("name")}
    default_order = "name"
    choice = Choice()
    #: Parameters of the list that are no filters, for its description.
    more_parameters: Sequence[OpenApiParameter] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in {"GET", "HEAD"}:
            self.choice = Choice.parse(request, self.serializer_class)

    def get_serializer_context(self) -> dict[str, Any]:
        context = dict(super().get_serializer_context())
        site = self.request.build_absolute_uri("/")[:-1] if self.request else ""
        return context | {"choice": self.choice, "site": site}

    def get_queryset(self) -> QuerySet[Row]:
        return self.fetched(super().get_queryset())

    def fetched(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """With what the chosen expansions need, in a fixed number of queries."""
        for name in sorted(self.choice.expanded):
            if self.choice.sends(name):
                rows = self.serializer_class.expansions[name].fetch(rows)
        return rows
