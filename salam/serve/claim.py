"""One portal per data folder, one program per port."""

import errno
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from salam.embedded import locks
from salam.embedded.folders import Folders
from salam.serve.address import Address

#: A portal that was killed a moment ago may still be letting go of its port.
PATIENCE = 3


class AlreadyServed(Exception):
    """Somebody else has the data folder or the port."""


@contextmanager
def claim(folders: Folders, address: Address) -> Iterator[None]:
    """Hold data folder and port for the block, or refuse with one line."""
    lock = locks.open_lock(folders.run / "serve.lock")
    try:
        if not locks.try_to_take(lock):
            holder = os.pread(lock, 200, 0).decode(errors="replace").strip()
            raise AlreadyServed(
                f"The portal is already running on {folders.data}: {holder}. "
                "Stop that one, or set HUB_DATA and PORT to run another."
            )
        _refuse_taken_port(address)
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"{address.url}, pid {os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(lock)


def _refuse_taken_port(address: Address) -> None:
    end = time.monotonic() + PATIENCE
    while fault := _fault(address):
        if fault.errno != errno.EADDRINUSE or time.monotonic() > end:
            raise AlreadyServed(
                f"Can't listen on {address.host}:{address.port} ({fault.strerror}); "
                "set PORT to a free port, for example PORT=8001."
            )
        time.sleep(0.1)


def _fault(address: Address) -> OSError | None:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            return error
    return None
