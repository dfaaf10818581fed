"""Process numbers that servers write into files; by now they may be another program's."""

import os
from pathlib import Path


def number_in(path: Path) -> int:
    """The process number on the first line; 0 where there is none."""
    try:
        return int(path.read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def is_alive(number: int, program: str) -> bool:
    """Whether this process lives and is that program, so that it may be told to stop."""
    if not number:
        return False
    try:
        os.kill(number, 0)
    except OSError:
        return False
    try:
        stat = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return not Path("/proc/self").exists()  # alive, on a system that has no /proc
    name, state = stat.partition("(")[2].rsplit(") ", 1)
    return name.startswith(program) and not state.startswith("Z")
