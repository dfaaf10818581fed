"""What counting costs: a page with and without it, a note by itself, and a day's adding up."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client

from bench import clock
from research.models import Output, UsageEvent
from research.usage import counting, noting
from research.usage.figures import figures_of

ROUNDS = 200
READERS = 5_000
READER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1)"


def measure(events: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_content", verbosity=0)
    output = Output.objects.published().newest_first()[0]
    path = output.get_absolute_url()
    counted, uncounted = clock.side_by_side(
        _visit(path, READER), _visit(path, ROBOT), rounds=ROUNDS
    )
    found = {
        "page_counted": clock.times(counted),
        "page_uncounted": clock.times(uncounted),
        "note": clock.times(clock.milliseconds(partial(_note, output)) for _ in range(ROUNDS)),
        "figures": clock.times(
            clock.milliseconds(partial(figures_of, output)) for _ in range(ROUNDS)
        ),
    }
    return found | _added_up(events)


def _visit(path: str, agent: str) -> Callable[[int], object]:
    client = Client(SERVER_NAME="localhost", headers={"user-agent": agent})
    return lambda _number: client.get(path)


def _note(output: Output) -> None:
    noting.note(noting.Use(output.pk, noting.Kind.INVESTIGATION, "198.51.100.7", READER))


def _added_up(events: int) -> dict[str, Any]:
    """A busy day: every reader clicks some twenty times, now and then twice."""
    UsageEvent.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO research_usageevent (output_id, document_number, kind, visitor, sought, at)
            SELECT (SELECT array_agg(id) FROM research_output)
                    [1 + n %% (SELECT count(*) FROM research_output)],
                n %% 3, CASE WHEN n %% 3 = 0 THEN 'i' ELSE 'r' END,
                decode(md5((n %% %s)::text), 'hex'), CASE WHEN n %% 9 = 0 THEN 'fees' ELSE '' END,
                %s + (n * 86000.0 / %s) * interval '1 second'
            FROM generate_series(1, %s) AS n
            """,
            [READERS, datetime(2026, 3, 2, tzinfo=UTC), events, events],
        )
    started = perf_counter()
    counting.count(datetime(2026, 3, 2, tzinfo=UTC) + timedelta(days=1, hours=1))
    return {"events": events, "added_up_in": round(perf_counter() - started, 2)}
