"""What takes long to make is made once where BENCH_STORE names a folder, and kept there.

Each step that is done is noted with its figures, so that a run that was stopped goes on where
it stood. Without BENCH_STORE everything is made anew and thrown away.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from salam import embedded

Figures = dict[str, Any]


@contextmanager
def servers(name: str) -> Iterator[None]:
    """The servers of the measure ``name``: kept in the store, or gone with the block."""
    store = os.environ.get("BENCH_STORE")
    running = (
        embedded.servers((Path(store) / name).resolve(), durable=False)
        if store
        else embedded.throwaway()
    )
    with running as addresses:
        os.environ.update(addresses)
        yield


def once(step: str, make: Callable[[], Figures]) -> Figures:
    """The figures of ``step``, which is taken unless it is noted as done."""
    notes = Path(os.environ["HUB_DATA"]) / "bench.json"
    done = json.loads(notes.read_text()) if notes.exists() else {}
    if step not in done:
        done[step] = make()
        notes.write_text(json.dumps(done))
    return dict(done[step])
