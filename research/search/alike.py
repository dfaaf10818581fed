"""More like this: outputs whose records share the telling words of one."""

import math
from collections import Counter
from collections.abc import Collection
from typing import cast

import tantivy
from tantivy import Occur, Query

from research.models import Output
from research.search import analysis, index
from research.search.index import output_schema
from research.search.query_language import FUNCTION_STEMS

#: Words of a record that are asked for: the rarest among its frequent ones.
TELLING_WORDS = 20
#: So many of them another must share: one rare word alone is chance.
AT_LEAST_SHARED = 4
#: A word in a larger share of all records tells nothing.
TOO_COMMON = 0.3


def alike(output: Output, *, but: Collection[int], at_most: int) -> list[int]:
    """Ids of the outputs most like this, the nearest first; none while the index is away."""
    try:
        searcher, _pages = index.live().searchers()
    except index.IndexAway:
        return []
    words = _telling(searcher, output)
    if len(words) < AT_LEAST_SHARED:
        return []
    schema = output_schema()
    shared = [(Occur.Should, Query.term_query(schema, "record", word)) for word in words]
    query = Query.boolean_query(
        [
            (Occur.Must, Query.boolean_query(shared, AT_LEAST_SHARED)),
            (Occur.MustNot, Query.term_set_query(schema, "id", sorted({output.pk, *but}))),
        ]
    )
    hits = searcher.search(query, at_most, count=False).hits
    return cast(
        "list[int]", searcher.fast_field_values("id", [address for _score, address in hits])
    )


def _telling(searcher: tantivy.Searcher, output: Output) -> list[str]:
    said = " ".join([output.title, output.subtitle, output.summary, output.abstract])
    stems = Counter(analysis.stems(f"{said} {' '.join(output.keywords)}", output.language).split())
    total = searcher.num_docs
    weights: dict[str, float] = {}
    for stem, times in stems.items():
        frequency = searcher.doc_freq("record", stem)
        # A word of this record only leads nowhere.
        is_telling = 1 < frequency <= max(2, total * TOO_COMMON) and stem not in FUNCTION_STEMS
        if is_telling and not stem.isdigit():
            weights[stem] = (1 + math.log(times)) * math.log(1 + total / frequency)
    return sorted(weights, key=lambda stem: (-weights[stem], stem))[:TELLING_WORDS]
