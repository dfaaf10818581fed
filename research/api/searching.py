"""Asking the search room: ``?q=`` of the list of outputs, and the search endpoint."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from partners.api.paging import (
    NO_CURSOR,
    Cursor,
    decoded,
    link_header,
    page_size,
    sort_of,
)
from research.api.citing import InEveryFormat, RecordRenderer
from research.api.serializers import OutputSerializer
from research.models import Output
from research.search import Criteria, Results, find
from research.search.criteria import LAST_PAGE, PAGE_SIZE, SORTS
from research.search.facets import FACETS
from research.search.results import Hit
from research.search.walking import DEEPEST_RANK, ids, stretch

#: Orders that only the index knows.
BY_THE_INDEX = ("relevance", "title")
#: The places in a walk are numbers of 64 bits.
HIGHEST = 2**64 - 1


class Walk(BasePagination):
    """Pages of what the search room finds. Dates and titles go on for ever, ranks to 10,000."""

    @staticmethod
    def is_asked_for(request: Request) -> bool:
        asked = request.query_params
        sort = asked.get("sort", "relevance" if asked.get("q", "").strip() else "")
        return sort in BY_THE_INDEX or bool(asked.get("q", "").strip() and sort in SORTS)

    def paginate_queryset(  # type: ignore[override]
        self, queryset: QuerySet[Output], request: Request, view: Any = None
    ) -> list[Output]:
        self.request = request
        self.sort = sort_of(request, SORTS, "relevance")
        criteria = Criteria.parse(request.query_params)
        found = stretch(criteria, after=self._after(), size=page_size(request))
        self.after = found.after
        rows = {row.pk: row for row in queryset.filter(pk__in=found.ids)}
        return [rows[pk] for pk in found.ids if pk in rows]

    def _after(self) -> int | None:
        text = self.request.query_params.get("cursor")
        if not text:
            return None
        match decoded(text):
            case [self.sort, int(after), "walk", False] if 0 <= after <= HIGHEST:
                return after
        raise NotFound(NO_CURSOR)

    def get_paginated_response(self, data: Any) -> Response:
        address = None
        if self.after is not None:
            cursor = Cursor(self.sort, self.after, "walk").written()
            address = replace_query_param(self.request.build_absolute_uri(), "cursor", cursor)
        links = {"next": address, "previous": None}
        return Response({**links, "results": data}, headers=link_header(links))


def found_by(request: Request) -> list[int]:
    """What a search finds, for orders that only the tables know; at most so many."""
    criteria = Criteria.parse(request.query_params).sorted_by("newest")
    return list(ids(criteria, most=DEEPEST_RANK))


QUESTION = OpenApiParameter("q", str, description="Words, “phrases”, -not, title: author: year: …")


#: The search page's: what they can't mean is left out with a notice, so anything goes.
PARAMETERS = [
    QUESTION,
    *(
        OpenApiParameter(facet.name, {"type": "array", "items": {"type": "string"}}, explode=True)
        for facet in FACETS
    ),
    OpenApiParameter("year_min", str, description="Issued in this year or later."),
    OpenApiParameter("year_max", str, description="Issued in this year or earlier."),
    OpenApiParameter("sort", str, description=f"One of {', '.join(SORTS)}."),
    OpenApiParameter("page", str, description=f"1 to {LAST_PAGE}; {PAGE_SIZE} results each."),
    OpenApiParameter("thesaurus", str, description="“off” seeks the typed words only."),
]


class FacetValueSerializer(serializers.Serializer[Any]):
    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()
    is_chosen = serializers.BooleanField()


class YearSerializer(serializers.Serializer[Any]):
    year = serializers.IntegerField()
    count = serializers.IntegerField()


class PageHitSerializer(serializers.Serializer[Any]):
    page = serializers.IntegerField()
    url = serializers.URLField(help_text="Opens the file on that page.")
    snippet = serializers.CharField(help_text="HTML with marked words.")


class HitSerializer(serializers.Serializer[Hit]):
    output = OutputSerializer()
    snippet = serializers.CharField(help_text="Of the summary; HTML with marked words.")
    pages = PageHitSerializer(many=True, help_text="Pages of documents on which it stands.")


class SearchSerializer(serializers.Serializer[Any]):
    """What a search found."""

    count = serializers.IntegerField(help_text="How many outputs match.")
    page = serializers.IntegerField()
    page_count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    query = serializers.CharField(help_text="The canonical query string of this search.")
    notices = serializers.ListField(child=serializers.CharField())
    is_plain = serializers.BooleanField(
        help_text="The index is away: PostgreSQL answered, without facets and snippets."
    )
    also_searched = serializers.ListField(child=serializers.CharField())
    suggestion = serializers.CharField(allow_blank=True)
    facets = serializers.DictField(child=FacetValueSerializer(many=True))
    years = YearSerializer(many=True)
    results = HitSerializer(many=True)


class SearchView(InEveryFormat, APIView):
    """The search page's answer, as data: counts, facets, snippets and pages of documents."""

    @extend_schema(operation_id="search", responses=SearchSerializer, parameters=PARAMETERS)
    def get(self, request: Request) -> Response:
        results = find(Criteria.parse(request.query_params), is_folded=False)
        links = _neighbours(request, results)
        if isinstance(request.accepted_renderer, RecordRenderer):
            found = [hit.output.pk for hit in results.hits]
            return Response(found, headers=link_header(links))
        return Response(
            {
                "count": results.count,
                "page": results.criteria.page,
                "page_count": results.page_count,
                **links,
                "query": results.criteria.query_string(),
                "notices": results.criteria.notices,
                "is_plain": results.is_plain,
                "also_searched": [str(label) for label in results.also_searched],
                "suggestion": results.suggestion,
                "facets": _facets(results),
                "years": [{"year": one.year, "count": one.count} for one in results.years],
                "results": _hits(request, results.hits),
            },
            headers=link_header(links),
        )


def _neighbours(request: Request, results: Results) -> dict[str, str | None]:
    criteria = results.criteria
    here = request.build_absolute_uri(request.path)

    def at(page: int) -> str | None:
        if not 1 <= page <= results.page_count:
            return None
        query = criteria.on_page(page).query_string()
        return f"{here}?{query}" if query else here

    return {"next": at(criteria.page + 1), "previous": at(criteria.page - 1)}


def _facets(results: Results) -> dict[str, list[dict[str, Any]]]:
    return {
        facet.name: [
            {
                "value": value.value,
                "label": value.label,
                "count": value.count,
                "is_chosen": value.is_chosen,
            }
            for value in facet.values
        ]
        for facet in results.facets
    }


def _hits(request: Request, hits: Sequence[Hit]) -> list[dict[str, Any]]:
    site = request.build_absolute_uri("/")[:-1]
    # Read again: what the search page shows of an output is less than what the API says.
    rows = Output.objects.published().for_listing().prefetch_related("corridors")
    whole = rows.in_bulk([hit.output.pk for hit in hits])
    hits = [hit for hit in hits if hit.output.pk in whole]
    found = [whole[hit.output.pk] for hit in hits]
    outputs = OutputSerializer(found, many=True, context={"request": request, "site": site}).data
    return [
        {
            "output": output,
            "snippet": hit.snippet,
            "pages": [
                {
                    "page": page.number,
                    "url": f"{site}{page.url}",
                    "snippet": page.snippet,
                }
                for page in hit.pages
            ],
        }
        for output, hit in zip(outputs, hits, strict=True)
    ]
