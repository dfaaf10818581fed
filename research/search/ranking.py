"""How a question becomes a query, and what counts how much. Every number stands here."""

from collections.abc import Iterable, Mapping

import tantivy
from tantivy import Occur, Query

from research.search.index import output_schema, page_schema
from research.search.query_language import Phrase, Question, Word

#: Field weights. The record counts twice: by itself and within everything.
WEIGHTS: Mapping[str, float] = {"title": 0.5, "record": 1.0, "everything": 1.0}
#: What a match of all words adds to the sum of the words, as a share of its own score.
ALL_WORDS = 0.5


def output_query(question: Question, filters: Query | None) -> Query:
    """Which outputs answer ``question`` within ``filters``, and how well."""
    clauses = list(_text_clauses(question))
    if filters is not None:
        clauses.append((Occur.Must, Query.const_score_query(filters, 0.0)))
    if not clauses:
        return Query.all_query()
    if all(occur == Occur.MustNot for occur, _query in clauses):
        clauses.append((Occur.Must, Query.all_query()))
    return Query.boolean_query(clauses)


def page_query(question: Question, output_ids: Iterable[int]) -> Query:
    """Which pages of these outputs answer ``question``, and how well."""
    schema = page_schema()
    words = [*question.words, *(word for phrase in question.phrases for word in phrase)]
    of_outputs = Query.term_set_query(schema, "output", list(output_ids))
    clauses = [
        (Occur.Must, Query.const_score_query(of_outputs, 0.0)),
        (Occur.Must, _any_of(_word(schema, word, "text") for word in words)),
        *((Occur.Must, _phrase(schema, phrase, "text")) for phrase in question.phrases),
    ]
    if len(words) > 1:
        all_words = _all_of(_word(schema, word, "text") for word in words)
        clauses.append((Occur.Should, Query.boost_query(all_words, ALL_WORDS)))
    return Query.boolean_query(clauses)


def _text_clauses(question: Question) -> Iterable[tuple[Occur, Query]]:
    schema = output_schema()
    if question.words:
        words = [_weighted(schema, word) for word in question.words]
        # Phrases are demanded; beside them single words only help.
        yield (Occur.Should if question.phrases else Occur.Must, _any_of(words))
    if len(question.words) > 1:
        everything = _all_of(_word(schema, word, "everything") for word in question.words)
        yield Occur.Should, Query.boost_query(everything, ALL_WORDS)
    for phrase in question.phrases:
        yield Occur.Must, _weighted_phrase(schema, phrase)
    for phrase in question.excluded:
        yield Occur.MustNot, _phrase(schema, phrase, "everything")


def _weighted(schema: tantivy.Schema, word: Word) -> Query:
    return _any_of(
        Query.boost_query(_word(schema, word, field), weight) for field, weight in WEIGHTS.items()
    )


def _weighted_phrase(schema: tantivy.Schema, phrase: Phrase) -> Query:
    return _any_of(
        Query.boost_query(_phrase(schema, phrase, field), weight)
        for field, weight in WEIGHTS.items()
    )


def _word(schema: tantivy.Schema, word: Word, field: str) -> Query:
    """A word by its best stem: two stems of one word are not two matches."""
    queries = [Query.term_query(schema, field, stem) for stem in word]
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def _phrase(schema: tantivy.Schema, phrase: Phrase, field: str) -> Query:
    """Words in a row. A phrase query of one word would panic, so that is a word."""
    if len(phrase) == 1:
        return _word(schema, phrase[0], field)
    # By the first stem of each word, and by the last: texts keep to one language.
    rows = {tuple(word[0] for word in phrase), tuple(word[-1] for word in phrase)}
    return _any_of(Query.phrase_query(schema, field, list(row)) for row in sorted(rows))


def _any_of(queries: Iterable[Query]) -> Query:
    found = list(queries)
    if len(found) == 1:
        return found[0]
    return Query.boolean_query([(Occur.Should, query) for query in found])


def _all_of(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])
