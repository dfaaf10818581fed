"""Waiting for what another process does."""

import time
from collections.abc import Callable
from typing import Any

#: Seconds until what should happen is held to be missing: a machine with two busy cores
#: needs time, and waiting costs nothing where it does happen.
PATIENCE = 180


def wait_for(condition: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Ask until the answer is true, and give it."""
    end = time.monotonic() + patience
    while not (answer := condition()):
        assert time.monotonic() < end, f"not within {patience:.0f} seconds"
        time.sleep(0.05)
    return answer
