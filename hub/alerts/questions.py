"""The typed part of a saved search: read again, and asked of a few outputs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tantivy import Occur, Query

from research.search import query_language, thesaurus
from research.search.query_language import Phrase, Question, Word
from research.search.ranking import output_query


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, with the other words of the thesaurus where they are wanted."""

    question: Question
    #: Whether every word must occur, or another word for it; else any one is enough.
    all_words: bool
    #: Of each concept the words name: the stems it is named by, and its other words.
    concepts: tuple[tuple[frozenset[str], tuple[Phrase, ...]], ...] = ()

    def demands(self) -> Iterator[tuple[Word, tuple[Phrase, ...]]]:
        """Each word with the rows that may stand in its place."""
        for word in self.question.words:
            rows = [row for stems, rows in self.concepts if stems & set(word) for row in rows]
            yield word, tuple(dict.fromkeys(rows))

    def query(self) -> Query:
        """What the search page would ask, or more strictly: each word by itself."""
        if not self.demands_all:
            return output_query(self.question, None)
        parts = [
            Question(words=(word,), neighbours=(rows,) if rows else ())
            for word, rows in self.demands()
        ]
        parts.append(replace(self.question, words=(), neighbours=(), runs=()))
        return Query.boolean_query([(Occur.Must, output_query(part, None)) for part in parts])

    @property
    def demands_all(self) -> bool:
        return self.all_words and len(self.question.words) > 1


def typed(text: str, *, all_words: bool, with_thesaurus: bool) -> Typed:
    question = query_language.read(text)
    if not with_thesaurus:
        return Typed(question, all_words)
    widened, _told = thesaurus.widened(question)
    return Typed(widened, all_words, tuple(thesaurus.concepts(question)))
