"""What a record in a list of results shows beside its own columns, in one question.

Django's prefetching asks five and builds a query for each row and relation: twenty records
took 9 ms of a search, so they take 3.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.query import ModelIterable
from django.db.models.sql import Query

from partners.models import Country, Institution
from research.models.credits import Credit, OutputInstitution
from research.models.documents import Document
from research.models.themes import Theme

if TYPE_CHECKING:
    from research.models.outputs import Output

#: By relation: the model, and the columns of it that a record needs, in the model's own order.
COLUMNS: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "themes": (Theme, ("id", "slug", "name")),
    "countries": (Country, ("code", "name")),
    "output_institutions": (OutputInstitution, ("id", "institution_id", "role")),
    "credits": (Credit, ("id", "person_id", "name", "role")),
    "documents": (
        Document,
        (
            "id",
            "filename",
            "size",
            "media_type",
            "language",
            "state",
            "page_count",
            "scanned_pages",
            "legacy_pages",
        ),
    ),
}
INSTITUTION = ("id", "slug", "name", "acronym")

_QUESTION = """
SELECT o.id,
  (SELECT jsonb_agg(jsonb_build_array(t.id, t.slug, t.name) ORDER BY t."order")
   FROM research_output_themes m JOIN research_theme t ON t.id = m.theme_id
   WHERE m.output_id = o.id),
  (SELECT jsonb_agg(jsonb_build_array(c.code, c.name) ORDER BY c.name, c.code)
   FROM research_output_countries m JOIN partners_country c ON c.code = m.country_id
   WHERE m.output_id = o.id),
  (SELECT jsonb_agg(jsonb_build_array(m.id, i.id, m.role, i.id, i.slug, i.name, i.acronym)
                    ORDER BY m."order", m.id)
   FROM research_outputinstitution m JOIN partners_institution i ON i.id = m.institution_id
   WHERE m.output_id = o.id),
  (SELECT jsonb_agg(jsonb_build_array(c.id, c.person_id, c.name, c.role)
                    ORDER BY c.role, c."order", c.id)
   FROM research_credit c WHERE c.output_id = o.id),
  (SELECT jsonb_agg(jsonb_build_array(d.id, d.filename, d.size, d.media_type, d.language,
                                      d.state, d.page_count, d.scanned_pages, d.legacy_pages)
                    ORDER BY d."order", d.id)
   FROM research_document d WHERE d.output_id = o.id AND d.replaced_by_id IS NULL)
FROM unnest(%s::bigint[]) AS o (id)
"""


class ListedIterable(ModelIterable):  # type: ignore[type-arg]  # it takes none when run
    """Reads outputs as ever, then all that belongs to them at once."""

    def __iter__(self) -> "Iterator[Output]":
        outputs = list(super().__iter__())
        fill(outputs)
        return iter(outputs)


def fill(outputs: "Collection[Output]") -> None:
    """As if prefetched. Columns that no record shows are read when they are asked for."""
    by_id = {output.pk: output for output in outputs}
    if not by_id:
        return
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION, [list(by_id)])
        for pk, *parts in cursor.fetchall():
            found = zip(COLUMNS, map(_rows, parts), strict=True)
            by_id[pk]._prefetched_objects_cache = {  # type: ignore[attr-defined]  # noqa: SLF001
                name: _answered(name, by_id[pk], rows) for name, rows in found
            }


def _rows(part: str | None) -> list[list[Any]]:
    return json.loads(part) if part else []


def _answered(
    name: str, output: "Output", rows: Sequence[list[Any]]
) -> "models.QuerySet[models.Model]":
    """A query that has its answer already."""
    model, columns = COLUMNS[name]
    answered: models.QuerySet[models.Model] = models.QuerySet(model, _everything(model))
    answered._result_cache = [_thing(model, columns, output, row) for row in rows]  # noqa: SLF001
    return answered


@cache
def _everything(model: type[models.Model]) -> Query:
    """Shared: whoever narrows a query copies it first."""
    return Query(model)


def _thing(
    model: type[models.Model], columns: tuple[str, ...], output: "Output", row: list[Any]
) -> models.Model:
    thing = model.from_db(DEFAULT_DB_ALIAS, columns, row[: len(columns)])
    if isinstance(thing, OutputInstitution):
        thing.institution = Institution.from_db(DEFAULT_DB_ALIAS, INSTITUTION, row[len(columns) :])
    if isinstance(thing, OutputInstitution | Credit | Document):
        thing.output = output
    return thing
