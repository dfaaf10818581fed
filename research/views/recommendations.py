"""The register of recommendations: who should do what, and which page says so."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from partners.models import Country
from research.models import Recommendation, Theme
from research.models.recommendations import RecommendationQuerySet

A_PAGE = 50
#: What the box for words takes.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter; ``count`` recommendations are left when it is chosen."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A filter as the page shows it."""

    name: str
    label: Promise
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A question to the register: its parameter, its words, and how it narrows and counts."""

    name: str
    label: Promise
    narrow: Callable[[str], Q]
    #: The expression that gives a recommendation's value.
    value: str
    labels: Callable[[], dict[str, str]]


def _themes() -> dict[str, str]:
    return {theme.slug: str(theme) for theme in Theme.objects.in_order()}


def _countries() -> dict[str, str]:
    names = Country.objects.all().local_names()
    return {code.lower(): name for code, name in names.items()}


NARROWINGS = (
    Narrowing("actor", _("Who should act"), lambda value: Q(actor=value), "actor",
              lambda: dict(Recommendation.Actor.choices)),
    Narrowing("country", _("Country"),
              lambda value: Q(country=value.upper())
              | Q(country=None, output__countries=value.upper()), "asked_country", _countries),
    Narrowing("theme", _("Theme"), lambda value: Q(output__themes__slug=value),
              "output__themes__slug", _themes),
    Narrowing("year", _("Year"), lambda value: Q(output__issued__startswith=value), "issued_year",
              dict),
    Narrowing("origin", _("Origin"), lambda value: Q(output__corridors__origin=value.upper()),
              "output__corridors__origin", _countries),
    Narrowing("destination", _("Destination"),
              lambda value: Q(output__corridors__destination=value.upper()),
              "output__corridors__destination", _countries),
)  # fmt: skip


@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    asked = _asked(request.GET)
    found = _found(asked)
    page: Page[Recommendation] = Paginator(found.for_register(), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "count": page.paginator.count,
        "q": asked.get("q", ""),
        "boxes": tuple(_boxes(asked)),
        "chosen": tuple(_chosen(asked)),
        "csv_address": f"{reverse('research:recommendations-csv')}?{urlencode(asked)}",
        "query": urlencode(asked),
    }
    return render(request, "research/recommendations.html", context)


@require_safe
def recommendations_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same, whole, as a table that opens in a spreadsheet."""
    found = _found(_asked(request.GET)).for_register()
    rows = _table(request, found.iterator(chunk_size=500))
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recommendations.csv"'
    return response
