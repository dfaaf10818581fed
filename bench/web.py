"""The web program of the Procfile, on a port of its own."""

import os
import socket  # noqa: TID251 - looks for a port that is free
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from bench.data import CHECKOUT
from bench.visitor import wait_until_open
from salam.serve.procfile import read_programs


@dataclass(frozen=True, slots=True)
class Web:
    address: str
    pid: int

    def memory(self) -> float:
        """Resident megabytes of the largest web process."""
        workers = psutil.Process(self.pid).children(recursive=True)
        return round(max(worker.memory_info().rss for worker in workers) / 2**20, 1)


@contextmanager
def web(settings: str = "salam.settings", path: str = "/health/live") -> Iterator[Web]:
    """As the Procfile starts it, but for the settings."""
    port = _free_port()
    (program,) = (one for one in read_programs(CHECKOUT / "Procfile") if one.name == "web")
    process = subprocess.Popen(
        ["/bin/sh", "-c", f"exec {program.command}"],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "DJANGO_SETTINGS_MODULE": settings,
            "PATH": f"{CHECKOUT / '.venv/bin'}{os.pathsep}{os.environ['PATH']}",
        },
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_open(address, path)
        yield Web(address, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
