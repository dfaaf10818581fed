"""Which alerts the new outputs answer: each output against all alerts, by the change feed."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs

from django.db import connection, transaction
from django.db.models import Q

from hub.alerts.batch import Batch
from hub.alerts.conditions import conditions, rules
from hub.alerts.questions import Typed, typed
from hub.models import Alert, AlertPosition
from research.models import Output
from research.search import Criteria, feed
from research.search.entries import Entry
from research.search.facets import FACETS

#: Outputs matched between two commits, and alerts worked out anew at once.
AT_ONCE = 200
#: The columns that ``work_out`` sets.
WORKED_OUT = ["entry", "musts", "needs", "first_year", "last_year", "is_exact", "rules"]
#: Held while alerts are matched: two workers would only do the same twice.
LOCK = 0x5A1A_A1E7


@dataclass(frozen=True, slots=True)
class Matched:
    """How many outputs were looked at, and how many answers to alerts they are."""

    outputs: int = 0
    answers: int = 0


def follow() -> Matched:
    """Match what has changed since the last time. Repeating it finds nothing more.

    Whoever is killed in the middle has moved no position: the next one begins there again,
    and what was found already is found only once.
    """
    with transaction.atomic():
        if not _alone():
            return Matched()
        position, changed = _changed()
        matched = [match(ids) for ids in _in_batches(changed)]
        AlertPosition.objects.update_or_create(
            pk=1,
            defaults={"snapshot": position.snapshot, "taken_at": position.taken_at},
        )
    return Matched(sum(m.outputs for m in matched), sum(m.answers for m in matched))


def match(ids: Collection[int], *, only: int | None = None) -> Matched:
    """Note every alert that one of these outputs newly answers; of one alert, if named."""
    dates = _new(ids)
    batch = Batch.of(dates)
    _work_out_anew()
    asked, answers = _Asked(batch), 0
    for entry in batch.entries:
        entered = _entered(batch, entry, dates[entry.id], only)
        answering = [*entered.exact, *asked.of(entry, entered.inexact)]
        _note(entry.id, answering)
        answers += len(answering)
    return Matched(len(batch.entries), answers)


def _note(output: int, alerts: list[int]) -> None:
    """In one statement: an output may answer thousands. What was found before stays as it is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO hub_alerthit (alert_id, output_id, found_at, is_settled)"
            " SELECT alert, %s, now(), false FROM unnest(%s::bigint[]) AS alert"
            " ON CONFLICT DO NOTHING",
            [output, alerts],
        )


def catch_up(alert: Alert) -> Matched:
    """What was published between asking for an alert and confirming it."""
    new = Output.objects.published().filter(published_at__gte=alert.since)
    ids = list(new.order_by("pk").values_list("pk", flat=True))
    matched = [match(some, only=alert.pk) for some in _in_batches(ids)]
    return Matched(sum(m.outputs for m in matched), sum(m.answers for m in matched))


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _changed() -> tuple[feed.Position, tuple[int, ...]]:
    """Ids of outputs changed since the position, and the position after them."""
    kept = AlertPosition.objects.filter(pk=1).first()
    if kept is None:
        return feed.now(), ()
    position = feed.Position(kept.snapshot, kept.taken_at.isoformat())
    if position.is_lost:
        # Notes may have been forgotten: everything that may be new is looked at instead.
        after, since = feed.now(), kept.taken_at
        recent = Output.objects.published().filter(
            Q(published_at__gte=since) | Q(updated_at__gte=since)
        )
        return after, tuple(recent.order_by("pk").values_list("pk", flat=True))
    return feed.changed_since(position)


def _new(ids: Collection[int]) -> dict[int, datetime]:
    """When those of ``ids`` that are public were first published."""
    public = Output.objects.published().filter(pk__in=list(ids))
    return {pk: at for pk, at in public.values_list("pk", "published_at") if at}


