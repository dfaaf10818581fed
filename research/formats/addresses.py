"""Whole addresses in the hub, always the ones without a language in front."""

from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils import translation

#: Stands in an address for what differs from one to the next.
SLUG = "a-slug"


def whole(path: str) -> str:
    return f"{settings.HUB_URL.rstrip('/')}{path}"


def output(slug: str) -> str:
    return whole(_pattern("research:output").replace(SLUG, slug))


def person(slug: str) -> str:
    return whole(_pattern("hub:person").replace(SLUG, slug))


def institution(slug: str) -> str:
    return whole(_pattern("hub:institution").replace(SLUG, slug))


def document(slug: str, pk: int, filename: str) -> str:
    """File names hold anything, so Django quotes them."""
    with translation.override("en"):
        return whole(reverse("research:document", args=[slug, pk, filename]))


@cache
def _pattern(name: str) -> str:
    """Thousands of addresses are one pattern, asked for once."""
    with translation.override("en"):
        return reverse(name, args=[SLUG])
