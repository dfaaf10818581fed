from rest_framework.viewsets import ReadOnlyModelViewSet

from partners.api.serializers import (
    CountrySerializer,
    InstitutionSerializer,
    PersonSerializer,
    ResourceCentreSerializer,
)
from partners.models import Country, Institution, Person, ResourceCentre

#: What may stand in an address for one thing; PostgreSQL would not even look for a NUL.
SLUG = "[-a-zA-Z0-9_]+"


class CountryViewSet(ReadOnlyModelViewSet[Country]):
    queryset = Country.objects.by_name()
    serializer_class = CountrySerializer
    lookup_value_regex = SLUG
    filterset_fields = ["is_of_the_hub"]


class InstitutionViewSet(ReadOnlyModelViewSet[Institution]):
    queryset = Institution.objects.shown().by_name()
    serializer_class = InstitutionSerializer
    lookup_field = "slug"
    lookup_value_regex = SLUG
    filterset_fields = ["kind", "hub_role", "country"]


class PersonViewSet(ReadOnlyModelViewSet[Person]):
    queryset = Person.objects.shown().by_name().with_affiliations()
    serializer_class = PersonSerializer
    lookup_field = "slug"
    lookup_value_regex = SLUG
    filterset_fields = ["orcid"]


class ResourceCentreViewSet(ReadOnlyModelViewSet[ResourceCentre]):
    queryset = ResourceCentre.objects.by_place()
    serializer_class = ResourceCentreSerializer
    lookup_field = "slug"
    lookup_value_regex = SLUG
    filterset_fields = ["kind", "country"]
