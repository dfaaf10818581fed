"""A portal that really runs: web, worker, beat, follower, PostgreSQL and the broker."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import psycopg

from salam import embedded
from tests.waiting import PATIENCE, wait_for

CHECKOUT = Path(__file__).resolve().parents[2]
EMAIL, PASSWORD = "admin@hub.localhost", "correct horse battery"


@dataclass(frozen=True)
class Portal:
    address: str
    data: Path
    process: subprocess.Popen[bytes]

    def rows(self, query: str, *values: Any) -> list[Any]:
        with psycopg.connect(embedded.database_url(self.data), autocommit=True) as database:
            return database.execute(query, values).fetchall()

    def value(self, query: str, *values: Any) -> Any:
        return self.rows(query, *values)[0][0]

    def manage(self, *words: str, said: str = "") -> str:
        """Run a command of manage.py beside the portal; ``said`` is what is typed into it."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=CHECKOUT,
            env=clean_environment(self.data),
            input=said,
            text=True,
            check=True,
            capture_output=True,
        ).stdout

    def programs(self, word: str) -> list[psutil.Process]:
        """The running processes of this portal whose command line has ``word`` in it."""
        return with_words(psutil.Process(self.process.pid).children(recursive=True), word)


def with_words(processes: Iterable[psutil.Process], words: str) -> list[psutil.Process]:
    """Those whose command line says ``words``."""
    return [process for process in processes if words in " ".join(_command_line(process))]


def clean_environment(data: Path) -> dict[str, str]:
    given = {"DATABASE_URL", "REDIS_URL", "CACHE_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in given}
    return kept | {"HUB_DATA": str(data)}


@contextmanager
def portal(data: Path, **settings: str) -> Iterator[Portal]:
    """``settings`` are further variables of its environment."""
    port = _free_port()
    environment = clean_environment(data) | {
        "PORT": str(port),
        "ADMIN_EMAIL": EMAIL,
        "ADMIN_PASSWORD": PASSWORD,
        **settings,
    }
    log = (data.parent / "serve.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "salam.serve"],
        cwd=CHECKOUT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        running = Portal(f"http://127.0.0.1:{port}", data, process)
        wait_for(lambda: _says(log.name, "The portal is open") or process.poll() is not None)
        assert process.poll() is None, Path(log.name).read_text()
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=PATIENCE)


def _says(log: str, words: str) -> bool:
    return words in Path(log).read_text(errors="replace")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _command_line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return []
