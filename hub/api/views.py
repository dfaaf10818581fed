from rest_framework.viewsets import ReadOnlyModelViewSet

from hub.api.serializers import EventSerializer
from hub.models import Event
from partners.api.views import SLUG


class EventViewSet(ReadOnlyModelViewSet[Event]):
    queryset = Event.objects.newest_first().for_listing()
    serializer_class = EventSerializer
    lookup_field = "slug"
    lookup_value_regex = SLUG
    filterset_fields = ["kind", "country", "mode"]
