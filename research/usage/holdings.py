"""What the hub holds and how it is used, by theme, country and whatever else tells outputs apart.

One statement answers for all: the days of the year are added up once, the published outputs
are walked once, and every breakdown reads that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from research.vocabularies import Access, Status

#: Every breakdown by its name. An output under two themes counts for both; an institution
#: that has two roles in one output counts it once.
_HELD = """
WITH used AS MATERIALIZED (
    SELECT output_id, sum(investigations) AS opened, sum(requests) AS downloads
    FROM research_dayofusage WHERE day >= %(since)s GROUP BY output_id
), held AS MATERIALIZED (
    SELECT o.id, o.type, o.language, left(o.issued, 4) AS year,
        (o.access = %(open)s)::int AS is_open,
        coalesce(u.opened, 0) AS opened, coalesce(u.downloads, 0) AS downloads
    FROM research_output o LEFT JOIN used u ON u.output_id = o.id
    WHERE o.status = %(published)s
), named AS (
    SELECT DISTINCT output_id, institution_id FROM research_outputinstitution
), told AS (
    SELECT 'theme' AS breakdown, t.slug AS value, held.* FROM held
        JOIN research_output_themes l ON l.output_id = held.id
        JOIN research_theme t ON t.id = l.theme_id
    UNION ALL SELECT 'country', l.country_id, held.* FROM held
        JOIN research_output_countries l ON l.output_id = held.id
    UNION ALL SELECT 'institution', i.slug, held.* FROM held
        JOIN named ON named.output_id = held.id
        JOIN partners_institution i ON i.id = named.institution_id
    UNION ALL SELECT 'language', language, held.* FROM held
    UNION ALL SELECT 'year', year, held.* FROM held
    UNION ALL SELECT 'type', type, held.* FROM held
    UNION ALL SELECT 'all', '', held.* FROM held
)
SELECT breakdown, value, count(*), sum(is_open), sum(opened), sum(downloads)
FROM told GROUP BY breakdown, value
"""
BREAKDOWNS = ("all", "theme", "country", "institution", "language", "year", "type")


@dataclass(frozen=True, slots=True)
class Holding:
    """Published outputs under one value: how many, how many to read freely, how often used."""

    value: str
    outputs: int
    open: int
    opened: int
    downloads: int


def holdings(since: date) -> Mapping[str, list[Holding]]:
    """Every breakdown by its name, the fullest value first; used since ``since``."""
    with connection.cursor() as cursor:
        cursor.execute(
            _HELD, {"since": since, "open": Access.OPEN.value, "published": Status.PUBLISHED.value}
        )
        rows = cursor.fetchall()
    found: dict[str, list[Holding]] = {name: [] for name in BREAKDOWNS}
    for name, value, *sums in rows:
        found[name].append(Holding(value, *map(int, sums)))
    for values in found.values():
        values.sort(key=lambda holding: (-holding.outputs, holding.value))
    return found
