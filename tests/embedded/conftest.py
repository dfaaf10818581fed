from collections.abc import Iterator
from pathlib import Path

import pytest

from salam.embedded.folders import Folders
from salam.embedded.leases import stop_if_unused
from tests.embedded.actors import User


@pytest.fixture(autouse=True)
def no_servers_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test session may have servers; these tests start their own."""
    for name in ("DATABASE_URL", "REDIS_URL", "CACHE_URL", "HUB_DATA"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder that is still to be made; what a test leaves running in it is stopped."""
    folders = Folders(tmp_path / "data")
    yield folders.data
    if (folders.run / "users.lock").exists():
        stop_if_unused(folders)


@pytest.fixture
def user(data: Path) -> Iterator[User]:
    """Another process that uses the servers."""
    with User(data) as other:
        yield other
