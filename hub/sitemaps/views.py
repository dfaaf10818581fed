"""Writes the sitemap: https://www.sitemaps.org/protocol.html, with hreflang by xhtml:link."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from hub.sitemaps.sections import SECTIONS, Page, plain_pages
from research.formats.addresses import whole

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
PLAIN = "pages"


@require_safe
def index(request: HttpRequest) -> StreamingHttpResponse:
    return _xml(_index())


@require_safe
def part(request: HttpRequest, name: str, number: int) -> StreamingHttpResponse:
    if name == PLAIN:
        pages: Iterable[Page] = plain_pages() if number == 1 else ()
    elif name in SECTIONS and number > 0:
        pages = SECTIONS[name].pages(number - 1)
    else:
        raise Http404
    found = list(pages)
    if not found:
        raise Http404
    return _xml(_urls(found))


def _xml(lines: Iterator[str]) -> StreamingHttpResponse:
    return StreamingHttpResponse(lines, content_type="application/xml; charset=utf-8")


def _index() -> Iterator[str]:
    yield f'{HEAD}<sitemapindex xmlns="{NAMESPACE}">\n'
    yield _sitemap(PLAIN, 1, None)
    for name, section in SECTIONS.items():
        for number, changed_at in enumerate(section.parts(), 1):
            yield _sitemap(name, number, changed_at)
    yield "</sitemapindex>\n"


def _sitemap(name: str, number: int, changed_at: datetime | None) -> str:
    address = whole(reverse("open-hub:sitemap-part", args=[name, number]))
    return f"<sitemap><loc>{escape(address)}</loc>{_changed(changed_at)}</sitemap>\n"


def _urls(pages: list[Page]) -> Iterator[str]:
    yield f'{HEAD}<urlset xmlns="{NAMESPACE}" xmlns:xhtml="{XHTML}">\n'
    for page in pages:
        yield "".join(_in_every_language(page))
    yield "</urlset>\n"


def _in_every_language(page: Page) -> Iterator[str]:
    addresses = {code: whole(_in_language(page.path, code)) for code, _name in settings.LANGUAGES}
    addresses |= {"x-default": addresses[settings.LANGUAGE_CODE]}
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(address)}"/>'
        for code, address in addresses.items()
    )
    for code, _name in settings.LANGUAGES:
        changed = _changed(page.changed_at)
        yield f"<url><loc>{escape(addresses[code])}</loc>{changed}{others}</url>\n"


def _in_language(path: str, code: str) -> str:
    """``path`` is the English one, which has no prefix: the others have theirs before it."""
    return path if code == settings.LANGUAGE_CODE else f"/{code}{path}"


def _changed(moment: datetime | None) -> str:
    return f"<lastmod>{moment:%Y-%m-%dT%H:%M:%S}+00:00</lastmod>" if moment else ""
