"""What every test stands on: an index and a media folder of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import settings as property_tests

from research.search import following, index, thesaurus

# A property holds on a slow machine, too. (With CI set, Hypothesis says so itself.)
property_tests.register_profile("patient", property_tests(), deadline=None)
property_tests.load_profile("patient")


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    """No test sees the files of another."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.INDEX_ROOT = tmp_path / "index"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_telephone(settings: Any) -> None:
    """Who is signed in by a test has no second factor, unless the test is about it."""
    settings.SECOND_FACTOR = "nobody"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page asked for in another language leaves its thread in it."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def own_thesaurus() -> None:
    """What a process keeps of the thesaurus is read again in each test."""
    thesaurus.forget()


@pytest.fixture
def catch_up(db: Any) -> Callable[[], int]:
    """Takes what the test has changed into the search index, as the follower does."""
    follower = following.Follower()
    index.root().mkdir(parents=True, exist_ok=True)
    return follower.catch_up
