"""All the values of one facet, to look for one among them: a page of results shows eight."""

from dataclasses import dataclass

from research.search import analysis, counting, index, query_language, thesaurus
from research.search.criteria import Criteria
from research.search.facets import Facet
from research.search.results import FacetValue

#: Values shown at once; a part of the name leads to the others.
MOST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class WholeFacet:
    """The values, the most frequent first, and how many more there are."""

    facet: Facet
    values: tuple[FacetValue, ...]
    left_out: int


def whole(criteria: Criteria, facet: Facet, among: str) -> WholeFacet:
    """Counted as if nothing of this facet were chosen. Raises ``IndexAway``.

    Of ``among``, each word begins a word of the value's name.
    """
    searcher, _pages = index.live().searchers()
    question = query_language.read(criteria.text)
    if criteria.with_thesaurus:
        question, _also = thesaurus.widened(question)
    counts = counting.count_whole(searcher, question, criteria, facet.name)
    chosen = criteria.chosen.get(facet.name, ())
    names = facet.captions({*counts, *chosen})
    begun = analysis.spelt(among).split()
    values = [
        FacetValue(value, name, counts.get(value, 0), value in chosen)
        for value, name in names.items()
        if _has(analysis.spelt(name), begun)
    ]
    values.sort(key=lambda value: (not value.is_chosen, -value.count, value.label))
    return WholeFacet(facet, tuple(values[:MOST_SHOWN]), max(len(values) - MOST_SHOWN, 0))


def _has(spelt: str, begun: list[str]) -> bool:
    words = spelt.split()
    return all(any(word.startswith(one) for word in words) for one in begun)
