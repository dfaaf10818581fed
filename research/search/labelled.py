"""Labelled collections in BEIR's layout: texts, questions, and who answers what."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPUS, QUERIES = "corpus.jsonl", "queries.jsonl"
#: Where the judgements lie: beside the texts, or by part as BEIR's own collections do.
JUDGEMENTS = ("qrels.tsv", "qrels/test.tsv")


class BadCollection(Exception):
    """A file is missing or can't be understood; says which, and in which line."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be found. ``language`` is empty where the collection doesn't say it."""

    id: str
    title: str
    text: str
    language: str = ""


def texts(folder: Path) -> Iterator[Text]:
    for place, row in _rows(folder / CORPUS):
        title, text = (_said(row, name, place) for name in ("title", "text"))
        yield Text(_id(row, place), title, text, _said(row, "language", place))


def questions(folder: Path) -> dict[str, str]:
    """The questions by their ids."""
    return {_id(row, place): _said(row, "text", place) for place, row in _rows(folder / QUERIES)}


def judgements(folder: Path) -> dict[str, dict[str, int]]:
    """By question, what each judged text is worth."""
    path = next((folder / name for name in JUDGEMENTS if (folder / name).is_file()), None)
    if path is None:
        raise BadCollection(f"{folder / JUDGEMENTS[0]}: there is no such file.")
    judged: dict[str, dict[str, int]] = {}
    with _opened(path) as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if not row or (number == 1 and not _is_number(row[-1])):
                continue  # the heading
            if len(row) != 3 or not _is_number(row[2]):
                raise BadCollection(
                    f"{path}, line {number}: expected query-id, corpus-id and a whole number."
                )
            judged.setdefault(row[0], {})[row[1]] = int(row[2])
    return judged


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row with its place, as errors name it."""
    with _opened(path) as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            place = f"{path}, line {number}"
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BadCollection(f"{place}: this is no JSON ({error}).") from error
            if not isinstance(row, dict):
                raise BadCollection(f"{place}: expected an object with _id and text.")
            yield place, row


def _opened(path: Path) -> Any:
    if not path.is_file():
        raise BadCollection(f"{path}: there is no such file.")
    return path.open(encoding="utf-8-sig", errors="replace", newline="")


def _id(row: dict[str, Any], place: str) -> str:
    found = row.get("_id")
    if not isinstance(found, str | int) or not str(found).strip():
        raise BadCollection(f"{place}: it has no _id.")
    return str(found)


def _said(row: dict[str, Any], name: str, place: str) -> str:
    said = row.get(name) or ""
    if not isinstance(said, str):
        raise BadCollection(f"{place}: its {name} is no text.")
    return said


def _is_number(text: str) -> bool:
    return text.strip().lstrip("-").isdecimal()
