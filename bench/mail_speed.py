"""An issue to many readers, each with a choice and links of their own, into a local SMTP sink.

Beside it smtplib sends the very same bytes over one line and does nothing else.
"""

import random
import resource
import smtplib
import socket  # noqa: TID251 - asks a sink on this machine whether it answers
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from bench import loading
from bench.generated import SEED, World
from hub.models import Delivery, Issue, IssueItem, Subscriber
from hub.newsletter import sending
from hub.newsletter.writing import Writer
from hub.posting import rounds
from partners.models import Country
from research.models import Output, Theme

OUTPUTS = 60
IN_THE_ISSUE = 20
SINK = "127.0.0.1"


def measure(size: int) -> dict[str, Any]:
    call_command("migrate", interactive=False, verbosity=0)
    loading.load(World(OUTPUTS))
    _readers(size)
    issue = _issue()
    with _sink() as port, override_settings(**_settings(port)):
        started = time.perf_counter()
        sending.start(issue)
        starting = time.perf_counter() - started
        before = _memory()
        started = time.perf_counter()
        rounds.post([sending.mailing()], seconds=3600)
        posting = time.perf_counter() - started
        memory = _memory()
        counts = Delivery.objects.filter(issue=issue).counts()
        writing, messages = _written(issue)
        bare = _bare(port, messages)
    sent = counts["sent"]
    return {
        "readers": size,
        "sent": sent,
        "skipped": counts["skipped"],
        "starting": round(starting, 2),
        "per_second": round(sent / posting),
        "written_per_second": round(len(messages) / writing),
        "bare_per_second": round(len(messages) / bare),
        "bytes": round(sum(map(len, (raw for _to, raw in messages))) / len(messages)),
        "memory_mb": round(memory),
        "grown_mb": round(memory - before),
    }


def _readers(size: int) -> None:
    chance = random.Random(SEED)  # noqa: S311 - data, not secrets
    now = timezone.now()
    readers = Subscriber.objects.bulk_create(
        [
            Subscriber(
                email=f"reader-{n}@example.org",
                newsletter="weekly",
                language=chance.choice(["en", "en", "ur", "hi", "ne"]),
                consent="yes",
                consented_at=now,
            )
            for n in range(size)
        ]
    )
    themes = list(Theme.objects.values_list("pk", flat=True))
    countries = list(Country.objects.of_the_hub().values_list("pk", flat=True))
    of_themes, of_countries = Subscriber.themes.through, Subscriber.countries.through
    of_themes.objects.bulk_create(
        of_themes(subscriber=reader, theme_id=pk)
        for reader in readers
        for pk in chance.sample(themes, chance.randint(0, 2))
    )
    of_countries.objects.bulk_create(
        of_countries(subscriber=reader, country_id=pk)
        for reader in readers
        for pk in chance.sample(countries, chance.randint(0, 2))
    )


def _issue() -> Issue:
    issue = Issue.objects.create(
        slug="measured", title="New", rhythm="weekly", covers_from=timezone.now()
    )
    for order, output in enumerate(Output.objects.order_by("pk")[:IN_THE_ISSUE], 1):
        IssueItem.objects.create(issue=issue, part="research", order=order, output=output)
    return issue


def _written(issue: Issue) -> tuple[float, list[tuple[str, bytes]]]:
    """Seconds that writing all messages took, without posting, and the messages."""
    writer, messages = Writer(), []
    started = time.perf_counter()
    rows = Delivery.objects.filter(issue=issue).select_related("subscriber", "issue")
    for delivery in rows.prefetch_related(
        "subscriber__themes", "subscriber__countries", "issue__texts"
    ):
        if (letter := writer.for_delivery(delivery)) and delivery.subscriber:
            message = letter.to(delivery.subscriber.email).message()
            messages.append((delivery.subscriber.email, message.as_bytes(linesep="\r\n")))
    return time.perf_counter() - started, messages


def _bare(port: int, messages: list[tuple[str, bytes]]) -> float:
    started = time.perf_counter()
    with smtplib.SMTP(SINK, port) as server:
        for address, raw in messages:
            server.sendmail("hub@example.org", [address], raw)
    return time.perf_counter() - started


@contextmanager
def _sink() -> Iterator[int]:
    """A mail server in a process of its own, that takes everything and keeps nothing."""
    with socket.socket() as probe:
        probe.bind((SINK, 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"{SINK}:{port}"]
    server = subprocess.Popen([*command, "-c", "aiosmtpd.handlers.Sink"])
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex((SINK, port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("The sink does not answer.")


def _settings(port: int) -> dict[str, Any]:
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": SINK,
        "EMAIL_PORT": port,
        "MAIL_PER_MINUTE": 0,
    }


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
