"""One answer of a source taken in: each of its records gets its verdict, and what follows."""

import logging
from collections import Counter
from collections.abc import Sequence

import psycopg
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from research.ingestion.connectors.table import Item
from research.ingestion.harvesting import cases as cases_
from research.ingestion.harvesting import sifting, wishing
from research.ingestion.harvesting.bringing import bring
from research.ingestion.harvesting.cases import Case
from research.ingestion.harvesting.knowledge import Knowledge
from research.ingestion.harvesting.recognising import recognise
from research.ingestion.harvesting.updating import update
from research.ingestion.importing.copying import copy
from research.models import Harvest, HarvestRecord

log = logging.getLogger(__name__)
Verdict = HarvestRecord.Verdict
#: What a record may do to the database, by COPY also under its driver's names, or to the
#: readers of its values. A lost connection is no fault of a record.
FAULTS = (
    IntegrityError,
    DataError,
    psycopg.IntegrityError,
    psycopg.DataError,
    ValueError,
    TypeError,
    KeyError,
    RecursionError,
)


def take(run: Harvest, items: Sequence[Item], knowledge: Knowledge) -> Counter[str]:
    """Take in what an answer held; counts by verdict. Within the caller's transaction.

    A record that breaks what nobody foresaw is set aside by itself, not with its neighbours.
    """
    try:
        with transaction.atomic():
            return _together(run, items, knowledge)
    except FAULTS:
        log.warning("Harvest %d: an answer is taken in record by record.", run.pk, exc_info=True)
    counts: Counter[str] = Counter()
    for item in items:
        try:
            with transaction.atomic():
                counts += _together(run, [item], knowledge)
        except FAULTS as fault:
            log.exception("Harvest %d: %r can't be taken in.", run.pk, item.identifier)
            with transaction.atomic():
                counts += _aside(run, item, fault)
    return counts


def _together(run: Harvest, items: Sequence[Item], knowledge: Knowledge) -> Counter[str]:
    cases, again = cases_.opened(run, items)
    sifting.look_up(run, cases)
    waiting = sifting.sift(cases, knowledge)
    while waiting:
        later = recognise(waiting)
        now = [case for case in waiting if case not in later]
        _decide(now, knowledge)
        waiting = later
    wishes = wishing.weigh(cases, knowledge)
    _save([case for case in cases if not sifting.is_as_it_was(case)])
    wishing.save(wishes)
    counts = Counter(_counted(case) for case in cases)
    counts[Verdict.UNCHANGED] += again
    return counts


def _decide(cases: Sequence[Case], knowledge: Knowledge) -> None:
    still_open = [case for case in cases if not case.is_settled]
    for case in still_open:
        if case.output:
            update(case, knowledge)
    bring([case for case in still_open if case.output is None], knowledge)
    wishing.claim(still_open, knowledge)


def _save(cases: Sequence[Case]) -> None:
    priors = [case.prior.pk for case in cases if case.prior]
    HarvestRecord.objects.filter(pk__in=priors).update(is_current=False)
    copy(HarvestRecord, [case.row for case in cases])


def _counted(case: Case) -> str:
    """What is left out once more for the same reason is nothing new."""
    return Verdict.UNCHANGED if sifting.is_as_it_was(case) else str(case.row.verdict)


def _aside(run: Harvest, item: Item, fault: Exception) -> Counter[str]:
    cases, _again = cases_.opened(run, [item])
    sifting.look_up(run, cases)
    for case in cases:
        case.row.remarks = [["", "", f"{type(fault).__name__}: {cases_.clean(str(fault))[:300]}"]]
        case.settle(Verdict.SET_ASIDE, _("It can't be kept as it is."))
    _save([case for case in cases if not sifting.is_as_it_was(case)])
    return Counter(_counted(case) for case in cases)
