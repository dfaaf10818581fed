"""Editions of one work: translations, briefs, data sets and versions are one result.

A work is named by the output that the others were made from. What was made of two works, as a
data set of two papers, belongs to the first of them and stands beside both.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.urls import reverse

_LINKED = """
WITH RECURSIVE up (start, id) AS (
    SELECT o.id, o.id FROM unnest(%s::bigint[]) AS o (id)
  UNION
    SELECT up.start, e.of_id FROM up JOIN research_edition e ON e.output_id = up.id
), work (start, id) AS (
    SELECT start, coalesce(
        min(up.id) FILTER (
            WHERE NOT EXISTS (SELECT FROM research_edition e WHERE e.output_id = up.id)
        ),
        min(up.id)
    )
    FROM up GROUP BY start
), down (work, id) AS (
    SELECT DISTINCT id, id FROM work
  UNION
    SELECT down.work, e.output_id FROM down JOIN research_edition e ON e.of_id = down.id
)
SELECT work.start, work.id, o.slug, o.title, o.type, o.language, o.issued,
       coalesce(o.page_count, (
           SELECT d.page_count FROM research_document d
           WHERE d.output_id = o.id AND d.replaced_by_id IS NULL
           ORDER BY d."order", d.id LIMIT 1
       ))
FROM work
JOIN down ON down.work = work.id
JOIN research_output o ON o.id = down.id AND o.id <> work.start AND o.status = 'published'
ORDER BY work.start, o.language, o.type, o.issued, o.id
"""


@dataclass(frozen=True, slots=True)
class OtherEdition:
    """A published edition of the work that another result stands for."""

    slug: str
    title: str
    type: str
    language: str
    issued: str
    page_count: int | None

    def get_absolute_url(self) -> str:
        return reverse("research:output", args=[self.slug])


@dataclass(frozen=True, slots=True)
class Linked:
    """By output id: its work, and the other editions of it. Most outputs have neither."""

    work: Mapping[int, int] = field(default_factory=dict)
    editions: Mapping[int, tuple[OtherEdition, ...]] = field(default_factory=dict)

    def firsts(self, ids: Sequence[int]) -> list[int]:
        """``ids`` without those whose work stands before them already."""
        seen: dict[int, int] = {}
        for pk in ids:
            seen.setdefault(self.work.get(pk, pk), pk)
        return list(seen.values())


def linked(ids: Collection[int]) -> Linked:
    """The works of these outputs, in one question."""
    work: dict[int, int] = {}
    editions: dict[int, tuple[OtherEdition, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_LINKED, [list(ids)])
        for pk, of, *row in cursor.fetchall():
            work[pk] = of
            editions[pk] = (*editions.get(pk, ()), OtherEdition(*row))
    return Linked(work, editions)
