"""Where a page stands for good, in each language: what search engines are told of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import check_for_language, get_language

#: Open Graph names a language with a country.
LOCALES = {
    "en": "en_GB",
    "hi": "hi_IN",
    "ne": "ne_NP",
    "bn": "bn_BD",
    "ur": "ur_PK",
    "si": "si_LK",
    "ta": "ta_IN",
}
#: A part of the query string that makes another page of it, and one that does not.
PAGE, STYLE = "page", "style"


@dataclass(frozen=True, slots=True)
class Alternate:
    language: str
    address: str


@dataclass(frozen=True, slots=True)
class PageAddress:
    """Nothing but the locale of what is no page of its own, like a narrowed list."""

    locale: str
    canonical: str = ""
    alternates: tuple[Alternate, ...] = ()


def of(request: HttpRequest) -> PageAddress:
    locale = LOCALES.get(get_language() or "en", "en_GB")
    if not request.resolver_match or request.GET.keys() - {PAGE, STYLE}:
        return PageAddress(locale)
    number = request.GET.get(PAGE, "")
    query = (
        f"?{PAGE}={number}" if number.isdecimal() and number.strip("0") not in {"", "1"} else ""
    )
    path = f"{request.path}{query}"
    return PageAddress(locale, f"{settings.HUB_URL}{path}", tuple(_alternates(path)))


def _alternates(path: str) -> Iterator[Alternate]:
    for code, _name in settings.LANGUAGES:
        if check_for_language(code):
            yield Alternate(code, f"{settings.HUB_URL}{translate_url(path, code)}")
    yield Alternate("x-default", f"{settings.HUB_URL}{translate_url(path, 'en')}")
