"""Gives the test session its servers, before anything reads the settings.

Loaded with ``-p tests.embedded.plugin``. The workers of pytest-xdist inherit the environment
of their controller, and so its servers; each has a part of the cache to itself, as a test
that empties it would empty it under the others.
"""

import atexit
import os
from collections.abc import Generator
from contextlib import ExitStack

import pytest

from salam import embedded


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None]:
    """Wraps, and so comes before pytest-django, which reads the settings here."""
    session = ExitStack()
    # At exit rather than in a hook: a session that can't even be configured has no last hook.
    atexit.register(session.close)
    try:
        os.environ.update(session.enter_context(embedded.throwaway()))
    except embedded.ServerUnavailable as refusal:
        raise pytest.UsageError(str(refusal)) from refusal
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker:
        # Valkey has 16 such parts; the first belongs to a run without workers.
        part = 1 + int(worker.removeprefix("gw")) % 15
        os.environ["CACHE_URL"] = os.environ["CACHE_URL"].replace("db=0", f"db={part}")
    return (yield)
