"""Whom to compare among the outputs of the hub, at the same cost however many there are.

Asked of indexes: identifiers, and the keys of titles that ``research_title_keys`` makes in
the database. For a few hundred works at once, as an answer of a server brings them.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.db import connection
from django.db.models import Q

from research.ingestion.matching.hub import works_of
from research.ingestion.matching.works import Work
from research.models import Output

#: Of titles that share a key with one work so many are looked at; beyond, it is a title of
#: many works and tells nothing.
MOST_WITH_LIKE_TITLE = 40
#: Further apart, the same title is another work: the next of its kind, a later survey.
MOST_YEARS_APART = 2
_LIKE_TITLES = """
SELECT asked.number, found.id
FROM unnest(%s::text[], %s::text[], %s::text[])
    WITH ORDINALITY AS asked (title, earliest, latest, number)
CROSS JOIN LATERAL (
    SELECT id FROM research_output
    WHERE research_title_keys(title) && research_title_keys(asked.title)
        AND (asked.latest = '' OR issued = ''
            OR left(issued, 4) BETWEEN asked.earliest AND asked.latest)
    LIMIT %s
) AS found
"""


def candidates(works: Sequence[Work]) -> dict[str | int, set[int]]:
    """Outputs that share an identifier or a key of the title with each, by the works' keys."""
    found: dict[str | int, set[int]] = defaultdict(set)
    for name in ("doi", "handle"):
        wanted = {value: work.key for work in works if (value := getattr(work, name))}
        rows = Output.objects.filter(**{f"{name}__in": list(wanted)}).values_list(name, "pk")
        for value, pk in rows:
            for work in works:
                if getattr(work, name) == value:
                    found[work.key].add(pk)
    _add_by_isbn(works, found)
    with connection.cursor() as cursor:
        years = [_years(work) for work in works]
        asked = [work.title for work in works], [a for a, _b in years], [b for _a, b in years]
        cursor.execute(_LIKE_TITLES, [*asked, MOST_WITH_LIKE_TITLE])
        for number, pk in cursor.fetchall():
            found[works[number - 1].key].add(pk)
    return found


def near(works: Sequence[Work]) -> dict[str | int, list[Work]]:
    """The outputs to compare each of the works with, by the works' keys."""
    found = candidates(works) if works else {}
    full = {int(each.key): each for each in works_of({pk for pks in found.values() for pk in pks})}
    return {key: [full[pk] for pk in sorted(pks) if pk in full] for key, pks in found.items()}


def _add_by_isbn(works: Sequence[Work], found: dict[str | int, set[int]]) -> None:
    wanted = sorted({isbn for work in works for isbn in work.isbn})
    if not wanted:
        return
    rows = Output.objects.filter(~Q(isbn=[]), isbn__overlap=wanted).values_list("pk", "isbn")
    for pk, isbn in rows:
        for work in works:
            if work.isbn & set(isbn):
                found[work.key].add(pk)


def _years(work: Work) -> tuple[str, str]:
    """Between which an output may be the work; empty where its year is not known."""
    if not work.year.isdecimal():
        return "", ""
    year = int(work.year)
    return f"{year - MOST_YEARS_APART:04}", f"{year + MOST_YEARS_APART:04}"
