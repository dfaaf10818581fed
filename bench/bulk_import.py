"""Ten thousand rows, or as many as asked, through the bulk import.

Into a hub that holds ``size`` outputs.
"""

import csv
import io
import os
import resource
from itertools import islice
from time import perf_counter, process_time
from typing import Any

import psutil
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction

from bench import loading
from bench.generated import Generated, World
from partners.models import Institution, Person
from research.ingestion.importing import jobs
from research.ingestion.importing.work import work_on
from research.models import Credit, Output

ROWS = 10_000


def measure(size: int, rows: int = ROWS) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    world = World(size + rows)
    outputs = world.outputs()
    if size:
        fill(world, list(islice(outputs, size)))
    fresh = list(outputs)
    content = _table(fresh, world)
    copied = copy_and_forget(fresh, world)
    owner = Institution.objects.create(  # the sequence doesn't know the numbers that were copied
        pk=10**7, slug="depositor", name="Depositor", kind="university", hub_role="partner"
    )
    before, size_before = _memory(), _database_bytes()
    job = jobs.begin(ContentFile(content, name="list"), filename="list.csv", owner=owner, by=None)
    cpu = process_time()
    checked = _seconds(lambda: work_on(job.pk))
    jobs.go(job, "run")
    run = _seconds(lambda: work_on(job.pk))
    cpu = process_time() - cpu
    grown = _database_bytes() - size_before
    job.refresh_from_db()
    counts = job.counts()
    jobs.go(job, "undo")
    undone = _seconds(lambda: work_on(job.pk))
    return {
        "outputs": size,
        "rows": rows,
        "counts": counts,
        "copy": copied,
        "check": checked,
        "run": run,
        "undo": undone,
        "cpu": cpu,
        "memory_mb": (_memory() - before) / 2**20,
        "database_mb": grown / 2**20,
        "file_mb": len(content) / 2**20,
        "left": Output.objects.count() - size,
    }


def fill(world: World, outputs: list[Generated]) -> None:
    whole = world.outputs
    world.outputs = lambda: iter(outputs)  # type: ignore[method-assign]
    loading.load(world)
    world.outputs = whole  # type: ignore[method-assign]
    with connection.cursor() as cursor:  # COPY wrote the numbers itself
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('research_output', 'id'),"
            " (SELECT max(id) FROM research_output))"
        )


def _table(outputs: list[Generated], world: World) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow("Title Abstract Summary Authors Date Type Language Keywords DOI".split())
    for output in outputs:
        names = "; ".join(world.people[person - 1] for person in output.people)
        writer.writerow([
            output.title, output.abstract, output.summary, names, output.issued, output.type,
            output.language, "; ".join(output.keywords), f"10.5555/{output.number}",
        ])  # fmt: skip
    return stream.getvalue().encode()


class _Enough(Exception):
    """Rolls back what was only copied to be timed."""


def copy_and_forget(outputs: list[Generated], world: World) -> float:
    """The yardstick: the same outputs and credits by COPY, triggers and all."""
    seconds = 0.0
    try:
        with transaction.atomic():
            started = perf_counter()
            if not Output.objects.exists():
                _people(world)
            for model in (Output, Credit):
                rows = loading.ROWS[model]
                loading.copy(model, (row for each in outputs for row in rows(each, world)))
            seconds = perf_counter() - started
            raise _Enough
    except _Enough:
        return seconds


def _people(world: World) -> None:
    named = enumerate(world.people, 1)
    loading.copy(Person, ({"id": n, "slug": f"person-{n}", "name": name} for n, name in named))


def _seconds(action: Any) -> float:
    started = perf_counter()
    action()
    return perf_counter() - started


def _memory() -> int:
    """The most this process ever held."""
    return max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, _now())


def _now() -> int:
    return int(psutil.Process(os.getpid()).memory_info().rss)


def _database_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
