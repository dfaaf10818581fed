"""Has a file read by ``pdf_reading`` in a child process, and takes its word.

No database in here: a file goes in, a ``Reading`` comes out, whatever the file does
to the process that opens it.
"""

import base64
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_noop

from research.ingestion import pdf_reading

#: More than the child's own limit on CPU time: it may wait for a slow disk.
PATIENCE_SECONDS = 180
#: How often the one who waits may do something else, such as renew a lease.
TICK_SECONDS = 5

#: Why a file is not read, in words for people: kept with the document, and translated
#: when it is shown. No figures are put in later, so that they can be.
REASONS = {
    "not_a_pdf": gettext_noop("The file is no PDF: its content does not begin as one."),
    "empty": gettext_noop("The file is empty."),
    "damaged": gettext_noop("The file is damaged: it can't be opened as a PDF."),
    "password": gettext_noop("The file is locked with a password."),
    "protected": gettext_noop("The file is encrypted in a way the hub can't open."),
    "no_pages": gettext_noop("The file has no pages."),
    "too_many_pages": gettext_noop("The file has more than 3,000 pages."),
    "too_much_text": gettext_noop("The file unpacks to more text than any document holds."),
    "memory": gettext_noop("The file needs more memory to open than a document may."),
    "time": gettext_noop("The file takes longer to open than a document may."),
    "crash": gettext_noop(
        "The file made the reader of PDF files crash: it is damaged, or asks for too much memory."
    ),
    "missing": gettext_noop("The file is no longer where it was stored."),
    "never_finished": gettext_noop("Reading was begun five times and never finished."),
}
#: What the kernel ended the child for; a SIGKILL that is not ours is want of memory.
BY_SIGNAL: dict[int, str] = {
    signal.SIGXCPU: "time",
    signal.SIGKILL: "memory",
    signal.SIGXFSZ: "too_much_text",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of reading a file: a reason, or the text of each page."""

    reason: str = ""
    pages: tuple[str, ...] = ()
    image: bytes | None = None

    @property
    def is_read(self) -> bool:
        return not self.reason

    @property
    def pages_without_text(self) -> list[int]:
        """Numbers of the pages without a letter or digit: scans, drawings, blanks."""
        return [
            number
            for number, text in enumerate(self.pages, 1)
            if not any(character.isalnum() for character in text)
        ]


def read(path: Path, *, meanwhile: Callable[[], None] = lambda: None) -> Reading:
    """Read the file at ``path``; ``meanwhile`` is called every few seconds.

    What ``meanwhile`` raises ends the reading and the child.
    """
    try:
        if not path.stat().st_size:
            return Reading(REASONS["empty"])
    except OSError:
        return Reading(REASONS["missing"])
    with tempfile.TemporaryFile() as said:
        child = _started(path, said)
        try:
            in_time = _wait(child, meanwhile)
        finally:
            _end(child)
        said.seek(0)
        return _understood(said, child.returncode, in_time=in_time)


def _started(path: Path, said: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        # -I: neither the environment nor the folder of the script changes what is imported.
        [sys.executable, "-I", pdf_reading.__file__, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=subprocess.DEVNULL,
        env={},
        start_new_session=True,
    )


def _wait(child: subprocess.Popen[bytes], meanwhile: Callable[[], None]) -> bool:
    """Whether the child ended in time."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            child.wait(timeout=TICK_SECONDS)
        except subprocess.TimeoutExpired:
            meanwhile()
        else:
            return True
    return False


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child with whatever it may have started, if it still runs."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _understood(said: IO[bytes], code: int, *, in_time: bool) -> Reading:
    """What the child said, as far as it got; its text counts only if it is whole."""
    pages: list[str] = []
    is_whole, image = False, None
    for line in _whole_lines(said):
        match line:
            case {"refused": str(key)}:
                return Reading(REASONS[key])
            case {"page": str(text)}:
                pages.append(text)
            case {"pages": int()}:
                is_whole = True
            case {"image": str(data)}:
                image = base64.b64decode(data)
    if is_whole:
        return Reading(pages=tuple(pages), image=image)
    if not in_time:
        return Reading(REASONS["time"])
    return Reading(REASONS[BY_SIGNAL.get(-code, "crash")])


def _whole_lines(said: IO[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in said if line.endswith(b"\n")]
