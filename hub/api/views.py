import django_filters

from hub.api.serializers import EventSerializer
from hub.models import Event
from partners.api.filters import AnyOf, Overlapping, among, of_country
from partners.api.lists import ReadList
from partners.api.paging import Order
from research.api.filters import theme_slugs
from research.vocabularies import Form, Population, Stage


class EventFilter(django_filters.FilterSet):  # type: ignore[misc]
    kind = AnyOf("kind", among(Event.Kind.values))
    mode = AnyOf("mode", among(Event.Mode.values))
    country = of_country()
    theme = AnyOf("themes__slug", theme_slugs)
    institution = AnyOf("institutions__slug")
    form = Overlapping("forms", among(Form.values))
    stage = Overlapping("stages", among(Stage.values))
    population = Overlapping("populations", among(Population.values))

    class Meta:
        model = Event
        fields: list[str] = []


class EventViewSet(ReadList[Event]):
    """Meetings to come and meetings held."""

    queryset = Event.objects.for_listing().with_subjects()
    serializer_class = EventSerializer
    filterset_class = EventFilter
    orders = {
        "newest": Order("starts_on", descending=True),
        "oldest": Order("starts_on"),
    }
    default_order = "newest"
