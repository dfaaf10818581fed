"""Finding: a question is a ``Criteria``, its answer is ``find(criteria)``.

PostgreSQL is the truth, the Tantivy index on this node's disk a cache of it,
kept up to date by one follower. Knows no HTTP. Imports ``research.models``.
"""

from research.search.criteria import Criteria
from research.search.page_hits import PageHit
from research.search.results import FacetCounts, FacetValue, Hit, Results, YearCount, find
from research.search.thesaurus import Label
from research.search.works import OtherEdition

__all__ = [
    "Criteria",
    "FacetCounts",
    "FacetValue",
    "Hit",
    "Label",
    "OtherEdition",
    "PageHit",
    "Results",
    "YearCount",
    "find",
]
