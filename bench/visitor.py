"""A visitor over HTTP: the one place here that opens connections."""

from collections.abc import Callable, Sequence
from http.client import HTTPConnection  # noqa: TID251 - asks our own server on this machine
from threading import Thread
from time import perf_counter, sleep
from urllib.parse import urlsplit

#: Visitors at a time: as many as one web process has threads.
AT_A_TIME = 4
HEADERS = {"Accept-Encoding": "gzip", "Accept-Language": "en"}


class NotAnswered(Exception):
    """The server answered something else than a page."""


class Visitor:
    """One connection that is kept open."""

    def __init__(self, address: str) -> None:
        self._connection = HTTPConnection(urlsplit(address).netloc, timeout=60)

    def get(self, path: str) -> int:
        """Ask for a page; gives its size in bytes as sent."""
        self._connection.request("GET", path, headers=HEADERS)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise NotAnswered(f"{path}: {answer.status}")
        return len(body)


def wait_until_open(address: str, path: str, seconds: float = 60) -> None:
    end = perf_counter() + seconds
    while perf_counter() < end:
        try:
            Visitor(address).get(path)
        except (OSError, NotAnswered):
            sleep(0.05)
        else:
            return
    raise NotAnswered(f"{address} did not open within {seconds} seconds")


def requests_per_second(
    address: str, paths: Sequence[str], seconds: float, before_each: Callable[[], object] = int
) -> float:
    """How many pages several visitors get together."""
    end = perf_counter() + seconds
    counts = [0] * AT_A_TIME

    def visit(number: int) -> None:
        visitor, turn = Visitor(address), number
        while perf_counter() < end:
            before_each()
            visitor.get(paths[turn % len(paths)])
            counts[number] += 1
            turn += 1

    visitors = [Thread(target=visit, args=[number]) for number in range(AT_A_TIME)]
    started = perf_counter()
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return round(sum(counts) / (perf_counter() - started), 1)
