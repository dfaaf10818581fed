"""Pages of text a second of a core, next to poppler's ``pdftotext`` on the same files."""

import resource
import shutil
import subprocess
from pathlib import Path
from statistics import median
from typing import Any

from bench.data import shared
from research.ingestion import reading

FOLDERS = ("pdf-corpus/research", "pdf-corpus/long", "migration-iom-evaluations/documents")
ROUNDS = 3


def measure(_size: int) -> dict[str, Any]:
    if not shutil.which("pdftotext"):
        raise SystemExit("pdftotext is not installed: apt-get install poppler-utils.")
    return {"rounds": ROUNDS, "rows": [_collection(folder) for folder in FOLDERS]}


def _collection(folder: str) -> dict[str, Any]:
    paths = sorted((shared() / folder).rglob("*.pdf"))
    pages = characters = 0
    for path in paths:  # once before, so that both find the files in memory
        found = reading.read(path)
        pages += len(found.pages)
        characters += sum(map(len, found.pages))
    ours, theirs = [], []
    for _round in range(ROUNDS):
        # Turn by turn, so that what else the machine does falls on both.
        pairs = [(reading.read(path).cpu_seconds, _pdftotext(path)) for path in paths]
        ours.append(sum(mine for mine, _other in pairs))
        theirs.append(sum(other for _mine, other in pairs))
    return {
        "name": folder,
        "files": len(paths),
        "pages": pages,
        "characters": characters,
        "ours": median(ours),
        "theirs": median(theirs),
        "ratio": median(other / mine for mine, other in zip(ours, theirs, strict=True)),
    }


def _pdftotext(path: Path) -> float:
    """Seconds of a core it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        ["pdftotext", str(path), "-"],  # noqa: S607 - wherever the system keeps it
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
