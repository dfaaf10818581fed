"""Reads a Procfile: ``name: command``, one a line."""

import re
from dataclasses import dataclass
from pathlib import Path

LINE = re.compile(r"(?P<name>[A-Za-z0-9_-]+):\s*(?P<command>\S.*)")


class BadProcfile(Exception):
    """A line can't be understood."""


@dataclass(frozen=True, slots=True)
class Program:
    """One thing to keep running."""

    name: str
    command: str


def read_programs(path: Path) -> list[Program]:
    programs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = LINE.fullmatch(line.strip())
        if not match:
            raise BadProcfile(f"{path}, line {number}: expected 'name: command'.")
        programs.append(Program(**match.groupdict()))
    return programs
