"""The verbs of a run: begin, stop, resume, undo. Each is one transaction.

They only write the state; whoever calls them nudges a worker.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.models import User
from research.models import Harvest, HarvestRecord, Source

State = Harvest.State
#: From which states each verb is possible, and where it leads.
STEPS = {
    "stop": ({State.WAITING, State.RUNNING}, State.STOPPED),
    "resume": ({State.STOPPED, State.FAILED}, State.WAITING),
    "undo": ({State.FINISHED, State.STOPPED, State.FAILED}, State.UNDOING),
}
#: Raw answers of what was left out are kept so long: nobody asks about them later.
RAW_KEPT = timedelta(days=180)


class NotPossibleNow(Exception):
    """The run or its source is at another point; the message says so, for people."""


@transaction.atomic
def begin(source: Source, *, by: User | None, since: str | None = None) -> Harvest:
    """Let a source be harvested: what changed since its watermark, or ``since``.

    ``""`` means all of it, which is harmless: what is known counts as unchanged.
    Raises ``NotPossibleNow`` where it is being harvested already.
    """
    asked_since = source.watermark if since is None else since
    run = Harvest(source=source, by=by, since=asked_since)
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError as clash:
        raise NotPossibleNow(_("This source is being harvested already.")) from clash
    return run


@transaction.atomic
def go(run: Harvest, verb: str) -> Harvest:
    """Bring a run to where ``verb`` leads. Raises ``NotPossibleNow``.

    A worker in the middle of an answer finishes it first, as the row is locked.
    """
    allowed, state = STEPS[verb]
    held = Harvest.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if held.state not in allowed:
        said = _("This can't be done while the harvest is “%(state)s”.")
        raise NotPossibleNow(said % {"state": held.get_state_display()})
    held.state, held.lease_until, held.not_before, held.reason = state, None, None, ""
    held.finished_at = None
    try:
        with transaction.atomic():
            held.save(
                update_fields=["state", "lease_until", "not_before", "reason", "finished_at"]
            )
    except IntegrityError as clash:
        raise NotPossibleNow(_("This source is being harvested already.")) from clash
    if verb == "undo":
        # Else the timetable would bring back at once what somebody takes away.
        Source.objects.filter(pk=held.source_id).update(is_active=False)
    return held


def possible(run: Harvest) -> list[str]:
    return [verb for verb, (allowed, _state) in STEPS.items() if run.state in allowed]


def begin_due() -> list[Harvest]:
    """Begin a run of each source whose time has come."""
    now = timezone.now()
    begun = []
    for source in Source.objects.ready(now).with_last_run().by_name():
        last = source.run_at  # type: ignore[attr-defined]
        if last and last + timedelta(hours=source.every) > now:
            continue
        try:
            begun.append(begin(source, by=None))
        except NotPossibleNow:
            continue  # somebody has begun it just now
    return begun


def forget_old_answers() -> int:
    """Empty the raw answers of what was left out long ago; says how many."""
    left_out = [HarvestRecord.Verdict.IRRELEVANT, HarvestRecord.Verdict.SET_ASIDE]
    old = HarvestRecord.objects.filter(
        verdict__in=left_out, run__begun_at__lt=timezone.now() - RAW_KEPT
    )
    return old.exclude(raw="").update(raw="")
