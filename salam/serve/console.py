"""Lines on the terminal, each with the name of who speaks."""

import asyncio
import sys
from contextlib import suppress

#: Wide enough for "collectstatic".
WIDTH = 13


def say(line: str, *, who: str = "serve") -> None:
    # The terminal may be gone; that must not stop the portal from stopping cleanly.
    with suppress(OSError, ValueError):
        sys.stdout.write(f"{who:<{WIDTH}} | {line}\n")
        sys.stdout.flush()


def show(block: str) -> None:
    with suppress(OSError, ValueError):
        sys.stdout.write(f"\n{block}\n\n")
        sys.stdout.flush()


async def relay(pipe: int, *, who: str) -> None:
    """Pass on line by line what a program says, until it falls silent."""
    stream = asyncio.StreamReader()
    with open(pipe, "rb", buffering=0) as reading:
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(stream), reading
        )
        try:
            await _relay_lines(stream, who=who)
        finally:
            transport.close()


async def _relay_lines(stream: asyncio.StreamReader, *, who: str) -> None:
    rest = b""
    while chunk := await stream.read(65536):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            say(line.decode(errors="replace").rstrip("\r"), who=who)
    if rest:
        say(rest.decode(errors="replace"), who=who)
