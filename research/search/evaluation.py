"""Puts a labelled collection through what ships: analysis, index and ranking.

It judges nothing: it says what was found, and in which order. Of the database only
the thesaurus is read, and nothing written; the index lies in a folder of its own and
is thrown away.
"""

import logging
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tantivy
from django.db import connection

from research.models import ConceptLabel
from research.search import building, entries, index, labelled, query_language, ranking, thesaurus
from research.search.labelled import Text
from research.search.material import Material
from research.search.query_language import Question
from research.search.scripts import language_of

log = logging.getLogger(__name__)

#: Texts named for each question.
MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Named:
    """A text that was found for a question: its place in the order, from 1, and its score."""

    question: str
    text: str
    rank: int
    score: float


def run(folder: Path) -> Iterator[Named]:
    """Ask every judged question of the collection in ``folder``."""
    judged = labelled.judgements(folder)
    questions = labelled.questions(folder)
    for question in judged.keys() - questions.keys():
        log.warning("%s: question %r is judged, but not there.", labelled.QUERIES, question)
    with indexed(labelled.texts(folder)) as (searcher, names):
        for question in judged:
            if question in questions:
                yield from ask(searcher, names, question, questions[question])


@contextmanager
def indexed(texts: Iterable[Text]) -> Iterator[tuple[tantivy.Searcher, list[str]]]:
    """An index of the texts, as long as the block; the name of each by its number in it."""
    with tempfile.TemporaryDirectory(prefix="salam-hub-evaluation-") as folder:
        generation = index.Generation.create(Path(folder))
        writer = building.Writer(generation)
        names: list[str] = []
        try:
            for text in texts:
                writer.add_entry(entries.entry_of(_as_output(text, len(names))))
                names.append(text.id)
        finally:
            writer.close()  # it must not write into a folder that is being removed
        yield generation.searchers()[0], names


def ask(
    searcher: tantivy.Searcher, names: list[str], question: str, words: str
) -> Iterator[Named]:
    """The best texts for the words, as the search page would order them."""
    query = ranking.output_query(_widened(query_language.read(words)), None)
    hits = searcher.search(query, MOST_NAMED, count=False).hits
    numbers = searcher.fast_field_values("id", [address for _score, address in hits])
    found = sorted(zip([score for score, _address in hits], numbers, strict=True), reverse=True)
    for rank, (score, number) in enumerate(found, start=1):
        yield Named(question, names[int(number or 0)], rank, float(score))


def _widened(question: Question) -> Question:
    """By the thesaurus, as the search page does; a database without tables has none."""
    return thesaurus.widened(question)[0] if _has_a_thesaurus() else question


@cache
def _has_a_thesaurus() -> bool:
    return ConceptLabel._meta.db_table in connection.introspection.table_names()  # noqa: SLF001


def _as_output(text: Text, number: int) -> Material:
    language = text.language or language_of(f"{text.title} {text.text}")
    return Material(number, text.title, language, abstract=text.text)
