"""What is new since the last issue, proposed in an order that an editor can improve."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from hub.models import Event, Issue, IssueItem, Rhythm
from partners.slugs import free_slug
from research.models import Output
from research.vocabularies import OutputType

#: How far the first issue of a rhythm looks back, and when the next one is due.
PERIODS = {Rhythm.WEEKLY: timedelta(days=7), Rhythm.MONTHLY: timedelta(days=30)}
#: Proposed of one part: an editor adds what is missing, readers stop reading.
MOST = {
    IssueItem.Part.BRIEFS: 12,
    IssueItem.Part.RESEARCH: 24,
    IssueItem.Part.EVENTS: 12,
    IssueItem.Part.CALLS: 8,
}
#: Events are announced this long before.
AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Proposed:
    """One thing for a part of the issue."""

    part: str
    output: Output | None = None
    event: Event | None = None


@transaction.atomic
def propose(issue: Issue) -> int:
    """Add what is new and not in the issue yet, cut or not; says how many.

    Proposing twice adds nothing, but for what was published in between.
    """
    Issue.objects.select_for_update().get(pk=issue.pk)
    there = IssueItem.objects.filter(issue=issue)
    outputs = set(there.exclude(output=None).values_list("output_id", flat=True))
    events = set(there.exclude(event=None).values_list("event_id", flat=True))
    last = there.aggregate(last=Max("order"))["last"] or 0
    order = count(last + 1)
    new = [
        IssueItem(
            issue=issue, part=one.part, output=one.output, event=one.event, order=next(order)
        )
        for one in _proposed(issue)
        if not (one.output and one.output.pk in outputs)
        and not (one.event and one.event.pk in events)
    ]
    IssueItem.objects.bulk_create(new)
    return len(new)


def _proposed(issue: Issue) -> Iterator[Proposed]:
    new = Output.objects.published().filter(published_at__gte=issue.covers_from)
    briefs = new.of_type(OutputType.POLICY_BRIEF)
    research = new.findings().exclude(type=OutputType.POLICY_BRIEF)
    for part, outputs in (
        (IssueItem.Part.BRIEFS, briefs),
        (IssueItem.Part.RESEARCH, research),
    ):
        yield from (Proposed(part, output=output) for output in _by_theme(outputs)[: MOST[part]])
    today = timezone.localdate()
    announced = Event.objects.exclude(state=Event.State.CANCELLED)
    coming = announced.filter(ends_on__gte=today, starts_on__lte=today + AHEAD)
    calls = Q(kind=Event.Kind.CALL)
    for part, events in (
        (IssueItem.Part.EVENTS, coming.exclude(calls)),
        (IssueItem.Part.CALLS, announced.filter(calls, ends_on__gte=today)),
    ):
        ordered: QuerySet[Event] = events.order_by("starts_on", "pk")
        yield from (Proposed(part, event=event) for event in ordered[: MOST[part]])


def _by_theme(outputs: Iterable[Output]) -> list[Output]:
    """Theme by theme in the hub's order, the newest of each first.

    A translation whose work is proposed too is left out: readers of its language get it in
    the work's place.
    """
    rows = list(
        Output.objects.filter(pk__in=[output.pk for output in outputs])
        .newest_first()
        .for_listing()
        .prefetch_related("edition_of")
    )
    ids = {row.pk for row in rows}
    works = [row for row in rows if not any(e.of_id in ids for e in row.edition_of.all())]
    return sorted(works, key=lambda row: min((t.order for t in row.themes.all()), default=99))


def since_last(rhythm: str) -> datetime:
    """When the last issue of a rhythm was sent; without one, a period ago."""
    last = Issue.objects.of_rhythm(rhythm).out().newest_first().first()
    return (last and last.started_at) or timezone.now() - PERIODS[Rhythm(rhythm)]


@transaction.atomic
def draft(rhythm: str) -> Issue:
    """A new issue that covers what has come since the last one of this rhythm."""
    with override("en"):
        day = date_format(timezone.localdate(), "j F Y")
        title = _("New on labour migration in South Asia, %(day)s") % {"day": day}
    return Issue.objects.create(
        slug=free_slug(Issue, f"{rhythm}-{timezone.localdate().isoformat()}"),
        title=title,
        rhythm=rhythm,
        covers_from=since_last(rhythm),
    )


def draft_due() -> list[Issue]:
    """An issue of each rhythm that is due and not in the making, with contents proposed."""
    made = []
    for rhythm, period in PERIODS.items():
        of_rhythm = Issue.objects.of_rhythm(rhythm)
        recent = of_rhythm.filter(created_at__gt=timezone.now() - period + timedelta(hours=12))
        if of_rhythm.in_the_making().exists() or recent.exists():
            continue
        issue = draft(rhythm)
        propose(issue)
        made.append(issue)
    return made
