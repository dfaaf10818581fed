"""Where the hub's records come from, and what the last harvest of each place brought."""

from typing import Any

import django_filters
from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from partners.api.choosing import ChosenFields, Expansion
from partners.api.filters import AnyOf
from partners.api.lists import ReadList
from partners.api.paging import Order
from partners.api.serializers import NamedInstitutionSerializer
from partners.models import Institution
from research.models import Harvest, Source
from research.models.harvests import COUNTS


class RunSerializer(serializers.ModelSerializer[Harvest]):
    """What was seen is what became of it added up."""

    class Meta:
        model = Harvest
        fields = ["state", "begun_at", "finished_at", "seen", *COUNTS]


class SourceSerializer(ChosenFields, serializers.ModelSerializer[Source]):
    institution = serializers.SlugRelatedField[Institution](
        slug_field="slug", read_only=True, help_text="Whose works it tells of; null: everybody's."
    )
    every_hours = serializers.IntegerField(source="every", read_only=True)
    last_run = serializers.SerializerMethodField()

    expansions = {
        "institution": Expansion(
            lambda: NamedInstitutionSerializer(read_only=True, allow_null=True)
        ),
    }

    class Meta:
        model = Source
        fields = [
            "slug", "name", "kind", "institution", "is_own", "trust", "is_active", "every_hours",
            "last_run",
        ]  # fmt: skip

    @extend_schema_field(RunSerializer(allow_null=True))
    def get_last_run(self, source: Source) -> dict[str, Any] | None:
        newest = next(iter(source.runs.all()), None)  # fetched with the list, one each
        return dict(RunSerializer(newest).data) if newest else None


class SourceFilter(django_filters.FilterSet):  # type: ignore[misc]
    institution = AnyOf("institution__slug")
    kind = AnyOf("kind")

    class Meta:
        model = Source
        fields: list[str] = []


class SourceViewSet(ReadList[Source]):
    """Places the hub harvests, with what came of it the last time."""

    queryset = Source.objects.select_related("institution").prefetch_related(
        Prefetch("runs", Harvest.objects.newest_of_each())
    )
    serializer_class = SourceSerializer
    filterset_class = SourceFilter
    orders = {"name": Order("name")}
