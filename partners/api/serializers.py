from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from partners.api.addresses import PageAddress
from partners.api.choosing import ChosenFields, Expansion
from partners.models import Affiliation, Country, Institution, Person, ResourceCentre


class CountrySerializer(ChosenFields, serializers.ModelSerializer[Country]):
    class Meta:
        model = Country
        fields = ["code", "name", "is_of_the_hub"]


class NamedInstitutionSerializer(serializers.ModelSerializer[Institution]):
    """An institution inside another record."""

    url = PageAddress()
    website = serializers.CharField(read_only=True)
    country = serializers.CharField(source="country_id", allow_null=True, read_only=True)

    class Meta:
        model = Institution
        fields = ["slug", "url", "name", "acronym", "kind", "country", "city", "website", "ror"]


class InstitutionSerializer(ChosenFields, serializers.ModelSerializer[Institution]):
    url = PageAddress()
    country = serializers.CharField(source="country_id", allow_null=True, read_only=True)
    #: DRF calls by this name what a serializer stands in; declared fields lie elsewhere.
    parent = serializers.SlugRelatedField[Institution](  # type: ignore[assignment]
        slug_field="slug", read_only=True, allow_null=True
    )

    expansions = {
        "country": Expansion(
            lambda: CountrySerializer(read_only=True, allow_null=True),
            lambda rows: rows.select_related("country"),
        ),
        "parent": Expansion(lambda: NamedInstitutionSerializer(read_only=True, allow_null=True)),
    }

    class Meta:
        model = Institution
        fields = [
            "slug",
            "url",
            "name",
            "acronym",
            "kind",
            "hub_role",
            "country",
            "city",
            "website",
            "founded",
            "ror",
            "description",
            "parent",
        ]


class AffiliationSerializer(serializers.ModelSerializer[Affiliation]):
    institution = serializers.SlugRelatedField[Institution](
        slug_field="slug", read_only=True, allow_null=True
    )

    class Meta:
        model = Affiliation
        fields = ["institution", "role", "as_of"]


@extend_schema_serializer(component_name="AffiliationExpanded")
class ExpandedAffiliationSerializer(serializers.ModelSerializer[Affiliation]):
    institution = NamedInstitutionSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Affiliation
        fields = ["institution", "role", "as_of"]


class NamedPersonSerializer(serializers.ModelSerializer[Person]):
    """A person inside another record."""

    url = PageAddress()

    class Meta:
        model = Person
        fields = ["slug", "url", "name", "orcid"]


class PersonSerializer(ChosenFields, serializers.ModelSerializer[Person]):
    url = PageAddress()
    affiliations = AffiliationSerializer(many=True, read_only=True)

    expansions = {
        "affiliations": Expansion(
            lambda: ExpandedAffiliationSerializer(many=True, read_only=True),
        ),
    }

    class Meta:
        model = Person
        fields = ["slug", "url", "name", "name_variants", "orcid", "affiliations"]


def _with(name: str) -> Callable[[QuerySet[Any]], QuerySet[Any]]:
    return lambda rows: rows.prefetch_related(Prefetch(name, Institution.objects.by_name()))


class ResourceCentreSerializer(ChosenFields, serializers.ModelSerializer[ResourceCentre]):
    url = PageAddress()
    country = serializers.CharField(source="country_id", read_only=True)
    operators = serializers.SlugRelatedField[Institution](
        slug_field="slug", many=True, read_only=True
    )

    expansions = {
        "country": Expansion(
            lambda: CountrySerializer(read_only=True),
            lambda rows: rows.select_related("country"),
        ),
        "operators": Expansion(lambda: NamedInstitutionSerializer(many=True, read_only=True)),
        "host_institutions": Expansion(
            lambda: NamedInstitutionSerializer(many=True, read_only=True),
            _with("host_institutions"),
        ),
        "funders": Expansion(
            lambda: NamedInstitutionSerializer(many=True, read_only=True), _with("funders")
        ),
    }

    class Meta:
        model = ResourceCentre
        fields = [
            "slug",
            "url",
            "name",
            "kind",
            "country",
            "region",
            "city",
            "address",
            "latitude",
            "longitude",
            "services",
            "helps_with",
            "languages",
            "phones",
            "website",
            "weekly_hours",
            "hours",
            "operators",
            "last_confirmed_on",
        ]
