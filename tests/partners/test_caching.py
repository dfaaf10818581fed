"""A cache that is down makes pages slower, never impossible."""

from typing import Any

import pytest
from django.core.cache.backends.redis import RedisCache
from django.test import Client

from partners import caching
from tests.factories import OutputFactory

pytestmark = pytest.mark.django_db
#: Nobody listens there.
NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def cache_away(monkeypatch: pytest.MonkeyPatch) -> None:
    options: dict[str, Any] = {"OPTIONS": {"socket_connect_timeout": 1}}
    monkeypatch.setattr(caching, "cache", RedisCache(NOWHERE, options))


@pytest.mark.usefixtures("cache_away")
def test_without_a_cache_nothing_is_kept():
    caching.keep({"one": 1}, 60)

    assert caching.kept(["one"]) == {}


def test_with_a_cache_it_is_kept():
    caching.keep({"test-one": 1}, 60)

    assert caching.kept(["test-one", "test-two"]) == {"test-one": 1}


@pytest.mark.usefixtures("cache_away")
def test_page_of_an_output_needs_no_cache(client: Client):
    output = OutputFactory()

    assert client.get(output.get_absolute_url()).status_code == 200
