"""The two embedded Valkeys: the broker, which writes everything down, and the cache.

Two, so that a full cache never stops the broker. Each holds its lock ``run/*.lock`` while it
lives, as PostgreSQL does. Call ``start`` and ``stop`` only under the start lock of ``leases``.
"""

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from salam.embedded import locks
from salam.embedded.addresses import broker_socket, cache_socket
from salam.embedded.binaries import valkey_program
from salam.embedded.folders import Folders, set_aside_long_log
from salam.embedded.numbers import is_alive, number_in
from salam.embedded.refusals import ServerUnavailable, refusal

#: Seconds to start in; the broker first reads its file of messages.
START_WITHIN = 60
STOP_WITHIN = 15
#: A busy server may be slow to answer; that is no reason to call it gone.
ASK_WITHIN = 5

DURABLE = ("--appendonly", "yes", "--appendfsync", "everysec", "--maxmemory-policy", "noeviction")
IN_MEMORY = ("--appendonly", "no")
LEAST_RECENTLY_USED = ("--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru")


@dataclass(frozen=True, slots=True)
class Valkey:
    """One of the two, of one data folder."""

    name: str
    room: Path
    socket: Path
    lock: Path
    number: Path
    log: Path
    memory: tuple[str, ...]


def broker(folders: Folders, *, durable: bool = True) -> Valkey:
    return Valkey(
        name="broker",
        room=folders.broker,
        socket=broker_socket(folders),
        lock=folders.run / "broker.lock",
        number=folders.run / "broker.pid",
        log=folders.log_of("broker"),
        memory=DURABLE if durable else IN_MEMORY,
    )


def cache(folders: Folders) -> Valkey:
    return Valkey(
        name="cache",
        room=folders.cache,
        socket=cache_socket(folders),
        lock=folders.run / "cache.lock",
        number=folders.run / "cache.pid",
        log=folders.log_of("cache"),
        memory=(*IN_MEMORY, *LEAST_RECENTLY_USED),
    )


def is_running(valkey: Valkey) -> bool:
    """Whether it runs and its socket is still where clients look."""
    return locks.is_held(valkey.lock) and valkey.socket.exists()


def start(valkey: Valkey) -> None:
    """Start it; one that runs well is left alone."""
    if locks.is_held(valkey.lock):
        if _answer(valkey):
            return
        stop(valkey)
    try:
        _start(valkey)
    except OSError as error:
        raise _refusal(valkey, said=str(error)) from error


def stop(valkey: Valkey) -> None:
    """Write everything down and stop."""

    def urge() -> None:
        number = number_in(valkey.number)
        if is_alive(number, "valkey"):
            # A signal, not a word on the socket: that file may be lost.
            os.kill(number, signal.SIGTERM)

    if not locks.is_free_within(valkey.lock, STOP_WITHIN, urge=urge):
        raise ServerUnavailable(
            f"The {valkey.name} (valkey-server, {valkey.socket}) does not stop; end it and "
            f"try again. Its log is {valkey.log}."
        )


def _start(valkey: Valkey) -> None:
    set_aside_long_log(valkey.log)
    valkey.log.touch(mode=0o600)
    said_before = valkey.log.stat().st_size
    with locks.held(valkey.lock, patience=STOP_WITHIN) as lock:
        valkey.socket.unlink(missing_ok=True)
        ended = subprocess.run(
            _command(valkey),
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            pass_fds=[lock],
            cwd="/",
            start_new_session=True,
        )
    if ended.returncode or not _is_ready(valkey):
        said = valkey.log.read_bytes()[said_before:].decode(errors="replace")
        raise _refusal(valkey, said=said or ended.stdout + ended.stderr)


def _command(valkey: Valkey) -> list[str]:
    return [
        str(valkey_program()),
        *("--daemonize", "yes"),
        *("--pidfile", str(valkey.number)),
        *("--port", "0"),
        *("--unixsocket", str(valkey.socket)),
        *("--unixsocketperm", "700"),
        *("--dir", str(valkey.room)),
        *("--logfile", str(valkey.log)),
        *("--save", ""),
        *valkey.memory,
    ]


def _is_ready(valkey: Valkey) -> bool:
    end = time.monotonic() + START_WITHIN
    while time.monotonic() < end:
        if _answer(valkey).startswith(b"+PONG"):
            return True
        if not locks.is_held(valkey.lock):
            return False
        time.sleep(locks.PAUSE)
    return False


def _answer(valkey: Valkey) -> bytes:
    """What it says to PING; one that still reads its file says so, and is alive."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(ASK_WITHIN)
        try:
            client.connect(str(valkey.socket))
            client.sendall(b"PING\r\n")
            return client.recv(64)
        except TimeoutError:
            return b"busy"
        except OSError:
            return b""


def _refusal(valkey: Valkey, *, said: str) -> ServerUnavailable:
    who = f"The {valkey.name} (Valkey) can't start"
    return refusal(who, said=said, where=valkey.room, log=valkey.log)
