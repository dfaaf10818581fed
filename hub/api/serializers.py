from rest_framework import serializers

from hub.models import Event
from partners.api.addresses import PageAddress
from partners.api.choosing import ChosenFields, Expansion, NamesOf
from partners.api.serializers import CountrySerializer
from research.api.rows import ExpandedInstitutions, Institutions
from research.api.serializers import COUNTRIES, THEMES, NamedOutputSerializer, published_outputs


class EventSerializer(ChosenFields, serializers.ModelSerializer[Event]):
    url = PageAddress()
    country = serializers.CharField(source="country_id", allow_null=True, read_only=True)
    institutions = Institutions(source="event_institutions")
    themes = NamesOf("slug")
    countries = NamesOf("code")

    expansions = {
        "country": Expansion(lambda: CountrySerializer(read_only=True, allow_null=True)),
        "institutions": Expansion(lambda: ExpandedInstitutions(source="event_institutions")),
        "themes": THEMES,
        "countries": COUNTRIES,
        "outputs": Expansion(
            lambda: NamedOutputSerializer(many=True, read_only=True),
            lambda rows: rows.prefetch_related(published_outputs()),
        ),
    }

    class Meta:
        model = Event
        fields = [
            "slug",
            "url",
            "title",
            "kind",
            "starts_on",
            "ends_on",
            "timezone",
            "mode",
            "country",
            "city",
            "venue",
            "summary",
            "themes",
            "countries",
            "institutions",
        ]
