"""Locks of the operating system: they vanish with whoever held them, even after kill -9."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from salam.embedded.refusals import ServerUnavailable, refusal

#: Between two tries for a lock that somebody else holds.
PAUSE = 0.02


def open_lock(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise refusal("The data folder", said=str(error), where=path.parent.parent) from error


def try_to_take(lock: int, kind: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_held(path: Path) -> bool:
    """Whether somebody holds this lock for himself."""
    with _opened(path) as lock:
        # Shared, so that two who ask at the same moment don't take each other for the holder.
        return not try_to_take(lock, fcntl.LOCK_SH)


def is_free_within(path: Path, seconds: float, *, urge: Callable[[], None]) -> bool:
    """Wait for the holder to end; urged again and again, as it may only just be starting."""
    end = time.monotonic() + seconds
    while is_held(path):
        if time.monotonic() > end:
            return False
        urge()
        time.sleep(PAUSE)
    return True


@contextmanager
def held(path: Path, *, patience: float) -> Iterator[int]:
    """Hold the lock for the block; whoever inherits the descriptor goes on holding it."""
    with _opened(path) as lock:
        end = time.monotonic() + patience
        while not try_to_take(lock):
            if time.monotonic() > end:
                raise ServerUnavailable(
                    f"The lock {path} is still held by another process after "
                    f"{patience:.0f} seconds; wait for that process or end it."
                )
            time.sleep(PAUSE)
        yield lock


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    lock = open_lock(path)
    try:
        yield lock
    finally:
        os.close(lock)
