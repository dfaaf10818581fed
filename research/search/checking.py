"""Whether the index says what PostgreSQL would put into it, output by output."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import cast

import tantivy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from research.models import Output
from research.search import building, index
from research.search.entries import entries

MISSING = _("is published, but not in the index")
LEFT_OVER = _("is in the index, but not published")
DOUBLED = _("is in the index more than once")
OTHERWISE = _("stands in the index otherwise than in the database")
OTHER_PAGES = _("has another number of pages in the index than in the database")


@dataclass(frozen=True, slots=True)
class Difference:
    """In what the index and the database disagree on one output."""

    output_id: int
    what: Promise


def differences(
    generation: index.Generation, among: Collection[int] | None = None
) -> list[Difference]:
    """All differences, or those ``among`` the outputs with these ids."""
    held = _Held.of(generation)
    published = Output.objects.published().order_by("pk")
    if among is not None:
        published = published.filter(pk__in=among)
    ids = list(published.values_list("pk", flat=True))
    left_over = (held.digests.keys() | held.pages.keys()) - set(ids)
    found = [Difference(pk, LEFT_OVER) for pk in left_over if among is None or pk in among]
    for batch in building.in_batches(ids):
        found += _in_batch(batch, held)
    return sorted(found, key=lambda difference: difference.output_id)


@dataclass(frozen=True, slots=True)
class _Held:
    """What the index holds: digests by output, and how many pages."""

    digests: dict[int, list[int]]
    pages: Counter[int]

    @classmethod
    def of(cls, generation: index.Generation) -> "_Held":
        outputs, pages = generation.searchers()
        digests: dict[int, list[int]] = {}
        for pk, digest in zip(*_values(outputs, "id", "digest"), strict=True):
            digests.setdefault(pk, []).append(digest)
        return cls(digests, Counter(*_values(pages, "output")))


def _values(searcher: tantivy.Searcher, *fields: str) -> list[list[int]]:
    """The values of the fields, of every document there is."""
    every = tantivy.Query.all_query()
    hits = searcher.search(every, max(searcher.num_docs, 1), count=False).hits
    addresses = [address for _score, address in hits]
    return [cast("list[int]", searcher.fast_field_values(field, addresses)) for field in fields]


def _in_batch(ids: tuple[int, ...], held: _Held) -> Iterator[Difference]:
    for entry in entries(ids):
        digests = held.digests.get(entry.id, [])
        if not digests:
            yield Difference(entry.id, MISSING)
        elif len(digests) > 1:
            yield Difference(entry.id, DOUBLED)
        elif digests != [entry.digest]:
            yield Difference(entry.id, OTHERWISE)
        elif held.pages[entry.id] != len(entry.pages):
            yield Difference(entry.id, OTHER_PAGES)
