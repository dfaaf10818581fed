"""Servers for a test run: in a folder of their own, fast, and gone afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from salam.embedded.folders import Folders
from salam.embedded.leases import servers, stop_if_unused
from salam.embedded.refusals import ServerUnavailable

PREFIX = "salam-hub-throwaway-"


@contextmanager
def throwaway() -> Iterator[dict[str, str]]:
    """Give the environment variables of a set of servers that lasts as long as the block.

    Starts nothing where the environment names servers already: so the workers of pytest-xdist,
    which inherit what their controller was given, share its set.
    """
    _sweep()
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as place:
        data = Path(place).resolve()
        with servers(data, durable=False) as addresses:
            yield addresses
        shutil.rmtree(Folders(data).sockets, ignore_errors=True)


def _sweep() -> None:
    """Stop and remove what killed test runs left behind."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        folders = Folders(left.resolve())
        if not (folders.run / "users.lock").exists() or left.stat().st_uid != os.geteuid():
            continue
        with suppress(ServerUnavailable):  # somebody else's tidying; ours must still run
            if stop_if_unused(folders):
                shutil.rmtree(left, ignore_errors=True)
                shutil.rmtree(folders.sockets, ignore_errors=True)
