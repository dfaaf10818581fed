"""Everything a search finds, in every format: streamed, and whole up to a stated limit."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from partners.models import Institution, Person
from partners.rates import Rate, count_visitor
from research.formats import FORMATS, METADATA, open_json, records
from research.models import Theme
from research.search import Criteria, walking

#: Outputs in one file. All of them are in the nightly copy of the whole hub.
MOST = 10_000
#: An export of all that costs some seconds of a core.
EXPORTING = Rate("exports", 60, 60)
#: Two words for what would otherwise have one name: our JSON, and citation software's.
JSON, CSL = "json", "csljson"
#: Citation formats, and linked data as one array.
WRITTEN = {
    **{(CSL if suffix == JSON else suffix): row for suffix, row in FORMATS.items()},
    "jsonld": replace(METADATA["jsonld"], header="[\n", between=",\n", footer="\n]\n"),
}
SUFFIXES = (JSON, *WRITTEN)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A kind of thing whose outputs are a search: its facet, and those that have a page."""

    facet: str
    things: Callable[[], "QuerySet[Model]"]
    lookup: str = "slug"


SHELVES = {
    "themes": Shelf("theme", lambda: Theme.objects.in_order()),
    "institutions": Shelf("institution", lambda: Institution.objects.by_name()),
    "people": Shelf("person", lambda: Person.objects.shown()),
}


@require_safe
def search(request: HttpRequest, suffix: str) -> HttpResponseBase:
    return _export(request, Criteria.parse(request.GET), suffix, stem="search")


@require_safe
def shelf(request: HttpRequest, kind: str, slug: str, suffix: str) -> HttpResponseBase:
    """The outputs of a theme, an institution or a person."""
    found = SHELVES[kind]
    get_object_or_404(found.things(), **{found.lookup: slug})
    criteria = Criteria(chosen={found.facet: (slug,)}, sort="newest")
    return _export(request, criteria, suffix, stem=slug)


def _export(
    request: HttpRequest, criteria: Criteria, suffix: str, *, stem: str
) -> HttpResponseBase:
    if suffix not in SUFFIXES:
        raise Http404
    standing = count_visitor(request, EXPORTING)
    if standing and standing.is_exceeded:
        return HttpResponse(status=429, headers={"Retry-After": str(standing.resets_in)})
    count = walking.count(criteria)
    found = records(walking.ids(criteria, most=MOST))
    if suffix == JSON:
        head = _head(request, criteria, count)
        response = StreamingHttpResponse(
            _json(head, map(open_json.write, found)), content_type="application/json"
        )
        name = f"{stem}.json"
    else:
        row = WRITTEN[suffix]
        response = StreamingHttpResponse(row.lines(found), content_type=row.content_type)
        name = row.filename(stem)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    # What a reader of the file should know of it, where the format has no place for it.
    response["X-Total-Count"] = str(count)
    response["X-Export-Limit"] = str(MOST)
    return response


def _head(request: HttpRequest, criteria: Criteria, count: int) -> dict[str, object]:
    query = criteria.query_string()
    page = request.build_absolute_uri(reverse("research:search"))
    return {
        "query": query,
        "page": f"{page}?{query}" if query else page,
        "count": count,
        "limit": MOST,
        "is_complete": count <= MOST,
        "notices": criteria.notices,
    }


def _json(head: dict[str, object], rows: Iterator[str]) -> Iterator[str]:
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "results": ['
    for number, row in enumerate(rows):
        yield f",\n{row}" if number else f"\n{row}"
    yield "\n]}\n"
