"""Runs a program to its end, and takes all its processes with it."""

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress

from salam.embedded.folders import CHECKOUT
from salam.serve.console import relay, say
from salam.serve.procfile import Program

#: Seconds between asking a program to end and ending it.
GRACE = 20
#: The pause before a program that died is started again: grows from first to longest.
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
#: Who lived this many seconds didn't die of its start.
LONG_LIFE = 60.0
#: prctl's "send me this signal when my parent dies".
PR_SET_PDEATHSIG = 1

LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


async def keep(program: Program, environment: Mapping[str, str]) -> None:
    """Run it for ever; cancelling ends it."""
    loop, pause = asyncio.get_running_loop(), FIRST_PAUSE
    while True:
        began = loop.time()
        code = await run(program, environment)
        if loop.time() - began > LONG_LIFE:
            pause = FIRST_PAUSE
        say(f"{program.name} {how_it_ended(code)}; starting it again in {pause:.0f} s")
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


async def run(program: Program, environment: Mapping[str, str]) -> int:
    """Run it once and return its exit code; cancelling ends it."""
    us, (reading, writing) = os.getpid(), os.pipe()
    try:
        process = await asyncio.create_subprocess_exec(
            *("/bin/sh", "-c", f"exec {program.command}"),
            env=environment,
            cwd=CHECKOUT,
            stdin=asyncio.subprocess.DEVNULL,
            # Not asyncio's own pipe: with that, "wait" waits for whoever else writes into it.
            stdout=writing,
            stderr=writing,
            # A session of its own: Ctrl-C in the terminal reaches us alone, and one kill
            # reaches all that it has started.
            start_new_session=True,
            preexec_fn=lambda: _die_with(us),
        )
    finally:
        os.close(writing)
    relaying = asyncio.create_task(relay(reading, who=program.name))
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        await _end(process)
        raise
    finally:
        _sweep(process.pid)
        with suppress(TimeoutError):
            await asyncio.wait_for(relaying, timeout=2)
    return code


def how_it_ended(code: int) -> str:
    return f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ask the first process only: gunicorn and Celery end their own in good order."""
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), timeout=GRACE)
    except TimeoutError:
        _sweep(process.pid)
        await process.wait()


def _sweep(group: int) -> None:
    """Kill what is left of a program whose first process has ended, or won't."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _die_with(parent: int) -> None:
    """In the new process: end when the portal's process is killed outright."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before we could ask
        os._exit(1)
