"""The yardstick of search: Tantivy alone, for the same words and the same counts.

One BM25 query over everything a record says, the best twenty, and the same facets counted
in as few passes. No row is read, no snippet cut, nothing named.
"""

import tantivy
from tantivy import Occur, Query

from research.search import Criteria, counting, query_language
from research.search.facets import FACETS
from research.search.index import output_schema

FACET_NAMES = [*(facet.name for facet in FACETS), "year"]
BEST = 20


def best_and_counts(searcher: tantivy.Searcher, criteria: Criteria) -> int:
    words = _words(criteria)
    query = _query(words, criteria, but="")
    if words:
        found = searcher.search(query, BEST)
    else:
        found = searcher.search(query, BEST, order_by_field="newest")
    searcher.aggregate(query, _terms([n for n in FACET_NAMES if n not in criteria.chosen]))
    for name in criteria.chosen:
        searcher.aggregate(_query(words, criteria, but=name), _terms([name]))
    return int(found.count)  # type: ignore[attr-defined]


def _words(criteria: Criteria) -> list[Query]:
    schema, question = output_schema(), query_language.read(criteria.text)
    words = [Query.term_query(schema, "everything", word[0]) for word in question.words]
    phrases = [
        Query.phrase_query(schema, "everything", [word[0] for word in phrase])
        for phrase in question.phrases
    ]
    return [*words, *phrases]


def _query(words: list[Query], criteria: Criteria, but: str) -> Query:
    schema = output_schema()
    clauses = [
        (Occur.Must, Query.term_set_query(schema, name, list(values)))
        for name, values in criteria.chosen.items()
        if name != but
    ]
    if words:
        any_word = Query.boolean_query([(Occur.Should, word) for word in words])
        clauses.append((Occur.Must, any_word))
    return Query.boolean_query(clauses) if clauses else Query.all_query()


def _terms(names: list[str]) -> dict[str, object]:
    sizes = {"size": counting.MOST_VALUES, "segment_size": counting.MOST_TAKEN}
    return {name: {"terms": {"field": name, **sizes}} for name in names}
