from django.db.models import Prefetch

from partners.api.filters import (
    CountryFilter,
    InstitutionFilter,
    PersonFilter,
    ResourceCentreFilter,
)
from partners.api.lists import SLUG, ReadList
from partners.api.paging import Order
from partners.api.serializers import (
    CountrySerializer,
    InstitutionSerializer,
    PersonSerializer,
    ResourceCentreSerializer,
)
from partners.models import Country, Institution, Person, ResourceCentre

__all__ = [
    "SLUG",
    "CountryViewSet",
    "InstitutionViewSet",
    "PersonViewSet",
    "ResourceCentreViewSet",
]


class CountryViewSet(ReadList[Country]):
    """Countries by their ISO 3166-1 alpha-2 code."""

    queryset = Country.objects.by_name()
    serializer_class = CountrySerializer
    lookup_field = "pk"
    filterset_class = CountryFilter

    def get_object(self) -> Country:
        """A code in any case."""
        self.kwargs["pk"] = self.kwargs["pk"].upper()
        return super().get_object()


class InstitutionViewSet(ReadList[Institution]):
    """Institutions that publish, fund, host or take part."""

    queryset = Institution.objects.shown().select_related("parent").by_name()
    serializer_class = InstitutionSerializer
    filterset_class = InstitutionFilter


class PersonViewSet(ReadList[Person]):
    """People of whom something public is known, with where they worked."""

    queryset = Person.objects.shown().by_name().with_affiliations()
    serializer_class = PersonSerializer
    filterset_class = PersonFilter


class ResourceCentreViewSet(ReadList[ResourceCentre]):
    """Places where migrants and their families find advice or help."""

    queryset = ResourceCentre.objects.by_place().prefetch_related(
        Prefetch("operators", Institution.objects.by_name())
    )
    serializer_class = ResourceCentreSerializer
    filterset_class = ResourceCentreFilter
    orders = {"name": Order("name"), "country": Order("country_id")}