@dataclass(frozen=True, slots=True)
class _Entered:
    """Alerts met in every clause: those of which that is the whole truth, and the others."""

    exact: list[int]
    inexact: list[int]


def _entered(batch: Batch, entry: Entry, published_at: datetime, only: int | None) -> _Entered:
    keys = batch.keys(entry)
    year = next((int(key[5:]) for key in keys if key.startswith("year:")), None)
    alerts = Alert.objects.begun_by(published_at).entered_by(keys).for_year(year)
    if only is not None:
        alerts = alerts.filter(pk=only)
    met: dict[bool, list[int]] = {True: [], False: []}
    with _by_the_index():
        found = list(alerts.values_list("pk", "needs", "is_exact"))
    for pk, needs, is_exact in found:
        if all(not keys.isdisjoint(clause) for clause in needs):
            met[is_exact].append(pk)
    return _Entered(exact=met[True], inexact=met[False])


@contextmanager
def _by_the_index() -> Iterator[None]:
    """PostgreSQL takes comparing an array with thousands of keys to be as cheap as with one, and
    would read all alerts instead of the index."""
    change = "SELECT set_config('enable_seqscan', %s, true)"
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(change, ["off"])
        yield
        cursor.execute(change, ["on"])


class _Asked:
    """Searches that keys can't decide, each put to the batch once."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._answers: dict[tuple[str, bool], frozenset[int]] = {}

    def of(self, entry: Entry, alerts: list[int]) -> Iterator[int]:
        rows = Alert.objects.filter(pk__in=alerts).only("query", "all_words") if alerts else ()
        for alert in rows:
            if entry.id in self._answer(alert):
                yield alert.pk

    def _answer(self, alert: Alert) -> frozenset[int]:
        """By the typed words alone: the filters were met by their keys."""
        criteria = criteria_of(alert.query)
        asked = (f"{criteria.with_thesaurus} {criteria.text}", alert.all_words)
        if asked not in self._answers:
            self._answers[asked] = self._batch.answering(question_of(alert).query())
        return self._answers[asked]


def question_of(alert: Alert) -> Typed:
    """The typed words of an alert; its filters are known by their keys."""
    criteria = criteria_of(alert.query)
    return typed(criteria.text, all_words=alert.all_words, with_thesaurus=criteria.with_thesaurus)


def criteria_of(query: str) -> Criteria:
    """A saved search. What was known when it was saved is not asked for again: a filter whose
    value has gone must find nothing, and not be forgotten."""
    said = parse_qs(query)
    return Criteria(
        text=said.get("q", [""])[-1],
        chosen={facet.name: tuple(said[facet.name]) for facet in FACETS if facet.name in said},
        year_min=_year(said, "year_min"),
        year_max=_year(said, "year_max"),
        with_thesaurus=said.get("thesaurus") != ["off"],
    )


def _year(said: Mapping[str, list[str]], name: str) -> int | None:
    return int(said[name][-1]) if name in said else None


def work_out(alert: Alert) -> Alert:
    """Set what an output must have to answer; the caller saves."""
    found = conditions(criteria_of(alert.query), all_words=alert.all_words)
    alert.entry, alert.musts = list(found.entry), dict.fromkeys(found.musts, 1)
    alert.needs = [list(clause) for clause in found.needs]
    alert.first_year, alert.last_year = found.years or (None, None)
    alert.is_exact, alert.rules = found.is_exact, rules()
    return alert


def _work_out_anew() -> None:
    """Alerts from before the words or the thesaurus changed."""
    while True:
        stale = list(Alert.objects.by_other_rules(rules()).order_by("pk")[:AT_ONCE])
        if not stale:
            return
        for alert in stale:
            work_out(alert)
        Alert.objects.bulk_update(stale, WORKED_OUT)


def _in_batches(ids: Collection[int]) -> Iterator[tuple[int, ...]]:
    listed = tuple(ids)
    return (listed[at : at + AT_ONCE] for at in range(0, len(listed), AT_ONCE))
