"""Connections of the transport: to the addresses that were checked, until the deadline.

The limit on time holds for every byte, also for a server that sends its headers one
letter at a time. For ``transport`` only.
"""

import ssl
import time
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import certifi
import httpcore

from research.ingestion.addresses import Address

#: Seconds without any sign of life, and for a connection.
SILENCE_SECONDS = 8.0
#: Of a long wait so much may be silence: a repository composes a page before it sends it.
SILENT_SHARE = 0.5


class Deadline:
    """The moment by which an answer has to be there."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds
        self._silence = max(SILENCE_SECONDS, seconds * SILENT_SHARE)

    def put_off(self, seconds: float) -> None:
        """Our own waiting is not the server's."""
        self._at += seconds

    def check(self) -> float:
        """Seconds that a server may be silent now. Raises ``httpcore.ReadTimeout``."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return min(left, self._silence)


class Pinned(httpcore.NetworkBackend):
    """Connects to one of ``found``, whatever the name is said to resolve to by now."""

    def __init__(self, found: Sequence[Address], deadline: Deadline) -> None:
        self._found, self._deadline = found, deadline
        self._really = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError()
        for address in self._found:
            try:
                stream = self._really.connect_tcp(str(address), port, self._deadline.check())
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error  # the next one may be reached, as where there is no IPv6
            else:
                return _Timed(stream, self._deadline)
        raise failure


class _Timed(httpcore.NetworkStream):
    """A connection each of whose steps ends by the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.check())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.check())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        limit = self._deadline.check()
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, limit), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@cache
def trusted() -> ssl.SSLContext:
    """The authorities whose word on a server's name is taken."""
    return ssl.create_default_context(cafile=certifi.where())
