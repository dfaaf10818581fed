"""Other processes: users of the servers, and whole portals."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import psycopg
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from salam.embedded.addresses import broker_socket, cache_socket, database_url
from salam.embedded.folders import CHECKOUT, Folders
from tests.waiting import PATIENCE, wait_for

AT_ONCE = Retry(NoBackoff(), 0)
USE = """
import sys
from pathlib import Path
from salam import embedded
try:
    with embedded.servers(Path(sys.argv[1]), durable=False):
        print("up", flush=True)
        sys.stdin.read()
except embedded.ServerUnavailable as refusal:
    sys.exit(str(refusal))
"""
SERVE = """
import sys
from pathlib import Path
from salam.serve import __main__, portal
from tests.waiting import PATIENCE, wait_for
portal_serve = portal.serve
__main__.serve = lambda data: portal_serve(data, procfile=Path(sys.argv[1]), steps=())
sys.exit(__main__.main())
"""


def start_user(
    data: Path,
    *,
    python: str = sys.executable,
    cwd: Path = CHECKOUT,
    account: int | None = None,
    env: Mapping[str, str] | None = None,
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [python, "-c", USE, str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env=env,
        user=account,
        group=account,
        extra_groups=None if account is None else [],
    )


class User:
    """Holds the servers from ``enter`` until it leaves or is killed."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def enter(self) -> None:
        self.process = start_user(self.data)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "up\n", self.process.communicate()[1]

    def leave(self) -> None:
        assert self.process is not None
        self.process.communicate()
        self.process = None

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


class Serve:
    """``python -m salam.serve`` with a Procfile of its own and no set-up."""

    def __init__(self, data: Path, port: int, procfile: str) -> None:
        file = data.parent / f"Procfile.{port}"
        file.write_text(procfile)
        self.output = data.parent / f"output.{port}"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SERVE, str(file)],
                cwd=CHECKOUT,
                env={**os.environ, "HUB_DATA": str(data), "PORT": str(port)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)

    @property
    def said(self) -> str:
        return self.output.read_text()

    def until_it_says(self, words: str) -> None:
        wait_for(lambda: words in self.said or self.process.poll() is not None)
        assert words in self.said

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def answering(data: Path) -> list[str]:
    """Which of the three answer an ordinary client."""
    folders = Folders(data)
    names = []
    try:
        with psycopg.connect(database_url(data)) as connection:
            connection.execute("SELECT 1")
        names.append("postgres")
    except psycopg.OperationalError:
        pass
    for name, socket in (("broker", broker_socket(folders)), ("cache", cache_socket(folders))):
        try:
            with redis.Redis(unix_socket_path=str(socket), retry=AT_ONCE) as client:
                client.ping()
            names.append(name)
        except redis.ConnectionError:
            pass
    return names


def number_of_postgres(data: Path) -> int:
    return int((Folders(data).postgres / "postmaster.pid").read_text().split()[0])


def number_of(data: Path, valkey: str) -> int:
    return int((Folders(data).run / f"{valkey}.pid").read_text())
