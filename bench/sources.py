"""Real titles, abstracts and names, from which outputs are generated."""

import csv
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from bench.data import shared

#: A title that only numbers a paper says nothing.
NUMBERED = re.compile(r"^(IZA )?(discussion|working) paper", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Sources:
    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    keywords: tuple[str, ...]
    given_names: tuple[str, ...]
    family_names: tuple[str, ...]


@cache
def read() -> Sources:
    articles, papers, discussions = list(_articles()), list(_papers()), list(_discussions())
    titles = [row["title"] for row in (*articles, *papers)]
    titles += [row["Title"] for row in discussions] + list(_evaluations())
    people = [name for row in articles for name in row["authors"].split(",")]
    people += [name for row in discussions for name in row["Authors"].split(",")]
    names = [words for name in people if 2 <= len(words := _plain(name).split()) <= 4]
    keywords = [word.strip() for row in discussions for word in row["Keywords"].split(",")]
    abstracts = [row["abstract"] for row in (*articles, *papers)]
    return Sources(
        titles=_unique(title for title in map(_plain, titles) if 20 < len(title) < 250),
        sentences=_unique(
            sentence
            for abstract in abstracts
            for sentence in SENTENCE_END.split(_plain(abstract))
            if 40 < len(sentence) < 600
        ),
        keywords=_unique(word for word in keywords if 3 < len(word) < 40 and word.isprintable()),
        given_names=_unique(words[0] for words in names),
        family_names=_unique(words[-1] for words in names),
    )


def _articles() -> Iterator[dict[str, Any]]:
    path = shared() / "biblio-crossref-weekly" / "migration_records.jsonl"
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            yield {name: row.get(name) or "" for name in ("title", "abstract", "authors")}


def _papers() -> Iterator[dict[str, Any]]:
    for row in _table("princeton_repec_workingpapers.csv"):
        yield {"title": row["Title"] or "", "abstract": row["Abstract"] or ""}


def _discussions() -> Iterator[dict[str, str]]:
    for row in _table("iza_discussion_papers_pdfinfo.csv"):
        if not NUMBERED.match(row["Title"]):
            yield row


def _table(name: str) -> Iterator[dict[str, str]]:
    path = shared() / "biblio-workingpapers-econ" / name
    with path.open(encoding="utf-8", errors="ignore", newline="") as file:
        yield from csv.DictReader(file)


def _evaluations() -> Iterator[str]:
    path = shared() / "migration-iom-evaluations" / "evaluations.json"
    for row in json.loads(path.read_text(encoding="utf-8")):
        yield str(row["meta"]["Title"])


def _plain(text: str) -> str:
    """Without the markup and control characters that the sources carry."""
    text = re.sub(r"<[^>]*>", " ", html.unescape(text))
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _unique(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
