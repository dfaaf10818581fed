"""The router of ``/api/v1/``: each list by the name that stands in its address."""

from rest_framework.routers import DefaultRouter

from hub.api.views import EventViewSet
from partners.api.views import (
    CountryViewSet,
    InstitutionViewSet,
    PersonViewSet,
    ResourceCentreViewSet,
)
from research.api.views import OutputViewSet, ThemeViewSet

router = DefaultRouter()
router.register("outputs", OutputViewSet)
router.register("themes", ThemeViewSet)
router.register("institutions", InstitutionViewSet)
router.register("people", PersonViewSet)
router.register("events", EventViewSet)
router.register("resource-centres", ResourceCentreViewSet)
router.register("countries", CountryViewSet)
