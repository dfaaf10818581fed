"""The portal as a whole: how soon it opens, how many pages it serves, what a page costs."""

import os
import shutil
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import quote

from django.core.cache import cache
from django.core.management import call_command

from bench import browser, page_costs
from bench.visitor import Visitor, requests_per_second
from bench.web import web
from research.models import Output, Theme
from research.search import building
from tests.portal.running import portal

#: Seconds for which each page is asked again and again.
SPELL = 4.0
BARE = "/bare/"


def measure(_size: int) -> dict[str, Any]:
    starts = _starts()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_content", verbosity=0)
    building.rebuild()
    pages = _pages()
    with web(settings="bench.yardstick.settings") as running:
        served = {
            name: _served(running.address, path) for name, path in (("bare", BARE), *pages.items())
        }
        memory = running.memory()
        seen = browser.seen(running.address, pages)
    return {
        **starts,
        "outputs": Output.objects.published().count(),
        "served": served,
        "memory_mb": memory,
        "costs": page_costs.measure(pages),
        "seen": seen,
    }


def _starts() -> dict[str, float]:
    """Seconds of ``make serve`` to the first line of welcome, on no data and on its own."""
    addresses = {name: os.environ.pop(name) for name in ("DATABASE_URL", "REDIS_URL", "CACHE_URL")}
    place = Path(tempfile.mkdtemp(prefix="salam-hub-bench-"))
    try:
        found = {}
        for name in ("cold", "warm"):
            started = perf_counter()
            with portal(place / "data"):
                found[f"{name}_start"] = round(perf_counter() - started, 1)
        return found
    finally:
        os.environ.update(addresses)
        shutil.rmtree(place, ignore_errors=True)


def _pages() -> dict[str, str]:
    theme = Theme.objects.in_order()[0]
    output = Output.objects.published().newest_first()[0]
    return {
        "home": "/",
        "theme": theme.get_absolute_url(),
        "output": output.get_absolute_url(),
        "search": f"/search/?q={quote('recruitment fees')}",
    }


def _served(address: str, path: str) -> dict[str, float]:
    """Warm: asked before. Cold: the cache is emptied before each request."""
    visitor = Visitor(address)
    for _ in range(8):  # every thread of every process has seen it
        size = visitor.get(path)
    warm = requests_per_second(address, [path], SPELL)
    cold = requests_per_second(address, [path], SPELL, before_each=cache.clear)
    return {"warm": warm, "cold": cold, "bytes": size}
