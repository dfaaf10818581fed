"""What is killed in the drills: the programs of a portal and its embedded servers."""

import os
import signal
from collections.abc import Callable

import psutil

from salam import embedded
from tests.portal.running import Portal, with_words


def _program(word: str) -> Callable[[Portal], list[psutil.Process]]:
    return lambda portal: portal.programs(word)


def _server(word: Callable[[embedded.Folders], str]) -> Callable[[Portal], list[psutil.Process]]:
    """An embedded server, known by its folder: it is nobody's child."""
    return lambda portal: with_words(psutil.process_iter(), word(embedded.Folders(portal.data)))


VICTIMS: dict[str, Callable[[Portal], list[psutil.Process]]] = {
    "web": _program("gunicorn"),
    "worker": _program("celery --quiet -A salam worker"),
    "follower": _program("follow_index"),
    "database": _server(lambda folders: f"-D {folders.postgres}"),
    "broker": _server(lambda folders: f"{folders.sockets}/broker.sock"),
}


def kill(victim: str, portal: Portal) -> None:
    killed = VICTIMS[victim](portal)
    for process in killed:
        os.kill(process.pid, signal.SIGKILL)
    assert killed


def answers(question: Callable[[], bool]) -> bool:
    """A server that is just starting again answers later."""
    try:
        return question()
    except Exception:  # noqa: BLE001 - refused, reset or shutting down: all mean "not yet"
        return False
