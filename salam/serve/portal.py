"""The portal as a whole: servers, set-up, programs, and their end."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from salam import embedded
from salam.embedded.folders import CHECKOUT, Folders, prepare
from salam.serve.address import Address, chosen_address
from salam.serve.claim import claim
from salam.serve.console import say, show
from salam.serve.procfile import Program, read_programs
from salam.serve.program import keep
from salam.serve.set_up import STEPS, set_up

#: Seconds between two looks whether the servers still run.
WATCH_EVERY = 2
#: Seconds until somebody who waits for the address should be told where to look.
OPEN_WITHIN = 60
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Portal:
    """What is run, and where."""

    folders: Folders
    address: Address
    programs: list[Program]
    steps: tuple[str, ...]
    environment: Mapping[str, str]


def serve(
    data: Path, *, procfile: Path = CHECKOUT / "Procfile", steps: tuple[str, ...] = STEPS
) -> None:
    """Run until a signal asks to stop; then leave nothing running."""
    address = chosen_address()
    programs = read_programs(procfile)
    folders = prepare(data)
    with claim(folders, address), embedded.servers(data) as addresses:
        environment = _environment(folders, address, addresses)
        portal = Portal(folders, address, programs, steps, environment)
        asyncio.run(_until_asked_to_stop(portal))


def _environment(
    folders: Folders, address: Address, addresses: Mapping[str, str]
) -> dict[str, str]:
    """What the programs find in theirs: they are ordinary clients of the servers."""
    programs_of_venv = str(Path(sys.executable).parent)
    return {
        **os.environ,
        **addresses,
        "HUB_DATA": str(folders.data),
        "HOST": address.host,
        "PORT": str(address.port),
        "PATH": os.pathsep.join([programs_of_venv, os.environ.get("PATH", os.defpath)]),
        "PYTHONUNBUFFERED": "1",
    }


async def _until_asked_to_stop(portal: Portal) -> None:
    running = asyncio.create_task(_run(portal))
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, _stop_once, running)
    try:
        await running
    except asyncio.CancelledError:
        say("stopped")


def _stop_once(running: asyncio.Task[None]) -> None:
    # A second Ctrl-C must not cancel the stopping.
    if not running.cancelling():
        say("stopping")
        running.cancel()


async def _run(portal: Portal) -> None:
    await set_up(portal.environment, portal.steps)
    async with asyncio.TaskGroup() as together:
        for program in portal.programs:
            together.create_task(keep(program, portal.environment))
        together.create_task(_watch_servers(portal.folders.data))
        together.create_task(_announce(portal.folders, portal.address))


async def _watch_servers(data: Path) -> None:
    told = ""
    while True:
        await asyncio.sleep(WATCH_EVERY)
        try:
            for name in await asyncio.to_thread(embedded.keep_running, data):
                say(f"{name} was gone; started it again")
            told = ""
        except embedded.ServerUnavailable as refusal:
            if str(refusal) != told:
                told = str(refusal)
                say(told)


async def _announce(folders: Folders, address: Address) -> None:
    loop = asyncio.get_running_loop()
    late = loop.time() + OPEN_WITHIN
    while not await asyncio.to_thread(lambda: address.is_alive):
        if loop.time() > late:
            late += OPEN_WITHIN
            say(f"{address.url} does not answer yet; see what web says above")
        await asyncio.sleep(0.1)
    show(
        f"  The portal is open at  {address.url}\n"
        f"  Its data are in        {folders.data}\n"
        "  To stop it             Ctrl-C"
    )
