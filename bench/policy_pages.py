"""A country page and the evidence map among many outputs, beside a bare view; drawing charts."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from bench import clock, stored
from bench.generated import World
from bench.loading import load
from hub.figures import topics
from hub.figures.drawing import drawn
from partners.models import Country

PAGES = {"country": "/countries/np/", "evidence map": "/evidence-map/"}
BARE = "/bare/"
WARM_ROUNDS, COLD_ROUNDS, DRAWINGS = 20, 8, 8


def measure(size: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_figures", verbosity=0)
    few = stored.once("without outputs", _queries_of_all)
    load(World(size))
    with override_settings(ROOT_URLCONF="bench.yardstick.urls"):
        pages = [
            {"name": name, "queries_without_outputs": few[name], **_page(path)}
            for name, path in PAGES.items()
        ]
    return {"size": size, "pages": pages, **_charts()}


def _queries_of_all() -> dict[str, int]:
    return {name: _queries(path) for name, path in PAGES.items()}


def _client() -> Client:
    return Client(SERVER_NAME="localhost", headers={"accept-language": "en"})


def _queries(path: str) -> int:
    """Warm: what is kept in the cache is asked once for all readers."""
    client = _client()
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def _page(path: str) -> dict[str, Any]:
    client = _client()

    def ask(address: str) -> Callable[[int], object]:
        return lambda _round: client.get(address)

    def ask_cold(_round: int) -> object:
        cache.clear()
        return client.get(path)

    size = len(client.get(path).content)
    warm, bare = clock.side_by_side(ask(path), ask(BARE), rounds=WARM_ROUNDS)
    (cold,) = clock.side_by_side(ask_cold, rounds=COLD_ROUNDS)
    return {
        "queries": _queries(path),
        "bytes": size,
        "warm": clock.times(warm),
        "cold": clock.times(cold),
        "bare": clock.times(bare),
    }


def _charts() -> dict[str, Any]:
    """The charts of one country at once, as its page asks for them, and one by itself."""
    names = Country.objects.all().local_names()
    panels = [one for one in topics.of_origin(Country.objects.get(code="NP"), names) if one]
    specs = [panel.spec for panel in panels]

    def cold(count: int) -> Callable[[int], object]:
        def draw(_round: int) -> object:
            cache.clear()
            return drawn(specs[:count])

        return draw

    def kept(_round: int) -> object:
        return drawn(specs)

    one, every = clock.side_by_side(cold(1), cold(len(specs)), rounds=DRAWINGS)
    (again,) = clock.side_by_side(kept, rounds=10 * DRAWINGS)
    return {
        "charts": len(specs),
        "one_chart_cold": clock.times(one),
        "charts_cold": clock.times(every),
        "charts_kept": clock.times(again),
    }
