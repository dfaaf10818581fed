"""Recordings of servers' answers as they lie in folders, and how each is played back."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Query = Mapping[str, str]
Reply = tuple[int, bytes]
#: What a server of the protocol says where nothing more is recorded.
NO_MORE = b'<OAI-PMH><error code="noRecordsMatch"/></OAI-PMH>'
NOT_FOUND: Reply = (404, b"")
HEADER = re.compile(rb"<(?:\w+:)?record\b[^<>]*>\s*<(?:\w+:)?header\b")
#: An ORCID for recordings that go without one; any will do.
SOMEBODY = "0000-0002-1825-0097"
TABLES = frozenset({".csv", ".tsv"})
LISTS = TABLES | frozenset(
    {
        ".ris",
        ".bib",
        ".nbib",
        ".enl",
        ".ciw",
        ".xlsx",
        ".txt",
        ".json",
        ".jsonl",
        ".xml",
        ".md",
        ".isi",
    }
)


@dataclass(frozen=True)
class Recording:
    name: str
    connector: str
    answer: Callable[[Query], Reply]
    #: How many records it holds, counted by something simpler than a connector.
    holds: int
    settings: dict[str, str] = field(default_factory=dict)


def recordings(folder: Path) -> Iterator[Recording]:
    """Everything in a folder that is an answer or a file with records."""
    named = {"oai-pmh-recorded": _oai, "api-json-recorded": _registry}
    make = named.get(folder.name, _file)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in ("SOURCE.txt", "INDEX.tsv"):
            recording = make(folder, path)
            if recording:
                yield recording


# OAI-PMH


def _oai(folder: Path, path: Path) -> Recording | None:
    if path.suffix != ".xml":
        return None
    body = path.read_bytes()

    def answer(query: Query) -> Reply:
        if query.get("verb") != "ListRecords":
            return NOT_FOUND
        return 200, NO_MORE if query.get("resumptionToken") else body

    return Recording(_name(folder, path), "oai-pmh", answer, len(HEADER.findall(body)))


# Registries


def _registry(folder: Path, path: Path) -> Recording | None:
    if path.suffix != ".json":
        return None
    registry = path.relative_to(folder).parts[0]
    if registry == "orcid":
        return _orcid(folder, path)
    statuses = _statuses(folder)
    told = _json(path)
    status = statuses.get(str(path.relative_to(folder)), 200)
    works, page = _as_page(registry, told)
    body = path.read_bytes() if page is None else json.dumps(page).encode()
    empty = json.dumps(_empty(registry)).encode()
    first = {"datacite": ("page[cursor]", "1")}.get(registry, ("cursor", "*"))

    def answer(query: Query) -> Reply:
        return (status, body) if query.get(first[0]) == first[1] else (200, empty)

    return Recording(_name(folder, path), registry, answer, works, {"query": "anything"})


def _as_page(registry: str, told: Any) -> tuple[int, Any]:
    """How many works an answer holds; a single one, as an answer with a list of one."""
    if registry == "crossref" and isinstance(told, dict):
        message = told.get("message")
        if isinstance(message, dict) and "items" not in message:
            return 1, {"message": {"items": [message], "next-cursor": "x"}}
        return _length(message, "items"), None
    if registry == "openalex":
        if isinstance(told, dict) and "results" not in told:
            return 1, {"results": [told], "meta": {"next_cursor": "x"}}
        return _length(told, "results"), None
    if isinstance(told, dict) and isinstance(told.get("data"), dict):
        return 1, {"data": [told["data"]]}
    return _length(told, "data"), None


def _length(told: Any, name: str) -> int:
    inside = told.get(name) if isinstance(told, dict) else None
    return len(inside) if isinstance(inside, list) else 0


def _empty(registry: str) -> Any:
    lists = {"crossref": {"message": {"items": []}}, "openalex": {"results": [], "meta": {}}}
    return lists.get(registry, {"data": []})


def _orcid(folder: Path, path: Path) -> Recording:
    told = _json(path)
    body = path.read_bytes()
    status = _statuses(folder).get(str(path.relative_to(folder)), 200)
    asked = iter(((200, b"{}"), (status, body)))

    def answer(_query: Query) -> Reply:
        return next(asked, NOT_FOUND)

    return Recording(
        _name(folder, path), "orcid", answer, _length(told, "group"), {"orcid": SOMEBODY}
    )


def _statuses(folder: Path) -> dict[str, int]:
    index = folder / "INDEX.tsv"
    if not index.exists():
        return {}
    rows = csv.DictReader(io.StringIO(index.read_text()), delimiter="\t")
    return {row["file"]: int(row["http_status"]) for row in rows}


# Files


def _file(folder: Path, path: Path) -> Recording | None:
    if path.suffix.lower() not in LISTS:
        return None
    body = path.read_bytes()

    def answer(_query: Query) -> Reply:
        return 200, body

    return Recording(_name(folder, path), "file", answer, _counted(path, body))


#: How records begin in formats of lines.
BEGIN = {
    ".ris": rb"(?m)^\s{0,3}TY\s{0,3}-", ".bib": rb"(?m)^\s*@(?!comment|string|preamble)\w+\s*[{(]",
    ".nbib": rb"(?m)^PMID\s*-", ".enl": rb"(?m)^%0 ", ".ciw": rb"(?m)^PT ",
}  # fmt: skip


def _counted(path: Path, body: bytes) -> int:
    suffix = path.suffix.lower()
    if suffix in BEGIN:
        return len(re.findall(BEGIN[suffix], body, re.I))
    if suffix in TABLES:
        csv.field_size_limit(10**8)
        rows = csv.reader(io.StringIO(body.decode("utf-8-sig", "replace")))
        return max(0, sum(any(cell.strip() for cell in row) for row in rows) - 1)
    if suffix == ".jsonl":
        return body.count(b"\n")
    if suffix == ".json":
        told = _json(path)
        return len(told) if isinstance(told, list) else 1
    return 0


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except ValueError:
        return None


def _name(folder: Path, path: Path) -> str:
    return f"{folder.name}/{path.relative_to(folder)}"
