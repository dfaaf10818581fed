"""The register of recommendations: who should do what, and which page says so."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from hub.views.list_filters import Box
from hub.views.narrowings import asked_of, boxes, chosen, found
from partners.spreadsheets import MARK, harmless
from research.models import Recommendation
from research.views.result_links import Link

A_PAGE = 50
#: Asks for all of them on one page, to print; more than these nobody carries to a meeting.
ALL, MOST_ON_PAPER = "all", 500


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the boxes of the list need to know."""

    boxes: tuple[Box, ...]
    chosen: tuple[Link, ...]
    action: str


@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request.GET)
    rows = found(asked).for_register()
    if "country" in asked:
        rows = rows.named_first()
    is_whole = ALL in request.GET
    pages = Paginator(rows, MOST_ON_PAPER if is_whole else A_PAGE)
    page: Page[Recommendation] = pages.get_page(request.GET.get("page"))
    here = reverse("hub:recommendations")
    context = {
        "page": page,
        "count": page.paginator.count,
        "q": asked.get("q", ""),
        "found": Narrowed(boxes(asked), chosen(asked, here), here),
        "csv_address": f"{reverse('hub:recommendations-csv')}?{urlencode(asked)}",
        "is_whole": is_whole,
        "whole_address": f"{here}?{urlencode(asked | {ALL: '1'})}",
        "here": request.build_absolute_uri(),
        "today": timezone.localdate(),
        "before": _at(here, asked, page.number - 1) if page.has_previous() else "",
        "after": _at(here, asked, page.number + 1) if page.has_next() else "",
    }
    return render(request, "hub/recommendations.html", context)


@require_safe
def recommendations_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same, whole, as a table that opens in a spreadsheet."""
    rows = found(asked_of(request.GET)).for_register().iterator(chunk_size=500)
    response = StreamingHttpResponse(_table(request, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recommendations.csv"'
    return response


def _at(here: str, asked: dict[str, str], number: int) -> str:
    return f"{here}?{urlencode(asked | {'page': str(number)})}"


HEAD = (
    "who", "named body", "country", "recommendation", "heading", "output", "year", "page",
    "themes", "corridor", "address",
)  # fmt: skip


def _table(request: HttpRequest, rows: Iterator[Recommendation]) -> Iterator[str]:
    yield MARK + _line(HEAD)
    for item in rows:
        yield _line(
            (
                item.actor,
                item.body,
                item.country_id or "",
                item.text,
                item.topic,
                item.output.title,
                item.output.issued[:4],
                str(item.page or ""),
                "; ".join(theme.slug for theme in item.themes),
                item.corridor.slug if item.corridor else "",
                request.build_absolute_uri(item.address),
            )
        )


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(map(harmless, cells))
    return line.getvalue()
