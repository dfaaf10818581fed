"""Five thousand records of a registry through clean, match and save, in a hub of ``size``."""

import json
import resource
from collections.abc import Iterator, Mapping
from itertools import islice
from time import perf_counter, process_time
from typing import Any

import psutil
from django.core.management import call_command
from django.db import connection

from bench.bulk_import import copy_and_forget, fill
from bench.generated import Generated, World
from research.ingestion.connectors import crossref
from research.ingestion.connectors.table import CONNECTORS, Connector, Item, Page
from research.ingestion.harvesting import runs
from research.ingestion.harvesting.work import work_on
from research.models import Harvest, Output, Source

RECORDS = 5_000
#: What registries send at once.
A_PAGE = 100


def measure(size: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    world = World(size + RECORDS)
    outputs = world.outputs()
    if size:
        fill(world, list(islice(outputs, size)))
    fresh = list(outputs)
    copied = copy_and_forget(fresh, world)
    answers = [json.dumps(_told(output, world)) for output in fresh]
    CONNECTORS["bench"] = Connector("bench", "Bench", (), _pages(answers))
    source = Source.objects.create(slug="bench", name="Bench", kind="bench", trust="review")
    first = _run(source)
    again = _run(source)
    undone = _undo(first["pk"])
    return {
        "outputs": size,
        "records": RECORDS,
        "copy": copied,
        "first": first,
        "again": again,
        "undo": undone,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "left": Output.objects.count() - size,
    }


def _told(output: Generated, world: World) -> dict[str, Any]:
    """As Crossref tells a work."""
    names = [world.people[person - 1].rpartition(" ") for person in output.people]
    return {
        "DOI": f"10.5555/{output.number}",
        "type": "journal-article",
        "title": [output.title],
        "abstract": f"<jats:p>{output.abstract}</jats:p>",
        "issued": {"date-parts": [[int(output.issued)] if output.issued else [None]]},
        "author": [{"given": given, "family": family} for given, _blank, family in names],
        "language": output.language,
        "subject": output.keywords,
        "resource": {"primary": {"URL": f"https://example.org/{output.number}"}},
    }


def _pages(answers: list[str]) -> Any:
    def pages(
        _transport: object, _settings: Mapping[str, str], _since: str, token: str
    ) -> Iterator[Page]:
        for start in range(int(token or 0), len(answers), A_PAGE):
            part = answers[start : start + A_PAGE]
            works = [json.loads(answer) for answer in part]
            items = tuple(
                Item(work["DOI"], raw, crossref.record(work))
                for work, raw in zip(works, part, strict=True)
            )
            end = start + A_PAGE
            yield Page(items, str(end) if end < len(answers) else "", len(answers))

    return pages


def _run(source: Source) -> dict[str, Any]:
    run = runs.begin(source, by=None)
    seconds, cpu, database = _timed(run)
    run.refresh_from_db()
    return {
        "pk": run.pk,
        "seconds": seconds,
        "cpu": cpu,
        "database": database,
        "counts": run.counts(),
    }


def _undo(pk: int) -> float:
    run = runs.go(Harvest.objects.get(pk=pk), "undo")
    return _timed(run)[0]


def _timed(run: Harvest) -> tuple[float, float, float]:
    """Seconds by the clock, of this process, and of the database's that serves it.

    The processors' seconds are what can be compared where others use them too.
    """
    started, cpu, database = perf_counter(), process_time(), _database_seconds()
    work_on(run.pk)
    return (
        perf_counter() - started,
        process_time() - cpu,
        _database_seconds() - database,
    )


def _database_seconds() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        spent = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return spent.user + spent.system
