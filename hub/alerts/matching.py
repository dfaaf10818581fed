"""Which alerts the new outputs answer: each output against all alerts, by the change feed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs

from django.db import connection, transaction
from django.db.models import Q

from hub.alerts.batch import Batch
from hub.alerts.conditions import conditions, rules
from hub.alerts.questions import Typed, typed
from hub.models import Alert, AlertHit, AlertPosition
from research.models import Output
from research.search import Criteria, feed
from research.search.entries import Entry
from research.search.facets import FACETS

#: Outputs matched between two commits, and alerts worked out anew at once.
AT_ONCE = 200
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
    found: list[AlertHit] = []
    asked = _Asked(batch)
    for entry in batch.entries:
        alerts = _candidates(batch, entry, dates[entry.id], only)
        found += [AlertHit(alert_id=pk, output_id=entry.id) for pk in asked.of(entry, alerts)]
    AlertHit.objects.bulk_create(found, ignore_conflicts=True, batch_size=5_000)
    return Matched(len(batch.entries), len(found))


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


def _candidates(
    batch: Batch, entry: Entry, published_at: datetime, only: int | None
) -> Iterator[Alert]:
    """Alerts that the keys of an output let in, met in every clause."""
    keys = batch.keys(entry)
    entered = Alert.objects.begun_by(published_at).entered_by(keys)
    if only is not None:
        entered = entered.filter(pk=only)
    for alert in entered.only("needs", "is_exact", "query", "all_words").order_by("pk"):
        if all(not keys.isdisjoint(clause) for clause in alert.needs):
            yield alert


class _Asked:
    """Searches that keys can't decide, each put to the batch once."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._answers: dict[tuple[str, bool], frozenset[int]] = {}

    def of(self, entry: Entry, alerts: Iterable[Alert]) -> Iterator[int]:
        for alert in alerts:
            if alert.is_exact or entry.id in self._answer(alert):
                yield alert.pk

    def _answer(self, alert: Alert) -> frozenset[int]:
        asked = (alert.query, alert.all_words)
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
    alert.entry, alert.needs = list(found.entry), [list(clause) for clause in found.needs]
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
        Alert.objects.bulk_update(stale, ["entry", "needs", "is_exact", "rules"])


def _in_batches(ids: Collection[int]) -> Iterator[tuple[int, ...]]:
    listed = tuple(ids)
    return (listed[at : at + AT_ONCE] for at in range(0, len(listed), AT_ONCE))
