"""The centres to take along: a page of one country to print or save, and a table."""

import csv
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from hub.views import centre_entries
from hub.views.resource_centres import asked_for
from partners.models import Country, ResourceCentre
from partners.spreadsheets import BETWEEN, MARK, harmless

STYLE = settings.BASE_DIR / "static" / "css" / "alone" / "centres.css"
HEAD = (
    "name", "kind", "country", "region", "city", "address", "latitude", "longitude", "helps_with",
    "services", "languages", "phones", "opening_hours", "hours_in_words", "website",
    "last_confirmed_on", "open_points", "page",
)  # fmt: skip


@require_safe
def centres_of(request: HttpRequest, code: str) -> HttpResponse:
    """One file that needs no other: saved to a telephone it reads the same without a network."""
    country = get_object_or_404(Country, code=code.upper())
    rows = list(ResourceCentre.objects.in_country(country).by_place().for_listing())
    if not rows:
        raise Http404
    context = {
        "country": country,
        "cities": centre_entries.by_country(
            centre_entries.shown(centre_entries.in_order(rows)).entries
        )[0].rows,
        "count": len(rows),
        "day": timezone.localdate(),
        "hub": settings.HUB_URL,
        "style": style(),
    }
    answer = render(request, "hub/centres_of.html", context)
    # The style stands in the page, and only this very style may.
    answer["Content-Security-Policy"] = (
        f"default-src 'none'; style-src '{_fingerprint()}'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    if "save" in request.GET:
        name = f"resource-centres-{country.code.lower()}.html"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def centres_csv(request: HttpRequest) -> HttpResponse:
    """The centres that the list's own query string asks for."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="resource-centres.csv"'
    answer.write(MARK)
    sheet = csv.writer(answer)
    sheet.writerow(HEAD)
    sheet.writerows(map(harmless, map(str, _cells(row))) for row in asked_for(request).rows)
    return answer


def _cells(row: ResourceCentre) -> Iterator[object]:
    yield from (row.name, row.get_kind_display(), row.country_id, row.region, row.city)
    yield row.address
    yield from ("" if part is None else part for part in (row.latitude, row.longitude))
    for words in (row.help_words, row.services, row.languages, row.phones):
        yield BETWEEN.join(words)
    yield from (row.weekly_hours, row.hours, row.website, row.last_confirmed_on or "", row.note)
    yield f"{settings.HUB_URL}{row.get_absolute_url()}"


@cache
def style() -> SafeString:
    """Our own file, which holds no markup."""
    return mark_safe(STYLE.read_text(encoding="utf-8"))  # noqa: S308


@cache
def _fingerprint() -> str:
    return f"sha256-{b64encode(sha256(style().encode()).digest()).decode()}"
