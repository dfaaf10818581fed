from rest_framework.pagination import CursorPagination
from rest_framework.viewsets import ReadOnlyModelViewSet

from research.api.filters import OutputFilter
from research.api.serializers import OutputSerializer, ThemeSerializer
from research.models import Output, Theme


class NewestFirst(CursorPagination):
    """A keyset position, so that the last page costs what the first does."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = ("-issued", "-pk")


class OutputViewSet(ReadOnlyModelViewSet[Output]):
    queryset = Output.objects.published().for_listing()
    serializer_class = OutputSerializer
    lookup_field = "slug"
    pagination_class = NewestFirst
    filterset_class = OutputFilter


class ThemeViewSet(ReadOnlyModelViewSet[Theme]):
    queryset = Theme.objects.in_order()
    serializer_class = ThemeSerializer
    lookup_field = "slug"
