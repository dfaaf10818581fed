"""How good search is on a labelled collection, and what each part of the ranking adds."""

import math
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from statistics import mean
from typing import Any

from django.core.management import call_command

from bench.data import shared
from research.search import labelled, ranking

COLLECTION = "ir-english/cranfield"
#: What is left out of the ranking, as other numbers in ``research/search/ranking.py``.
LEFT_OUT: Mapping[str, Mapping[str, Any]] = {
    "as it ships": {},
    "without the bonus for all words": {"ALL_WORDS": 0.0},
    "without the bonus for words near each other": {"NEAR": 0.0},
    "without the bonus for words as typed": {"WORD_FOR_WORD": 0.0},
    "without the title by itself": {"WEIGHTS": {"record": 1.0, "everything": 1.0}},
    "everything alone, one BM25 over all words": {
        "WEIGHTS": {"everything": 1.0},
        "ALL_WORDS": 0.0,
        "NEAR": 0.0,
        "WORD_FOR_WORD": 0.0,
    },
    "the title as heavy as the record": {
        "WEIGHTS": {"title": 1.0, "record": 1.0, "everything": 1.0}
    },
}

Judgements = Mapping[str, Mapping[str, int]]


def measure(_size: int) -> dict[str, Any]:
    folder = shared() / COLLECTION
    judged = labelled.judgements(folder)
    rows = []
    for name, numbers in LEFT_OUT.items():
        with _ranked_by(numbers):
            answers = _answers(folder)
        rows.append(
            {
                "name": name,
                "ndcg": round(ndcg(judged, answers), 4),
                "recall": round(recall(judged, answers), 4),
            }
        )
    return {"collection": COLLECTION, "rows": rows, "questions": len(judged)}


def ndcg(judged: Judgements, answers: Mapping[str, list[str]], depth: int = 10) -> float:
    """Linear gain, discounted by log2 of the place; over every judged question."""
    return mean(
        _gain([worth.get(name, 0) for name in answers.get(question, ())[:depth]])
        / (_gain(sorted(worth.values(), reverse=True)[:depth]) or 1)
        for question, worth in judged.items()
    )


def recall(judged: Judgements, answers: Mapping[str, list[str]], depth: int = 100) -> float:
    """Over the questions that have an answer."""
    wanted = {
        question: {name for name, grade in worth.items() if grade > 0}
        for question, worth in judged.items()
    }
    return mean(
        len(names.intersection(answers.get(question, ())[:depth])) / len(names)
        for question, names in wanted.items()
        if names
    )


def _gain(worth: list[int]) -> float:
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(worth))


def _answers(folder: Path) -> dict[str, list[str]]:
    """What ``manage.py evaluate_search`` names for each question, in order."""
    found: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as place:
        run = Path(place) / "run"
        call_command("evaluate_search", str(folder), run=run, stdout=StringIO())
        for line in run.read_text().splitlines():
            question, _q0, name, *_rest = line.split()
            found.setdefault(question, []).append(name)
    return found


@contextmanager
def _ranked_by(numbers: Mapping[str, Any]) -> Iterator[None]:
    before = {name: getattr(ranking, name) for name in numbers}
    vars(ranking).update(numbers)
    try:
        yield
    finally:
        vars(ranking).update(before)
