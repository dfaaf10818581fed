from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.viewsets import ReadOnlyModelViewSet

from partners.api.views import SLUG
from research.api.filters import OutputFilter
from research.api.serializers import OutputSerializer, ThemeSerializer
from research.models import Output, Theme


class NewestFirst(CursorPagination):
    """A keyset position, so that the last page costs what the first does."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = ("-issued", "-pk")

    def decode_cursor(self, request: Request) -> Any:
        """Readers can write a cursor themselves; PostgreSQL takes no NUL in a text."""
        cursor = super().decode_cursor(request)
        if cursor and "\0" in str(cursor.position):
            raise NotFound(self.invalid_cursor_message)
        return cursor


class OutputViewSet(ReadOnlyModelViewSet[Output]):
    queryset = Output.objects.published().for_listing()
    serializer_class = OutputSerializer
    lookup_field = "slug"
    lookup_value_regex = SLUG
    pagination_class = NewestFirst
    filterset_class = OutputFilter


class ThemeViewSet(ReadOnlyModelViewSet[Theme]):
    queryset = Theme.objects.in_order()
    serializer_class = ThemeSerializer
    lookup_field = "slug"
    lookup_value_regex = SLUG
