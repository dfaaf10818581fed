"""Where the data to measure with lie."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


def shared() -> Path:
    """BENCH_DATA, else ``shared/data`` beside the checkout."""
    return Path(os.environ.get("BENCH_DATA") or CHECKOUT.parent / "shared" / "data")
