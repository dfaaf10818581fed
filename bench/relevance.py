"""What the rules of the hub take of broad feeds, beside what a person decided, and how fast."""

import csv
import json
from pathlib import Path
from time import process_time
from typing import Any

import yaml
from django.conf import settings

from bench.data import CHECKOUT, shared
from research.ingestion.records import IncomingOutput
from research.ingestion.relevance import SOUTH_ASIA, Judge
from research.ingestion.relevance.vocabulary import Label, vocabulary

ARTICLES = "biblio-crossref-weekly/migration_records.jsonl"
PAPERS = "biblio-workingpapers-econ/iza_discussion_papers_pdfinfo.csv"
JUDGED = CHECKOUT / "tests" / "samples" / "relevance" / "judged.csv"
THESAURUS = CHECKOUT / "hub" / "starter" / "lists" / "thesaurus.yaml"


def measure(_size: int) -> dict[str, Any]:
    judge = Judge(SOUTH_ASIA, vocabulary(SOUTH_ASIA, _labels()))
    lines = (shared() / ARTICLES).read_text().splitlines()
    began = process_time()
    told = [json.loads(line) for line in lines]
    reading = process_time() - began
    articles = {row["doi"]: _article(row) for row in told if row.get("title")}
    began = process_time()
    taken = {doi for doi, record in articles.items() if judge.of(record).is_taken}
    judging = process_time() - began
    return {
        "rows": [
            {"name": "articles of migration journals", "seen": len(articles), "taken": len(taken)},
            _papers(judge),
        ],
        "judged": _judged(taken),
        "a_second": round(len(articles) / judging),
        "reading_a_second": round(len(told) / reading),
    }


def _article(row: dict[str, Any]) -> IncomingOutput:
    return IncomingOutput(
        title=row["title"], abstract=row.get("abstract") or "", container=row["journal"]
    )


def _papers(judge: Judge) -> dict[str, Any]:
    """Titles and keywords of working papers in economics: few are about migration at all."""
    with (shared() / PAPERS).open(newline="", encoding="utf-8") as file:
        records = [
            IncomingOutput(
                title=row["Title"] or "",
                keywords=tuple((row["Keywords"] or "").replace(";", ",").split(",")),
            )
            for row in csv.DictReader(file)
        ]
    taken = sum(judge.of(record).is_taken for record in records)
    return {"name": "working papers in economics", "seen": len(records), "taken": taken}


def _judged(taken: set[str]) -> dict[str, int]:
    """Of the articles that a person looked at: taken and left, rightly and wrongly."""
    counts = {"taken": 0, "taken_rightly": 0, "left": 0, "left_wrongly": 0}
    with JUDGED.open(newline="") as file:
        for row in csv.DictReader(file):
            concerns_us = row["concerns_us"] == "yes"
            if row["doi"] in taken:
                counts["taken"] += 1
                counts["taken_rightly"] += concerns_us
            else:
                counts["left"] += 1
                counts["left_wrongly"] += concerns_us
    return counts


def _labels() -> dict[str, list[Label]]:
    """The words of the starter thesaurus, as a new hub has them."""
    languages = [code for code, _name in settings.LANGUAGES]
    return {
        concept["slug"]: [
            (word, language) for language in languages for word in concept.get(language, ())
        ]
        + [(word, "en") for word in concept.get("abbreviations", ())]
        for concept in yaml.safe_load(Path(THESAURUS).read_text())
    }
