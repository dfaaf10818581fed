from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from partners.api.choosing import Choice
from partners.api.lists import ReadList
from partners.api.paging import Order
from partners.models import Country, Institution
from research.api.citing import InEveryFormat, RecordRenderer
from research.api.deposits import DepositMixin
from research.api.filters import (
    CorridorFilter,
    OutputFilter,
    PracticeFilter,
    ProjectFilter,
    RecommendationFilter,
)
from research.api.searching import BY_THE_INDEX, QUESTION, Walk, found_by
from research.api.serializers import (
    CorridorSerializer,
    OutputSerializer,
    PracticeSerializer,
    ProjectSerializer,
    RecommendationSerializer,
    ThemeSerializer,
)
from research.models import (
    Corridor,
    MergedOutput,
    Output,
    Practice,
    Project,
    ProjectInstitution,
    Recommendation,
    Theme,
)


class OutputViewSet(InEveryFormat, DepositMixin, ReadList[Output]):
    """Published outputs: narrowed as the search page does, in every format."""

    queryset = Output.objects.published()
    serializer_class = OutputSerializer
    filterset_class = OutputFilter
    orders = {
        "newest": Order("issued", descending=True),
        "oldest": Order("issued"),
        "updated": Order("updated_at", descending=True),
        "published": Order("published_at", descending=True),
        **dict.fromkeys(BY_THE_INDEX, Order("pk")),
    }
    default_order = "newest"
    more_parameters = [QUESTION]

    @property
    def writes_records(self) -> bool:
        return isinstance(getattr(self.request, "accepted_renderer", None), RecordRenderer)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action == "retrieve":  # one record has room for the abstract
            self.choice = Choice(self.choice.fields, self.choice.expanded | {"abstract"})

    def get_queryset(self) -> QuerySet[Output]:
        rows = Output.objects.published()
        if self.writes_records:  # these are read again, whole, by ``research.formats``
            return rows.only("pk", "issued", "updated_at", "published_at")
        return self.fetched(rows.for_listing().prefetch_related("corridors"))

    def paginate_queryset(self, queryset: QuerySet[Output]) -> Sequence[Output] | None:  # type: ignore[override]
        if Walk.is_asked_for(self.request):
            self._paginator = Walk()
        elif self.request.query_params.get("q", "").strip():
            queryset = queryset.filter(pk__in=found_by(self.request))
        return super().paginate_queryset(queryset)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or ()
        answer = self.get_paginated_response(None)
        if self.writes_records:
            answer.data = [row.pk for row in page]
        else:
            answer.data["results"] = self.get_serializer(page, many=True).data
        return answer

    def retrieve(  # type: ignore[override]
        self, request: Request, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """The address of an output that was merged leads to the one it was joined with."""
        try:
            found = self.get_object()
        except Http404:
            merged = MergedOutput.objects.at(self.kwargs["slug"]).first()
            if merged is None or not merged.keeper.is_public:
                raise
            return HttpResponsePermanentRedirect(_address_of(merged.keeper, request))
        if self.writes_records:
            return Response([found.pk])
        return Response(self.get_serializer(found).data)


def _address_of(output: Output, request: Request) -> str:
    address = reverse("api:output-detail", [output.slug])
    question = request.META.get("QUERY_STRING", "")
    return f"{address}?{question}" if question else address


class ThemeViewSet(ReadList[Theme]):
    """The five themes."""

    queryset = Theme.objects.in_order()
    serializer_class = ThemeSerializer
    orders = {"order": Order("order"), "name": Order("name")}
    default_order = "order"


class CorridorViewSet(ReadList[Corridor]):
    """Where people go from and to: pairs of countries, as ``np-qa``."""

    queryset = Corridor.objects.select_related("origin", "destination")
    serializer_class = CorridorSerializer
    filterset_class = CorridorFilter
    lookup_value_regex = "[a-zA-Z]{2}-[a-zA-Z]{2}"
    orders = {"origin": Order("origin_id"), "destination": Order("destination_id")}
    default_order = "origin"

    def get_object(self) -> Corridor:
        origin, _, destination = self.kwargs["slug"].upper().partition("-")
        return get_object_or_404(self.get_queryset(), origin_id=origin, destination_id=destination)


class RecommendationViewSet(ReadList[Recommendation]):
    """What published outputs ask of whom."""

    queryset = Recommendation.objects.filter(output__in=Output.objects.published()).select_related(
        "output", "country", "theme", "corridor"
    )
    serializer_class = RecommendationSerializer
    filterset_class = RecommendationFilter
    lookup_field = "pk"
    lookup_value_regex = "[0-9]{1,18}"
    orders = {"oldest": Order("pk"), "newest": Order("pk", descending=True)}
    default_order = "newest"


class ProjectViewSet(ReadList[Project]):
    """Work with a beginning, funders and results."""

    queryset = Project.objects.prefetch_related(
        Prefetch("countries", Country.objects.by_name()),
        Prefetch("themes", Theme.objects.in_order()),
        Prefetch("project_institutions", ProjectInstitution.objects.in_order()),
    )
    serializer_class = ProjectSerializer
    filterset_class = ProjectFilter
    orders = {
        "title": Order("title"),
        "newest": Order("start", descending=True),
        "oldest": Order("start"),
    }
    default_order = "newest"


class PracticeViewSet(ReadList[Practice]):
    """Something that was tried, and what was learnt."""

    queryset = Practice.objects.prefetch_related(
        Prefetch("countries", Country.objects.by_name()),
        Prefetch("themes", Theme.objects.in_order()),
        Prefetch("institutions", Institution.objects.by_name()),
    )
    serializer_class = PracticeSerializer
    filterset_class = PracticeFilter
    orders = {"title": Order("title")}
    default_order = "title"
