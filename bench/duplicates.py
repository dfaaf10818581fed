"""How well duplicates are told: on labelled citations."""

import csv
import io
from collections import Counter, defaultdict
from time import perf_counter
from typing import Any

from bench.data import shared
from research.ingestion.connectors import files
from research.ingestion.connectors.entries import Found
from research.ingestion.matching import blocking
from research.ingestion.matching.works import Work

GOLD = "dedupe-gold/labelled_test_set.csv"
#: What the set calls the one record of a work that is not a duplicate.
KEPT = "unique"


def measure(_size: int) -> dict[str, Any]:
    data = (shared() / GOLD).read_bytes()
    labels = _labels(data)
    works = [
        Work.of(found.output, found.output.identifier)
        for found in files.read(data).records
        if isinstance(found, Found)
    ]
    everything = _figures("title, people, year, journal, volume, pages, DOI", works, labels)
    bare = [
        Work(each.key, each.title, each.subtitle, each.year, each.names, each.venue)
        for each in works
    ]
    less = _figures("title, people, year, journal", bare, labels)
    exact = _exactly_equal(works, labels)
    return {"records": len(works), "rows": [exact, less, everything]}


def _labels(data: bytes) -> dict[str, str]:
    return {
        row["record_id"]: row["source"]
        for row in csv.DictReader(io.StringIO(data.decode("latin-1")))
    }


def _figures(name: str, works: list[Work], labels: dict[str, str]) -> dict[str, Any]:
    started = perf_counter()
    pairs = [(str(p.first.key), str(p.second.key)) for p in blocking.pairs_within(works)]
    return {"name": name, "seconds": perf_counter() - started} | judged(pairs, labels)


def _exactly_equal(works: list[Work], labels: dict[str, str]) -> dict[str, Any]:
    """The yardstick: what a spreadsheet finds."""
    started = perf_counter()
    found: dict[tuple[str, str], str] = {}
    pairs = []
    for work in works:
        first = found.setdefault((work.title.casefold(), work.year), str(work.key))
        if first != str(work.key):
            pairs.append((first, str(work.key)))
    return {
        "name": "yardstick: equal title and year",
        "seconds": perf_counter() - started,
    } | judged(pairs, labels)


def judged(pairs: list[tuple[str, str]], labels: dict[str, str]) -> dict[str, float]:
    """Of each group found one record stays; the others are removed, as duplicates."""
    leader = {key: key for key in labels}

    def lead(key: str) -> str:
        while leader[key] != key:
            leader[key] = key = leader[leader[key]]
        return key

    for first, second in pairs:
        leader[lead(first)] = lead(second)
    groups: dict[str, Counter[bool]] = defaultdict(Counter)
    for key, label in labels.items():
        groups[lead(key)][label == KEPT] += 1
    right = wrong = missed = 0
    for group in groups.values():
        kept, removed = group[True], group[False]
        right += removed - (not kept)
        wrong += max(kept - 1, 0)
        missed += not kept
    precision, recall = right / (right + wrong), right / (right + missed)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
        "wrong": wrong,
        "missed": missed,
    }
