"""The router of ``/api/v1/``: each list by the name that stands in its address."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views import defaults
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import APIRootView, DefaultRouter

from hub.api.views import EventViewSet
from partners.api import faults, problems
from partners.api.views import (
    CountryViewSet,
    InstitutionViewSet,
    PersonViewSet,
    ResourceCentreViewSet,
)
from research.api.deposits import DepositViewSet
from research.api.searching import SearchView
from research.api.sources import SourceViewSet
from research.api.views import (
    CorridorViewSet,
    OutputViewSet,
    PracticeViewSet,
    ProjectViewSet,
    RecommendationViewSet,
    ThemeViewSet,
)
from salam.api_docs import docs, schema

BEGINNING = "/api/"


class Root(APIRootView):
    """The lists there are."""

    renderer_classes = [JSONRenderer]
    permission_classes = [AllowAny]


class Router(DefaultRouter):
    APIRootView = Root
    include_format_suffixes = False


router = Router()
router.register("outputs", OutputViewSet)
router.register("themes", ThemeViewSet)
router.register("institutions", InstitutionViewSet)
router.register("people", PersonViewSet)
router.register("events", EventViewSet)
router.register("projects", ProjectViewSet)
router.register("practices", PracticeViewSet)
router.register("recommendations", RecommendationViewSet)
router.register("resource-centres", ResourceCentreViewSet)
router.register("countries", CountryViewSet)
router.register("corridors", CorridorViewSet)
router.register("sources", SourceViewSet)
router.register("deposits", DepositViewSet, basename="deposit")

api_patterns: list[URLPattern | URLResolver] = [
    path("search/", SearchView.as_view(), name="search"),
    path("schema/", schema, name="schema"),
    path("", include(router.urls)),
]

urlpatterns = [
    path("docs/", docs, name="api-docs"),
    path("v1/", include((api_patterns, "api"))),
    # With its slash only: an address that lacks it is first led to the one with it.
    re_path(r"^[\s\S]*/$", faults.NothingHere.as_view()),
]


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(BEGINNING):
        return problems.problem(request.path, 400, {"detail": "The request is malformed."})
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(BEGINNING):
        return problems.problem(request.path, 500, {"detail": "The fault is ours, and was noted."})
    return defaults.server_error(request)
