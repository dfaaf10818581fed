"""On what, when and beside what else something was measured."""

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Surroundings:
    on: str
    machine: str
    load: float
    note: str


def surroundings(note: str) -> Surroundings:
    return Surroundings(
        on=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        machine=(
            f"{os.cpu_count()} cores ({_processor()}), "
            f"{psutil.virtual_memory().total / 2**30:.0f} GB, "
            f"{platform.system()}, Python {platform.python_version()}"
        ),
        load=round(os.getloadavg()[0], 1),
        note=note,
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
