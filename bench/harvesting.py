"""What harvesting and exporting cost: flat at any depth, streamed at any size."""

import gc
import resource
from collections.abc import Callable
from itertools import islice
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.test import Client
from psycopg import ClientCursor
from sickle import Sickle

from bench import clock
from bench.generated import World
from bench.loading import load
from bench.web import web
from research.formats import FORMATS, records
from research.models import Credit, Document, OaiRecord, Output, OutputInstitution
from research.oai import protocol, tokens

#: So many different outputs are made up; the others are the same again.
WRITTEN = 2_000
TABLES = (
    Output,
    Output.themes.through,
    Output.countries.through,
    Output.corridors.through,
    Credit,
    OutputInstitution,
    Document,
)
ROUNDS = 15
EXPORTED = 10_000


def measure(size: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load(World(WRITTEN))
    _multiply(size // WRITTEN)
    _note_all()
    depths = [0, size // 2, size - 100]
    return {
        "size": size,
        "depths": [_at(depth, size) for depth in depths],
        "first_with_count": clock.times(_milliseconds(_ask, "metadataPrefix=oai_dc")),
        "harvest": _harvest(size),
        "export": _export(),
    }


def _multiply(times: int) -> None:
    """Copies of all outputs and what belongs to them, under other numbers and addresses."""
    with connection.cursor() as cursor:
        for model in TABLES:
            _copy(cursor, model, times)
        cursor.execute("ANALYZE")


def _copy(cursor: Any, model: type[Model], times: int) -> None:
    """Outputs and documents were given their numbers; all others get the next ones."""
    table = model._meta.db_table  # noqa: SLF001 - Django's own way to its columns
    columns = [field.column for field in model._meta.concrete_fields]  # noqa: SLF001
    if model not in {Output, Document}:
        columns.remove("id")
    higher = {name: f"{name} + n * {WRITTEN}" for name in ("id", "output_id")}
    said = {**higher, "slug": "slug || '-' || n"}
    values = ", ".join(said.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} "  # noqa: S608 - our own tables
        f"FROM {table}, generate_series(1, {times - 1}) AS n"
    )
    cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _note_all() -> None:
    """The triggers rested while the outputs were loaded."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(research_oai_note(id, 0)) FROM research_output")
        cursor.execute("ANALYZE research_oairecord")


def _at(depth: int, size: int) -> dict[str, Any]:
    """One answer of 100 records there, and PostgreSQL's own time for the rows of it."""
    query = f"resumptionToken={_token(depth, size)}"
    rows = _queries(query)
    answer, sql = clock.side_by_side(
        lambda _n: _ask(query), lambda _n: _repeat(rows), rounds=ROUNDS
    )
    milliseconds = clock.times(answer)
    return {
        "cursor": depth,
        "answer": milliseconds,
        "postgresql": clock.times(sql),
        "queries": len(rows),
        "per_second": round(100 / milliseconds["p50"] * 1000),
    }


def _token(depth: int, size: int) -> str:
    question = protocol.Question("ListRecords", {"metadataPrefix": "oai_dc"})
    if not depth:
        first = OaiRecord.objects.in_order()[0]
        before = tokens.Position(first.datestamp, 0, 0, size)
        return tokens.write(question, before)
    row = OaiRecord.objects.in_order()[depth - 1]
    return tokens.write(question, tokens.Position(row.datestamp, row.output_id, depth, size))


def _ask(query: str) -> None:
    answer = Client(SERVER_NAME="localhost").get(f"/oai?verb=ListRecords&{query}")
    found = answer.content.count(b"<metadata>")
    if found != 100:
        raise AssertionError(f"{found} records where 100 were asked for")


def _queries(query: str) -> list[str]:
    said: list[str] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        said.append(ClientCursor(connection.connection).mogrify(sql, params) if params else sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        _ask(query)
    return said


def _repeat(queries: list[str]) -> None:
    with connection.cursor() as cursor:
        for query in queries:
            cursor.cursor.execute(query)
            cursor.cursor.fetchall()


def _milliseconds(what: Callable[[str], None], query: str) -> list[float]:
    return [clock.milliseconds(lambda: what(query)) for _ in range(ROUNDS)]


def _harvest(size: int) -> dict[str, Any]:
    """Everything, by a client nobody here wrote, from the web program over HTTP."""
    with web() as running:
        started = perf_counter()
        harvested = sum(
            1 for _ in Sickle(f"{running.address}/oai").ListRecords(metadataPrefix="oai_dc")
        )
        seconds = perf_counter() - started
        memory = running.memory()
    if harvested != size:
        raise AssertionError(f"{harvested} of {size} were harvested")
    return {
        "seconds": round(seconds, 1),
        "per_second": round(harvested / seconds),
        "memory_mb": memory,
    }


def _export() -> dict[str, Any]:
    """A BibTeX file of 10,000, as it is streamed; the first thousand warm everything up."""
    chosen = Output.objects.published().order_by("pk")
    for _line in islice(FORMATS["bib"].lines(records(chosen[:1000])), 1000):
        pass
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = perf_counter()
    size = sum(len(piece.encode()) for piece in FORMATS["bib"].lines(records(chosen[:EXPORTED])))
    seconds = perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "outputs": EXPORTED,
        "seconds": round(seconds, 1),
        "megabytes": round(size / 2**20, 1),
        "memory_growth_mb": round((after - before) / 1024, 1),
    }
