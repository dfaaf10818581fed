"""The closest spelling of words that stand nowhere in the index: always a word as written."""

from collections import Counter
from collections.abc import Iterator
from typing import cast

import tantivy
from tantivy import Query

from research.search import analysis, material, thesaurus
from research.search.function_words import ENGLISH
from research.search.index import output_schema
from research.search.query_language import FIELDS, YEAR

#: Shorter words have too many neighbours.
SHORTEST = 4
#: From so many letters on, two of them may be wrong.
LONG = 6
#: Outputs whose words are looked through; a near word that is common stands in the first.
LOOKED_THROUGH = 30
#: More unknown words than these are no misspelling.
MOST_UNKNOWN = 3

_NOT_WORDS = ENGLISH | FIELDS.keys() | {YEAR}


def respelt(searcher: tantivy.Searcher, text: str) -> str:
    """``text`` with its unknown words spelt as their nearest neighbours; empty if none is."""
    text = analysis.normalised(text)
    unknown = [token for token in analysis.tokens(text) if _is_unknown(searcher, token.word)]
    if len(unknown) > MOST_UNKNOWN:
        return ""
    better = {token: _nearest(searcher, token.word) for token in unknown}
    if not any(better.values()):
        return ""
    for token, word in reversed(better.items()):
        text = text[: token.start] + (word or token.word) + text[token.end :]
    return text


def _is_unknown(searcher: tantivy.Searcher, word: str) -> bool:
    letters = analysis.folded(word)
    if len(letters) < SHORTEST or letters in _NOT_WORDS or any(map(str.isdigit, letters)):
        return False
    stems = analysis.query_stems(word)
    return not any(
        searcher.doc_freq("everything", stem) or thesaurus.knows(stem) for stem in stems
    )


def _nearest(searcher: tantivy.Searcher, word: str) -> str:
    letters = analysis.folded(word)
    for distance in range(1, _allowed(letters) + 1):
        forms = Counter(thesaurus.words())
        for text in _texts_near(searcher, letters, distance):
            forms.update(token.word for token in analysis.tokens(text))
        near: Counter[str] = Counter()
        for form, times in forms.items():
            if _is_within(letters, analysis.folded(form), distance):
                near[form] += times
        if near:
            return _best_form(near, letters)
    return ""


def _allowed(letters: str) -> int:
    return 2 if len(letters) >= LONG else 1


def _texts_near(searcher: tantivy.Searcher, letters: str, distance: int) -> Iterator[str]:
    """What the records say that hold a word spelt nearly so."""
    query = Query.fuzzy_term_query(output_schema(), "written", letters, distance)
    hits = searcher.search(query, LOOKED_THROUGH, count=False).hits
    addresses = [address for _score, address in hits]
    ids = cast("list[int]", searcher.fast_field_values("id", addresses))
    for output in material.of_published(ids, with_pages=False):
        yield analysis.normalised(f"{output.titles} {output.said}")


def _best_form(near: Counter[str], letters: str) -> str:
    """The most frequent word, first letter kept if possible, in small letters if ever seen so."""
    spellings: Counter[str] = Counter()
    for form, times in near.items():
        spellings[analysis.folded(form)] += times
    best = max(spellings, key=lambda word: (word[0] == letters[0], spellings[word], word))
    forms = [form for form in near if analysis.folded(form) == best]
    return max(forms, key=lambda form: (form.islower(), near[form], form))


def _is_within(left: str, right: str, distance: int) -> bool:
    if left == right or abs(len(left) - len(right)) > distance:
        return False
    # A cheap bound first: letters that only one of the two has.
    if len(set(left) - set(right)) > distance:
        return False
    return _distance(left, right) <= distance


def _distance(left: str, right: str) -> int:
    """Letters to add, drop, replace or swap with the next to come from one to the other."""
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, letter in enumerate(left, start=1):
        here = [row]
        for column, other in enumerate(right, start=1):
            cost = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != other))
            if row > 1 < column and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        before, above = above, here
    return above[-1]
