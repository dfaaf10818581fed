"""A few outputs with an index of their own in memory, by the same rules as the large one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import tantivy

from research.models import Output
from research.search import index
from research.search.entries import Entry, entries
from research.search.facets import FACETS
from research.search.page_hits import PageHit, page_hits
from research.search.query_language import Question

#: What a writer of a few outputs may use, in bytes: the least it takes.
HEAP = 15_000_000
KEYED = (*(facet.name for facet in FACETS), "year", "identifier")


@dataclass(frozen=True)
class Batch:
    """Those of some outputs that are published, as the search would index them now."""

    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, ids: Collection[int]) -> "Batch":
        return cls(tuple(entries(ids)))

    def keys(self, entry: Entry) -> frozenset[str]:
        """Everything a clause may ask for."""
        said: Mapping[str, list[object]] = entry.output.to_dict()
        words = {f"word:{stem}" for text in said["everything"] for stem in str(text).split()}
        return frozenset(words | {f"{name}:{v}" for name in KEYED for v in said.get(name, ())})

    def answering(self, query: tantivy.Query) -> frozenset[int]:
        """Ids of those that ``query`` finds."""
        found = self._outputs.search(query, max(len(self.entries), 1)).hits
        addresses = [address for _score, address in found]
        return frozenset(cast("list[int]", self._outputs.fast_field_values("id", addresses)))

    def pages(self, output: Output, question: Question) -> tuple[PageHit, ...]:
        """On which pages ``output`` says it."""
        return page_hits(self._pages, question, [output]).get(output.pk, ())

    @cached_property
    def _outputs(self) -> tantivy.Searcher:
        return _searcher(index.output_schema(), [entry.output for entry in self.entries])

    @cached_property
    def _pages(self) -> tantivy.Searcher:
        pages = [page for entry in self.entries for page in entry.pages]
        return _searcher(index.page_schema(), pages)


def _searcher(schema: tantivy.Schema, documents: Collection[tantivy.Document]) -> tantivy.Searcher:
    built = tantivy.Index(schema)
    writer = built.writer(HEAP, num_threads=1)
    for document in documents:
        writer.add_document(document)
    writer.commit()
    built.reload()
    return built.searcher()
