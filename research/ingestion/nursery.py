"""Has a job done on a file by a confined child, and tells how the child ended.

Each thread keeps a nursery process (``confined.nursery``) that forks a child a file, so
that limits and isolation cost milliseconds. A child that takes too long is killed with
its nursery, and the next job starts another.
"""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

#: Where the packages of the hub lie; the nursery is started without an environment.
ROOT = Path(__file__).resolve().parents[2]
#: -I: neither the environment nor the current folder changes what is imported.
COMMAND = (
    f"import sys; sys.path.insert(0, {str(ROOT)!r}); "
    "from research.ingestion.confined import nursery; nursery.main(int(sys.argv[1]))"
)
#: More than the child's own limit on CPU time: it may wait for a slow disk.
PATIENCE_SECONDS = 180.0
#: How often the one who waits may do something else, such as renew a lease.
TICK_SECONDS = 5.0
#: Told where the child did not end by itself.
OUT_OF_TIME, GONE = 1000, 1001

Line = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a child said, as far as it got, and its exit status: minus the signal it died of."""

    lines: tuple[Line, ...]
    status: int
    #: Time of a core that the child took.
    cpu_seconds: float = 0.0


@dataclass(slots=True)
class Nursery:
    """A nursery process of this thread."""

    process: "subprocess.Popen[bytes]"
    said: IO[bytes]
    ended: int
    owner: int

    @classmethod
    def start(cls) -> Self:
        said = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the nursery
        ended, tell_ended = os.pipe()
        try:
            process = subprocess.Popen(
                [sys.executable, "-I", "-c", COMMAND, str(tell_ended)],
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=subprocess.DEVNULL,
                # One thread of arithmetic: more would only take address space.
                env={"OPENBLAS_NUM_THREADS": "1"},
                pass_fds=[tell_ended],
                start_new_session=True,
            )
        finally:
            os.close(tell_ended)
        return cls(process, said, ended, os.getpid())

    @property
    def is_alive(self) -> bool:
        return self.owner == os.getpid() and self.process.poll() is None

    def run(self, order: Line, *, patience: float, meanwhile: Callable[[], None]) -> Outcome:
        """Raises ``BrokenPipeError`` where the nursery had ended before."""
        self.said.truncate(0)
        assert self.process.stdin  # noqa: S101 - PIPE
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()
        try:
            status, cpu_seconds = self._wait(patience, meanwhile)
        except BaseException:
            self.end()
            raise
        if status in {OUT_OF_TIME, GONE}:
            self.end()
        self.said.seek(0)
        return Outcome(tuple(_whole_lines(self.said)), status, cpu_seconds)

    def _wait(self, patience: float, meanwhile: Callable[[], None]) -> tuple[int, float]:
        deadline = time.monotonic() + patience
        while (left := deadline - time.monotonic()) > 0:
            if select.select([self.ended], [], [], min(left, TICK_SECONDS))[0]:
                line = os.read(self.ended, 100).split()
                return (int(line[0]), float(line[1])) if line else (GONE, 0.0)
            meanwhile()
        return OUT_OF_TIME, 0.0

    def end(self) -> None:
        """Kill it with the child it may have; what was said can still be read."""
        if self.owner != os.getpid():
            return
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def __del__(self) -> None:
        # A thread ends, or the program: no process and no descriptor stays behind.
        self.end()
        os.close(self.ended)
        self.said.close()
        if self.process.stdin:
            self.process.stdin.close()


_kept = threading.local()


def run(
    job: str,
    path: Path,
    *,
    patience: float | None = None,
    meanwhile: Callable[[], None] = lambda: None,
    **more: object,
) -> Outcome:
    """Do ``job`` on the file at ``path``; ``meanwhile`` is called every few seconds.

    What ``meanwhile`` raises ends the child.
    """
    order = {"job": job, "path": str(path.resolve()), **more}
    patience = PATIENCE_SECONDS if patience is None else patience
    try:
        return _of_this_thread().run(order, patience=patience, meanwhile=meanwhile)
    except BrokenPipeError:
        # It had just ended for want of orders.
        _kept.nursery = Nursery.start()
        return _of_this_thread().run(order, patience=patience, meanwhile=meanwhile)


def _of_this_thread() -> Nursery:
    kept: Nursery | None = getattr(_kept, "nursery", None)
    if kept is None or not kept.is_alive:
        kept = _kept.nursery = Nursery.start()
    return kept


def _whole_lines(said: IO[bytes]) -> list[Line]:
    return [json.loads(line) for line in said if line.endswith(b"\n")]
