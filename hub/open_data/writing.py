"""A table as two files: JSON Lines and CSV, both streamed through gzip."""

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from partners.spreadsheets import MARK, harmless

BETWEEN = "; "
#: By what a thing is named in one cell, the first that it has.
NAMES = ("name", "filename", "slug", "institution")


@dataclass(frozen=True, slots=True)
class Written:
    """A file that is whole; ``rows`` only for a table."""

    name: str
    path: Path
    size: int
    sha256: str
    rows: int | None = None

    def told(self, stored_as: str) -> dict[str, Any]:
        said = asdict(self) | {"stored_as": stored_as}
        del said["path"]
        return said


def tables(
    folder: Path, stem: str, lines: Iterator[dict[str, Any]], columns: list[str]
) -> list[Written]:
    """Both files of a table in one pass over its rows."""
    paths = [folder / f"{stem}.jsonl.gz", folder / f"{stem}.csv.gz"]
    count = 0
    with ExitStack() as open_files:
        as_json, as_csv = (open_files.enter_context(_gzipped(path)) for path in paths)
        as_csv.write(MARK)
        rows = csv.writer(as_csv)
        rows.writerow(columns)
        for line in lines:
            as_json.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
            rows.writerow([harmless(cell(line[name])) for name in columns])
            count += 1
    return [weighed(path, rows=count) for path in paths]


def text(folder: Path, name: str, content: str) -> Written:
    path = folder / name
    path.write_text(content)
    return weighed(path)


def weighed(path: Path, *, rows: int | None = None) -> Written:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return Written(path.name, path, path.stat().st_size, digest.hexdigest(), rows)


def cell(value: Any) -> str:
    """A value as a spreadsheet shows it: lists joined, things by their names."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        named = next((str(value[name]) for name in NAMES if value.get(name)), "")
        return named or str(value.get("role") or "")
    if isinstance(value, list | tuple):
        return BETWEEN.join(map(cell, value))
    return str(value)


def _gzipped(path: Path) -> io.TextIOWrapper:
    """Without a time inside: the same rows make the same file."""
    packed = gzip.GzipFile(path, "wb", compresslevel=6, mtime=0)
    return io.TextIOWrapper(packed, encoding="utf-8", newline="")
