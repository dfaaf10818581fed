"""The verbs of an issue's way to its readers: schedule, start, stop, resume, finish."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.models import Delivery, Issue, Subscriber
from hub.newsletter.contents import Choice, items_of
from hub.newsletter.writing import Writer
from hub.posting.letters import ReaderMail, host
from hub.posting.rounds import Mailing
from hub.subscribing import subscribers

State = Issue.State
#: Rows written at once when an issue starts.
BATCH = 5_000


class NotPossibleNow(Exception):
    """The issue is at another point of its way; the message says so, for people."""


@transaction.atomic
def schedule(issue: Issue, *, at: datetime) -> Issue:
    """Send it at that time. Scheduling again changes the time."""
    held = _hold(issue)
    _allow_from(held, State.DRAFT, State.SCHEDULED)
    if not items_of(held):
        raise NotPossibleNow(_("There is nothing in this issue yet."))
    held.state, held.send_at = State.SCHEDULED, at
    held.save(update_fields=["state", "send_at", "changed_at"])
    return held


@transaction.atomic
def unschedule(issue: Issue) -> Issue:
    held = _hold(issue)
    _allow_from(held, State.SCHEDULED)
    held.state, held.send_at = State.DRAFT, None
    held.save(update_fields=["state", "send_at", "changed_at"])
    return held


@transaction.atomic
def start(issue: Issue) -> int:
    """One row for each reader of its rhythm; says how many. Started twice, it adds nobody."""
    held = _hold(issue)
    if held.state in {State.SENDING, State.SENT}:
        return 0
    _allow_from(held, State.DRAFT, State.SCHEDULED)
    if not items_of(held):
        raise NotPossibleNow(_("There is nothing in this issue yet."))
    now = timezone.now()
    held.state, held.started_at = State.SENDING, now
    held.save(update_fields=["state", "started_at", "changed_at"])
    readers = Subscriber.objects.readers_of(held.rhythm).order_by("pk")
    rows = (
        Delivery(issue=held, subscriber_id=pk, not_before=now)
        for pk in readers.values_list("pk", flat=True).iterator()
    )
    return sum(
        len(Delivery.objects.bulk_create(batch, ignore_conflicts=True)) for batch in _batches(rows)
    )


@transaction.atomic
def stop(issue: Issue) -> Issue:
    """No further reader gets it; at most one message is on its way. Stopping twice is fine."""
    held = _hold(issue)
    if held.state == State.STOPPED:
        return held
    _allow_from(held, State.SENDING)
    held.state = State.STOPPED
    held.save(update_fields=["state", "changed_at"])
    return held


@transaction.atomic
def resume(issue: Issue) -> Issue:
    """Go on with those who have not got it."""
    held = _hold(issue)
    if held.state == State.SENDING:
        return held
    _allow_from(held, State.STOPPED)
    held.state = State.SENDING
    held.save(update_fields=["state", "changed_at"])
    return held


def start_due() -> list[int]:
    """Start what is scheduled for now or before; says which."""
    due = list(Issue.objects.to_start(timezone.now()))
    return [issue.pk for issue in due if _started(issue)]


def _started(issue: Issue) -> bool:
    try:
        start(issue)
    except NotPossibleNow:  # emptied or unscheduled a moment ago: its page shows how it stands
        return False
    return True


def finish_all() -> list[int]:
    """Close what has reached everybody it could; says which."""
    finished = []
    for issue in Issue.objects.being_sent():
        if not Delivery.objects.filter(issue=issue).unfinished().exists():
            changed = Issue.objects.being_sent().filter(pk=issue.pk)
            changed.update(state=State.SENT, finished_at=timezone.now())
            finished.append(issue.pk)
    return finished


def mailing() -> Mailing:
    """What a round of the post needs to know; renderings live as long as the round."""
    writer = Writer()

    def compose(delivery: Delivery) -> EmailMultiAlternatives | None:
        letter = writer.for_delivery(delivery)
        return letter.to(delivery.subscriber.email) if letter and delivery.subscriber else None

    return Mailing(
        "delivery",
        rows=Delivery.objects.all,
        due=lambda now: (
            Delivery.objects.due(now)
            .select_related("subscriber", "issue")
            .prefetch_related("subscriber__themes", "subscriber__countries", "issue__texts")
        ),
        compose=compose,
        dead_address=_stop_address,
    )


def _stop_address(delivery: Delivery, reason: str) -> None:
    if delivery.subscriber:
        subscribers.stop(delivery.subscriber.email, reason=reason)


def preview(issue: Issue, choice: Choice) -> ReaderMail | None:
    """What a reader who chose so would get; its links lead nowhere."""
    return Writer().letter(issue, choice, token="preview", number=f"preview-{issue.pk}")  # noqa: S106


def trial(issue: Issue, choice: Choice, address: str) -> EmailMultiAlternatives | None:
    """A message to look at in one's own mail program, marked as a test."""
    letter = preview(issue, choice)
    if letter is None:
        return None
    message = letter.to(address)
    message.subject = _("[Test] %(subject)s") % {"subject": message.subject}
    message.extra_headers["Message-ID"] = (
        f"<test-{issue.pk}.{timezone.now():%Y%m%d%H%M%S%f}@{host()}>"
    )
    return message


def _hold(issue: Issue) -> Issue:
    return Issue.objects.select_for_update().get(pk=issue.pk)


def _allow_from(issue: Issue, *allowed: str) -> None:
    if issue.state not in allowed:
        raise NotPossibleNow(
            _("This can't be done with an issue whose state is “%(state)s”.")
            % {"state": issue.get_state_display()}
        )


def _batches(rows: Iterator[Delivery]) -> Iterator[list[Delivery]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
