"""How long one new output takes to be held against many saved alerts."""

import random
from typing import Any
from urllib.parse import urlencode

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench import clock, frequencies, loading
from bench.generated import SEED, World
from hub.alerts import matching
from hub.alerts.batch import Batch
from hub.alerts.conditions import rules
from hub.models import Alert, AlertHit, Subscriber
from research.models import Output, Theme
from research.search.function_words import ENGLISH

#: Outputs of the hub, each of which is held against all alerts as if it were new.
OUTPUTS = 200
ALERTS_EACH = 5
#: Alerts written at once.
BATCH = 5_000


def measure(size: int) -> dict[str, Any]:
    call_command("migrate", interactive=False, verbosity=0)
    loading.load(World(OUTPUTS))
    saving = clock.milliseconds(lambda: _save(size))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    outputs = list(Output.objects.order_by("pk").values_list("pk", flat=True))
    matching.match(outputs[:3])
    reading, matched, answers = [], [], []
    for pk in outputs:
        AlertHit.objects.all().delete()
        reading.append(clock.milliseconds(lambda pk=pk: _keys(pk)))
        matched.append(clock.milliseconds(lambda pk=pk: matching.match([pk])))
        answers.append(AlertHit.objects.count())
    return {
        "alerts": Alert.objects.count(),
        "saved_per_second": round(size / saving * 1000),
        "reading": clock.times(reading),
        "match": clock.times(matched),
        "answers": clock.times([float(count) for count in answers]),
        "outputs": len(outputs),
    }


def _keys(pk: int) -> None:
    batch = Batch.of([pk])
    batch.keys(batch.entries[0])


def _save(size: int) -> None:
    """As readers save them: two words or a filter or two, seldom an exact phrase."""
    chance = random.Random(SEED)  # noqa: S311 - data, not secrets
    words = _words()
    themes = list(Theme.objects.in_order().values_list("slug", flat=True))
    now = timezone.now()
    since = now.replace(year=now.year - 1)
    readers = Subscriber.objects.bulk_create(
        [
            Subscriber(email=f"r{n}@example.org", consent="yes", consented_at=now)
            for n in range(size // ALERTS_EACH)
        ]
    )
    alerts: list[Alert] = []
    for number in range(size):
        all_words = chance.random() < 0.7  # as the form proposes
        query = f"{_query(chance, words, themes)}&year_min={1950 + number % 60}"
        alert = Alert(
            subscriber=readers[number // ALERTS_EACH],
            query=query,
            all_words=all_words,
            since=since,
            rules=rules(),
        )
        alerts.append(matching.work_out(alert))
        if len(alerts) == BATCH:
            Alert.objects.bulk_create(alerts, ignore_conflicts=True)
            alerts.clear()
    Alert.objects.bulk_create(alerts, ignore_conflicts=True)


def _query(chance: random.Random, words: list[str], themes: list[str]) -> str:
    pairs: list[tuple[str, str]] = []
    kind = chance.random()
    if kind < 0.7:
        pair = " ".join(chance.sample(words, 2))
        pairs.append(("q", f'"{pair}"' if kind < 0.05 else pair))
    if kind >= 0.4:
        pairs.append(("theme", chance.choice(themes)))
        pairs.append(("country", frequencies.draw(chance, frequencies.COUNTRIES)))
    if kind >= 0.8:
        pairs.append(("type", frequencies.draw(chance, frequencies.TYPES)))
    return urlencode(pairs)


def _words() -> list[str]:
    """The different words of the outputs' titles."""
    titles = " ".join(Output.objects.values_list("title", flat=True)).split()
    found = {word.lower() for word in titles if word.isalpha() and len(word) > 3}
    return sorted(found - set(ENGLISH))
