"""Who uses the servers: the first in starts them, the last out stops them.

Every user holds a shared lock on ``run/users.lock``. A killed one loses it with its life, so
no count is ever left behind. Starting and stopping happens under ``run/start.lock``.
"""

import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salam.embedded import locks, postgres, valkey
from salam.embedded.addresses import broker_url, cache_url, database_url
from salam.embedded.folders import Folders, data_folder, prepare, prepare_sockets, remove_sockets

#: Somebody else may be making the data folder, or recovering after a crash.
PATIENCE = 180
#: While servers are stopped, a second Ctrl-C waits.
IMPATIENCE = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


@contextmanager
def servers(data: Path | None = None, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """Keep the servers running for the block; gives the addresses as environment variables.

    Starts only what the environment doesn't name already: no PostgreSQL where DATABASE_URL is
    set, no Valkeys where REDIS_URL is. Raises ServerUnavailable with one line for a person.
    """
    if not wants_servers():
        yield {}
        return
    folders = prepare(data or data_folder())
    users = locks.open_lock(folders.run / "users.lock")
    try:
        _enter(users, folders, durable=durable)
        yield environment(folders.data)
    finally:
        _leave(users, folders)


def wants_servers() -> bool:
    """Whether the environment leaves any server to us."""
    return _wants_postgres() or _wants_valkeys()


def environment(data: Path) -> dict[str, str]:
    """The variables that make another program a client of these servers."""
    addresses = {"HUB_DATA": str(data)}
    if _wants_postgres():
        addresses["DATABASE_URL"] = database_url(data)
    if _wants_valkeys():
        addresses["REDIS_URL"] = broker_url(data)
        addresses["CACHE_URL"] = os.environ.get("CACHE_URL") or cache_url(data)
    return addresses


def keep_running(data: Path, *, durable: bool = True) -> list[str]:
    """Start again what was killed; names it. Only for who holds a lease."""
    folders = Folders(data)
    if not _missing(folders):
        return []
    with locks.held(folders.run / "start.lock", patience=PATIENCE):
        missing = _missing(folders)
        _start(folders, durable=durable)
    return missing


def stop_if_unused(folders: Folders) -> bool:
    """Stop the servers unless somebody holds a lease; says whether nobody does."""
    with locks.held(folders.run / "start.lock", patience=PATIENCE):
        users = locks.open_lock(folders.run / "users.lock")
        try:
            if not locks.try_to_take(users):
                return False
            valkey.stop(valkey.broker(folders))
            valkey.stop(valkey.cache(folders))
            postgres.stop(folders)
            remove_sockets(folders)
            return True
        finally:
            os.close(users)


def _enter(users: int, folders: Folders, *, durable: bool) -> None:
    with locks.held(folders.run / "start.lock", patience=PATIENCE):
        fcntl.flock(users, fcntl.LOCK_SH)
        _start(folders, durable=durable)


def _leave(users: int, folders: Folders) -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, IMPATIENCE)
    try:
        # Closed first: our own lease must not count when we ask whether anybody is left.
        os.close(users)
        stop_if_unused(folders)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(folders: Folders, *, durable: bool) -> None:
    prepare_sockets(folders)
    if _wants_postgres():
        postgres.start(folders, durable=durable)
    if _wants_valkeys():
        valkey.start(valkey.broker(folders, durable=durable))
        valkey.start(valkey.cache(folders))


def _missing(folders: Folders) -> list[str]:
    kinds = [valkey.broker(folders), valkey.cache(folders)] if _wants_valkeys() else []
    missing = [kind.name for kind in kinds if not valkey.is_running(kind)]
    if _wants_postgres() and not postgres.is_running(folders):
        missing.insert(0, "PostgreSQL")
    return missing


def _wants_postgres() -> bool:
    return not os.environ.get("DATABASE_URL")


def _wants_valkeys() -> bool:
    return not os.environ.get("REDIS_URL")
