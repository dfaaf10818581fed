"""What was measured last, by measure: kept, so that one can be repeated by itself."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.machine import Surroundings

FILE = Path(__file__).with_name("figures.json")

Figures = dict[str, Any]


def read() -> dict[str, Figures]:
    return json.loads(FILE.read_text()) if FILE.exists() else {}


def keep(name: str, surroundings: Surroundings, found: Figures) -> None:
    kept = read() | {name: {"surroundings": asdict(surroundings), **found}}
    FILE.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
