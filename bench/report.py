"""Writes RESULTS.md from the figures that are kept."""

from importlib import import_module
from pathlib import Path

from bench.figures import Figures
from bench.measures import MEASURES, Measure

FILE = Path(__file__).with_name("RESULTS.md")
HEAD = """# Measured

Written by `make bench` and `make bench-large`; not by hand. A ratio says more than a figure:
both sides of it ran in the same minute on the same machine. Times are p50 / p95 in
milliseconds. The load beside each date is what else kept the machine busy when it began.
"""


def write(kept: dict[str, Figures]) -> None:
    parts = [section(measure, kept[measure.name]) for measure in MEASURES if measure.name in kept]
    FILE.write_text("\n".join([HEAD, *parts]))


def section(measure: Measure, found: Figures) -> str:
    around = found["surroundings"]
    note = f" {around['note'].rstrip('.')}." if around["note"] else ""
    return (
        f"## {measure.title}\n\n"
        f"{around['on']}; {around['machine']}; load {around['load']}.{note}\n"
        f"To repeat: `.venv/bin/python -m bench {measure.name}`\n\n"
        f"{import_module(f'bench.sections.{measure.module}').written(found)}"
    )
