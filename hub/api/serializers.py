from rest_framework import serializers

from hub.models import Event, EventInstitution


class EventInstitutionSerializer(serializers.ModelSerializer[EventInstitution]):
    slug = serializers.CharField(source="institution.slug")
    name = serializers.CharField(source="institution.name")

    class Meta:
        model = EventInstitution
        fields = ["slug", "name", "role"]


class EventSerializer(serializers.ModelSerializer[Event]):
    country = serializers.CharField(source="country_id", allow_null=True)
    institutions = EventInstitutionSerializer(
        source="event_institutions", many=True, read_only=True
    )

    class Meta:
        model = Event
        fields = [
            "slug",
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
            "institutions",
        ]
