from rest_framework import serializers

from partners.models import Affiliation, Country, Institution, Person, ResourceCentre


class CountrySerializer(serializers.ModelSerializer[Country]):
    class Meta:
        model = Country
        fields = ["code", "name", "is_of_the_hub"]


class InstitutionSerializer(serializers.ModelSerializer[Institution]):
    country = serializers.CharField(source="country_id", allow_null=True)

    class Meta:
        model = Institution
        fields = [
            "slug",
            "name",
            "acronym",
            "kind",
            "hub_role",
            "country",
            "city",
            "website",
            "ror",
            "description",
        ]


class AffiliationSerializer(serializers.ModelSerializer[Affiliation]):
    institution = serializers.SlugRelatedField[Institution](
        slug_field="slug", read_only=True, allow_null=True
    )

    class Meta:
        model = Affiliation
        fields = ["institution", "role", "as_of"]


class PersonSerializer(serializers.ModelSerializer[Person]):
    affiliations = AffiliationSerializer(many=True, read_only=True)

    class Meta:
        model = Person
        fields = ["slug", "name", "orcid", "affiliations"]


class ResourceCentreSerializer(serializers.ModelSerializer[ResourceCentre]):
    country = serializers.CharField(source="country_id")

    class Meta:
        model = ResourceCentre
        fields = [
            "slug",
            "name",
            "kind",
            "country",
            "region",
            "city",
            "address",
            "services",
            "languages",
            "phones",
            "website",
            "hours",
            "last_confirmed_on",
        ]
