"""Servers for a test run: in a folder of their own, fast, and gone afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from salam.embedded import locks
from salam.embedded.folders import Folders
from salam.embedded.leases import servers, stop_if_unused, wants_servers
from salam.embedded.refusals import ServerUnavailable

PREFIX = "salam-hub-throwaway-"
#: Held by whoever made the folder, as long as it lives.
ALIVE = "alive"


@contextmanager
def throwaway() -> Iterator[dict[str, str]]:
    """Give the environment variables of a set of servers that lasts as long as the block.

    Starts nothing where the environment names servers already: so the workers of pytest-xdist,
    which inherit what their controller was given, share its set.
    """
    if not wants_servers():
        yield {}
        return
    _sweep()
    # Not a TemporaryDirectory: that removes itself at exit before the servers are stopped.
    data = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
    try:
        with _marked_alive(data), servers(data, durable=False) as addresses:
            yield addresses
    finally:
        shutil.rmtree(data, ignore_errors=True)


@contextmanager
def _marked_alive(data: Path) -> Iterator[None]:
    draft = data / "alive.new"
    lock = locks.open_lock(draft)
    try:
        locks.try_to_take(lock)
        # Named only once it is locked: whoever finds it unlocked knows that we are dead.
        draft.rename(data / ALIVE)
        yield
    finally:
        os.close(lock)


def _sweep() -> None:
    """Stop and remove what killed test runs left behind."""
    for mark in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{ALIVE}"):
        # Somebody else's, or swept by another at this moment: ours must run nevertheless.
        with suppress(OSError, ServerUnavailable):
            if mark.stat().st_uid == os.geteuid() and not locks.is_held(mark):
                _remove(Folders(mark.parent.resolve()))


def _remove(folders: Folders) -> None:
    if stop_if_unused(folders):
        shutil.rmtree(folders.data, ignore_errors=True)
