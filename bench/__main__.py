"""``python -m bench [NAME...]``: measure, and write RESULTS.md."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import figures, growth, machine, report
from bench.data import shared
from bench.measures import BY_NAME, MEASURES, Measure


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BY_NAME)}")
    parser.add_argument("--large", action="store_true", help="what takes many minutes")
    parser.add_argument("--note", default="", help="what else ran on the machine meanwhile")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in BY_NAME]
    if unknown:
        parser.error(f"there is no measure {unknown[0]!r}")
    for measure in MEASURES:
        is_wanted = measure.name in asked.names if asked.names else measure.is_large == asked.large
        if is_wanted:
            _run(measure, asked.note)
    report.write(figures.read())
    growth.draw(figures.read())


def _run(measure: Measure, note: str) -> None:
    if measure.data and not (shared() / measure.data).is_dir():
        print(f"{measure.title}: skipped, as {shared() / measure.data} is not here.")
        return
    print(f"{measure.title} ...", flush=True)
    surroundings = machine.surroundings(note)
    with tempfile.NamedTemporaryFile(suffix=".json") as answer:
        command = [sys.executable, "-m", "bench.child", measure.name, answer.name]
        if subprocess.run(command, check=False).returncode:
            sys.exit(f"{measure.title}: it failed, see above.")
        found = json.loads(Path(answer.name).read_text())
    figures.keep(measure.name, surroundings, found)
    print(report.section(measure, figures.read()[measure.name]))


if __name__ == "__main__":
    main()
