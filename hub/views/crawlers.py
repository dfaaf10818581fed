"""What visitors that are programmes are told before they come in: robots.txt, security.txt."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from research.formats.addresses import whole
from research.search.facets import FACETS

#: Parameters of pages that show what other pages show already, once more and narrowed.
NARROWING = (
    *(facet.name for facet in FACETS),
    *("q", "year_min", "year_max", "sort", "page", "thesaurus", "by"),
)
#: Where there is nothing for a search engine: desks, data, and every export of a search.
CLOSED = ("/admin/", "/api/v1/", "/oai", "/search.", "/*/search/suggest", "/search/suggest")
#: RFC 9116 wants less than a year, so that nobody trusts a file that was forgotten.
VALID_FOR = timedelta(days=180)
A_DAY = 24 * 3600


@require_safe
@cache_control(public=True, max_age=A_DAY)
def robots(request: HttpRequest) -> HttpResponse:
    """Outputs, people and files are open; combinations of facets without end are not."""
    closed = [*CLOSED, *(f"/*?{name}=" for name in NARROWING), *(f"/*&{n}=" for n in NARROWING)]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {whole(reverse('open-hub:sitemap'))}",
    ]
    return _text(lines)


@require_safe
@cache_control(public=True, max_age=A_DAY)
def security(request: HttpRequest) -> HttpResponse:
    end = timezone.now().astimezone(UTC) + VALID_FOR
    midnight = datetime(end.year, end.month, end.day, tzinfo=UTC)
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    return _text(
        [
            f"Contact: {settings.SECURITY_CONTACT}",
            f"Expires: {midnight:%Y-%m-%dT%H:%M:%SZ}",
            f"Preferred-Languages: {languages}",
            f"Canonical: {whole(reverse('open-hub:security'))}",
        ]
    )


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
