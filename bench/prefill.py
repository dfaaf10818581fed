"""How much of a form is filled right from PDF files: title, year, first person, DOI."""

import json
import re
import unicodedata
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from time import perf_counter
from typing import Any

import yaml
from django.core.management import call_command

from bench.data import shared

TRUTH = Path(__file__).with_name("prefill_truth.yaml")
FOLDERS = {
    "research": "pdf-corpus/research",
    "evaluations": "migration-iom-evaluations/documents",
}
FIELDS = ("title", "year", "person", "doi")
#: Titles are the same where their words are, but for a few: subtitles, “final report of”.
SAME = 0.8


def measure(_size: int) -> dict[str, Any]:
    truth = yaml.safe_load(TRUTH.read_text())
    return {"rows": [_collection(name, truth[name]) for name in FOLDERS]}


def _collection(name: str, truth: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    paths = {path.name: path for path in (shared() / FOLDERS[name]).rglob("*.pdf")}
    asked = {file: facts for file, facts in truth.items() if file in paths}
    began = perf_counter()
    found = _prefilled([paths[file] for file in asked])
    seconds = perf_counter() - began
    right = {field: [0, 0, 0] for field in FIELDS}
    wrong = []
    for (file, facts), fields in zip(asked.items(), found, strict=True):
        for field, fact in facts.items():
            value = _value(fields, field)
            is_right = RIGHT[field](fact, value)
            right[field][0] += is_right
            right[field][1] += 1
            right[field][2] += not value
            if not is_right:
                wrong.append([file, field, fact, value])
    return {
        "name": FOLDERS[name],
        "files": len(asked),
        "right": right,
        "wrong": wrong,
        "seconds": round(seconds / (len(asked) or 1), 2),
    }


def _prefilled(paths: list[Path]) -> list[Mapping[str, Any]]:
    said = StringIO()
    call_command("prefill", *map(str, paths), stdout=said)
    return [json.loads(line)["fields"] for line in said.getvalue().splitlines()]


def _value(fields: Mapping[str, Any], field: str) -> str:
    if field == "person":
        people = fields.get("people", {}).get("value") or [""]
        return str(people[0])
    value = str(fields.get(field, {}).get("value", ""))
    if field == "title" and "subtitle" in fields:
        return f"{value}: {fields['subtitle']['value']}"
    return value


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).lower()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", plain)


def same_title(fact: str, value: str) -> bool:
    wanted, got = _words(fact), _words(value)
    shared_words = len(set(wanted) & set(got))
    if not shared_words:
        return False
    precision, found = shared_words / len(set(got)), shared_words / len(set(wanted))
    return 2 * precision * found / (precision + found) >= SAME


def same_person(fact: str, value: str) -> bool:
    wanted, got = _words(fact), _words(value)
    return bool(got) and wanted[-1] in got and wanted[0][:1] == got[0][:1]


def same_text(fact: str, value: str) -> bool:
    return fact.lower() == value.lower()


RIGHT = {"title": same_title, "year": same_text, "person": same_person, "doi": same_text}
