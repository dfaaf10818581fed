"""What a process that opens a stranger's file may use."""

import ctypes
import resource
import signal
import sys
from pathlib import Path

#: A gigabyte holds any honest document of 100 MB with room to draw its first page.
MEMORY_BYTES = 1024**3
#: Past the first the kernel asks, past the second it kills.
CPU_SECONDS = (90, 100)
#: What is said lies in a temporary file meanwhile.
OUTPUT_BYTES = 128 * 1024**2


def limit_this_process() -> None:
    """Bound memory, time and output, and die with the one who asked."""
    die_with_parent()
    memory = _used() + MEMORY_BYTES
    for what, limits in {
        resource.RLIMIT_AS: (memory, memory),
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: (OUTPUT_BYTES, OUTPUT_BYTES),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NOFILE: (32, 32),
        resource.RLIMIT_NPROC: (0, 0),
    }.items():
        resource.setrlimit(what, limits)


def die_with_parent() -> None:
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def _used() -> int:
    """Address space taken by the program itself, before any file is open."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()
