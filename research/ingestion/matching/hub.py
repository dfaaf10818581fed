"""Whom to compare among the outputs of the hub.

One work asks PostgreSQL's trigrams; thousands at once let all titles of the hub stream
past an index of their own, which costs less than as many questions.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection, transaction
from django.db.models import Q

from research.ingestion.matching.blocking import Index
from research.ingestion.matching.scoring import WORTH_A_LOOK, Judgement, judge
from research.ingestion.matching.works import Work
from research.models import Credit, DifferentWorks, Document, Output

COLUMNS = (
    "pk", "title", "subtitle", "issued", "container", "series", "doi", "isbn", "handle",
    "volume", "pages", "number",
)  # fmt: skip
#: Titles less alike than this are not fetched for one work; pg_trgm's own measure.
ALIKE = 0.35
#: The likeliest of one work that are judged.
NEAREST = 30
#: Up to so many works ask one by one.
FEW = 30
#: Entries of the index looked at for one title that streams past.
LOOKED_AT = 800
CHUNK = 2000

#: What an output is to the work asked about, the likeliest first.
Matches = list[tuple[int, Judgement]]


def likely(work: Work, *, without: Collection[int] = ()) -> Matches:
    """Outputs worth a look for one work, of any status."""
    found = [each for each in _nearest_works(work) if each.key not in without]
    judged = [(int(each.key), judge(work, each)) for each in found]
    return sorted(
        (pair for pair in judged if pair[1].score >= WORTH_A_LOOK),
        key=lambda pair: (-pair[1].score, pair[0]),
    )


def likely_many(works: Sequence[Work]) -> dict[str | int, Matches]:
    """The same for many works, by their keys."""
    if len(works) <= FEW:
        return {work.key: likely(work) for work in works}
    pairs: list[tuple[Work, int]] = []
    index = Index(works, looked_at=LOOKED_AT)
    for each in _all_works():
        pairs += [(work, int(each.key)) for work in index.nearest(each)]
    full = {work.key: work for work in works_of({pk for _work, pk in pairs})}
    found: dict[str | int, Matches] = defaultdict(list)
    for work, pk in pairs:
        if pk in full and (judgement := judge(work, full[pk])).score >= WORTH_A_LOOK:
            found[work.key].append((pk, judgement))
    for matches in found.values():
        matches.sort(key=lambda pair: (-pair[1].score, pair[0]))
    return found


def with_file(sha256: str) -> list[int]:
    """Outputs to which this very file is attached."""
    return list(Document.objects.with_content(sha256).values_list("output", flat=True).distinct())


def said_to_differ(output: int) -> set[int]:
    """Outputs of which somebody said that they are another work."""
    pairs = DifferentWorks.objects.filter(Q(first=output) | Q(second=output))
    return {pk for pair in pairs.values_list("first", "second") for pk in pair} - {output}


def _nearest_works(work: Work) -> list[Work]:
    by_identifier = Q(pk__in=[])
    if work.doi:
        by_identifier |= Q(doi=work.doi)
    if work.handle:
        by_identifier |= Q(handle=work.handle)
    if work.isbn:
        by_identifier |= Q(isbn__overlap=list(work.isbn))
    found = set(Output.objects.filter(by_identifier).values_list("pk", flat=True)[:NEAREST])
    return list(works_of(found | set(_with_like_titles(work.title))))


def _with_like_titles(title: str) -> list[int]:
    beginning = title.lower()[:200].replace("\\", " ").replace("%", " ").replace("_", " ")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)])
        cursor.execute(
            "SELECT id FROM research_output WHERE lower(title) %% %s OR lower(title) LIKE %s"
            " ORDER BY similarity(lower(title), %s) DESC, id LIMIT %s",
            [title.lower(), f"{beginning}%", title.lower(), NEAREST],
        )
        return [pk for (pk,) in cursor.fetchall()]


def works_of(outputs: Collection[int]) -> Iterator[Work]:
    names = dict(
        Credit.objects.filter(output__in=outputs)
        .values_list("output")
        .annotate(names=ArrayAgg("name", order_by=["role", "order"]))
    )
    for row in Output.objects.filter(pk__in=outputs).values_list(*COLUMNS):
        yield _work(row, tuple(names.get(row[0], ())))


def _all_works() -> Iterator[Work]:
    for row in Output.objects.order_by("pk").values_list(*COLUMNS).iterator(chunk_size=CHUNK):
        yield _work(row, ())


def _work(row: Sequence[object], names: tuple[str, ...]) -> Work:
    pk, title, subtitle, issued, container, series, doi, isbn, handle, *rest = row
    volume, pages, number = map(str, rest)
    return Work(
        int(str(pk)),
        str(title),
        str(subtitle),
        str(issued)[:4],
        names,
        str(container or series),
        str(doi),
        frozenset(isbn if isinstance(isbn, list) else ()),
        str(handle),
        volume,
        pages,
        number,
    )
