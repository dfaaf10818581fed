"""How a question becomes a query, and what counts how much. Every number stands here."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

import tantivy
from tantivy import FieldType, Occur, Query

from research.search import analysis
from research.search.index import output_schema, page_schema
from research.search.query_language import (
    FUNCTION_STEMS,
    Phrase,
    Question,
    Within,
    Word,
    Years,
)

#: Field weights. The record counts twice: by itself and within everything.
WEIGHTS: Mapping[str, float] = {"title": 0.5, "record": 1.0, "everything": 1.0}
#: What a match of all words adds to the sum of the words, as a share of its own score.
ALL_WORDS = 0.5
#: What two neighbouring words of the question add where they stand near each other in the
#: title. Cranfield: nDCG@10 0.403 without, 0.409 with. In the whole record it is 0.410, but
#: long questions then take three times as long among 100,000 outputs.
NEAR = 0.4
#: Places that two words may be moved and still be near; 0, 1 and 3 measured 0.406, 0.404, 0.407.
NEAR_SLOP = 8
#: What another word for the same concept counts. It is asked in one field only, where typed
#: words count 2.5 in all fields together: a text that says it in the reader's own words stands
#: first, one in another language is found.
OTHER_WORDS = 1.0
#: What words add that stand in a text just as they were typed, one after another: enough to
#: bring a page of a long report before short records that have some of the words.
WORD_FOR_WORD = 40.0
#: A longer question is no quotation, and costs.
LONGEST_QUOTATION = 12
#: The score of the record whose DOI or address was pasted: above any sum of word matches.
IDENTIFIED = 10_000.0


def output_query(question: Question, filters: Query | None) -> Query:
    """Which outputs answer ``question`` within ``filters``, and how well."""
    clauses = [*_identifier_clauses(question), *_text_clauses(question), *_field_clauses(question)]
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
    said = [_word(schema, word, "text") for word in words]
    said += [
        _other_words(_phrase(schema, row, "text") for row in rows) for rows in question.neighbours
    ]
    clauses = [
        (Occur.Must, Query.const_score_query(of_outputs, 0.0)),
        (Occur.Must, _any_of(said)),
        *((Occur.Must, _phrase(schema, phrase, "text")) for phrase in question.phrases),
    ]
    if len(words) > 1:
        all_words = _all_of(_word(schema, word, "text") for word in words)
        clauses.append((Occur.Should, Query.boost_query(all_words, ALL_WORDS)))
    return Query.boolean_query(clauses)


def _identifier_clauses(question: Question) -> Iterable[tuple[Occur, Query]]:
    """The record itself, and behind it those that name it in their text."""
    if question.identifiers:
        schema = output_schema()
        itself = Query.term_set_query(schema, "identifier", list(question.identifiers))
        found = [Query.const_score_query(itself, IDENTIFIED)]
        if question.mention:
            found.append(_phrase(schema, question.mention, "everything"))
        yield Occur.Must, _any_of(found)


def _text_clauses(question: Question) -> Iterable[tuple[Occur, Query]]:
    schema = output_schema()
    if question.words:
        said = [_weighted(schema, word) for word in question.words]
        said += [
            _other_words(_phrase(schema, row, _where(row, question)) for row in rows)
            for rows in question.neighbours
        ]
        # Phrases are demanded; beside them single words only help.
        yield (Occur.Should if question.phrases else Occur.Must, _any_of(said))
    if len(question.words) > 1:
        everything = _all_of(_word(schema, word, "everything") for word in question.words)
        yield Occur.Should, Query.boost_query(everything, ALL_WORDS)
    for run in question.runs:
        yield from _word_for_word(schema, run)
    for pair in pairwise(question.words):
        near = _phrase(schema, pair, "title", slop=NEAR_SLOP)
        yield Occur.Should, Query.boost_query(near, NEAR)
    for phrase in question.phrases:
        yield Occur.Must, _weighted_phrase(schema, phrase)
    for phrase in question.excluded:
        yield Occur.MustNot, _phrase(schema, phrase, "everything")


def _word_for_word(schema: tantivy.Schema, run: tuple[str, ...]) -> Iterable[tuple[Occur, Query]]:
    """The telling words at their places; those between them only keep the distance."""
    stems = [(place, analysis.query_stems(word)) for place, word in enumerate(run)]
    telling = [(place, word) for place, word in stems if not FUNCTION_STEMS.intersection(word)]
    if len(telling) < 2 or len(run) > LONGEST_QUOTATION:
        return
    rows = {tuple((place, word[which]) for place, word in telling) for which in (0, -1)}
    said = _any_of(Query.phrase_query(schema, "everything", list(row)) for row in sorted(rows))
    yield Occur.Should, Query.const_score_query(said, WORD_FOR_WORD)


def _field_clauses(question: Question) -> Iterable[tuple[Occur, Query]]:
    schema = output_schema()
    for one in question.within:
        yield _demand(one), _phrase(schema, one.row, one.field)
    for years in question.years:
        within = Query.range_query(schema, "year", FieldType.Unsigned, years.first, years.last)
        yield _demand(years), Query.const_score_query(within, 0.0)


def _demand(one: Within | Years) -> Occur:
    return Occur.MustNot if one.is_excluded else Occur.Must


def _where(row: Phrase, question: Question) -> str:
    """A row with a typed word finds nothing new and only ranks: that is cheaper in the record."""
    is_new = question.stems.isdisjoint(stem for word in row for stem in word)
    return "everything" if is_new else "record"


def _other_words(rows: Iterable[Query]) -> Query:
    """A concept by its best other word: having many words for it is no merit of a text."""
    return Query.boost_query(Query.disjunction_max_query(list(rows)), OTHER_WORDS)


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


def _phrase(schema: tantivy.Schema, phrase: Phrase, field: str, slop: int = 0) -> Query:
    """Words in a row. A phrase query of one word would panic, so that is a word."""
    if len(phrase) == 1:
        return _word(schema, phrase[0], field)
    # By the first stem of each word, and by the last: texts keep to one language.
    rows = {tuple(word[0] for word in phrase), tuple(word[-1] for word in phrase)}
    return _any_of(Query.phrase_query(schema, field, list(row), slop) for row in sorted(rows))


def _any_of(queries: Iterable[Query]) -> Query:
    found = list(queries)
    if len(found) == 1:
        return found[0]
    return Query.boolean_query([(Occur.Should, query) for query in found])


def _all_of(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])
