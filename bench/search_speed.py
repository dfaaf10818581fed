"""How quick search is among many outputs, beside Tantivy alone; and what it costs."""

from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client

from bench import clock, questions, raw, stored
from bench.generated import World
from bench.loading import load
from bench.questions import Kind
from bench.visitor import Visitor
from bench.web import web
from research.models import Output
from research.search import building, find, index

#: A question is asked so often among 100,000 outputs; less often among many more.
ROUNDS = 60


def measure(size: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    loaded = stored.once("loaded", partial(_load, size))
    built = stored.once("built", partial(_build, size))
    rounds = ROUNDS if size <= 100_000 else ROUNDS // 2
    kinds = list(questions.kinds(index.live().searchers()[0]))
    return {
        "size": size,
        "pages": _count("research_documentpage"),
        **loaded,
        **built,
        "database_mb": round(_value("SELECT pg_database_size(current_database())") / 2**20),
        "index_mb": round(_size_of(index.live_folder()) / 2**20),
        "kinds": [_kind(kind, rounds) for kind in kinds],
        "suggest": _suggestions(),
        **_over_http(kinds, rounds),
    }


def _suggestions() -> dict[str, float]:
    """As-you-type suggestions as whole requests, for different beginnings, each twice."""
    client = Client(SERVER_NAME="localhost")
    typed = questions.beginnings()
    ask = [partial(client.get, "/search/suggest", {"q": text}) for text in typed]
    ask[0]()
    return clock.times(clock.milliseconds(one) for _ in range(2) for one in ask)


def _load(size: int) -> dict[str, Any]:
    started = perf_counter()
    load(World(size))
    return {"loading": round(perf_counter() - started)}


def _build(size: int) -> dict[str, Any]:
    """Beside the time, what this process took of the cores: others may have had the rest."""
    started, cpu = perf_counter(), process_time()
    building.rebuild()
    seconds = perf_counter() - started
    return {
        "indexing": round(seconds, 1),
        "indexing_cpu": round(process_time() - cpu, 1),
        "per_second": round(size / seconds),
    }


def _kind(kind: Kind, rounds: int) -> dict[str, Any]:
    """Search, the rows it reads, Tantivy alone and the whole request, taking turns."""
    searcher, _pages = index.live().searchers()
    client = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
    asked = kind.criteria
    shown = [[hit.output.pk for hit in find(one).hits] for one in asked]
    ours, rows, alone, whole = clock.side_by_side(
        lambda n: find(asked[n % len(asked)]),
        lambda n: list(Output.objects.filter(pk__in=shown[n % len(asked)]).for_results()),
        lambda n: raw.best_and_counts(searcher, asked[n % len(asked)]),
        lambda n: client.get(f"/search/?{asked[n % len(asked)].query_string()}"),
        rounds=rounds,
    )
    return {
        "name": kind.name,
        "says": kind.says,
        "found": find(asked[0]).count,
        "find": clock.times(ours),
        "rows": clock.times(rows),
        "raw": clock.times(alone),
        "request": clock.times(whole),
    }


def _over_http(kinds: list[Kind], rounds: int) -> dict[str, Any]:
    """All questions through gunicorn, one visitor; and what memory that takes."""
    paths = [f"/search/?{one.query_string()}" for kind in kinds for one in kind.criteria]
    with web() as running:
        visitor = Visitor(running.address)
        for path in paths:
            visitor.get(path)
        measured = [
            clock.milliseconds(partial(visitor.get, path))
            for _ in range(max(rounds // 10, 2))
            for path in paths
        ]
        return {"http": clock.times(measured), "memory_mb": running.memory()}


def _count(table: str) -> int:
    return _value(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own literal


def _value(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])


def _size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
