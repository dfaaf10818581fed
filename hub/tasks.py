"""Nudges: each takes ids, calls one function of a room, may run twice, may never run."""

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from hub import open_data
from hub.alerts import letters, matching, telling, wording
from hub.contact import letters as contact
from hub.contact import routing
from hub.models import SubscriptionRequest
from hub.newsletter import proposing, sending
from hub.posting import outbox, rounds
from hub.posting.handing_over import Answer, Post
from hub.proposals import deciding
from hub.registering import letters as registering
from hub.registering import places
from hub.statistics import breakdowns
from hub.subscribing import asking, subscribers
from partners import tokens


@shared_task(ignore_result=True)
def answer_request(request_id: int) -> None:
    """Send the letter that asks for confirmation."""
    asked = asking.take(request_id)
    if asked is None:
        return
    post = Post()
    outcome = post.hand_over(asking.letter(asked, _in_words(asked)))
    post.close()
    if outcome.answer in {Answer.AWAY, Answer.LATER}:
        asking.put_back(asked)


def _in_words(asked: SubscriptionRequest) -> list[str]:
    if not asked.query:
        return asking.wanted(asked)
    return wording.of_request(asked)


def answer_soon(request_id: int) -> None:
    """Nudge a worker once the transaction is committed; what interfaces call."""
    transaction.on_commit(lambda: answer_request.delay(request_id), robust=True)


@shared_task(ignore_result=True)
def answer_lost_requests() -> None:
    for request_id in asking.unanswered():
        answer_request.delay(request_id)


@shared_task(ignore_result=True)
def match_alerts() -> None:
    """Follow the change feed, make up the mails that are due, and hand them over."""
    matching.follow()
    if telling.queue():
        post_what_is_due.delay()


@shared_task(ignore_result=True)
def post_what_is_due() -> None:
    """A round of the post: what one person waits for, alerts, then the newsletter."""
    sending.start_due()
    done = rounds.post(
        [contact.mailing(), registering.mailing(), letters.mailing(), sending.mailing()]
    )
    sending.finish_all()
    if done and done.is_over_time:
        post_what_is_due.delay()


def post_soon() -> None:
    transaction.on_commit(lambda: post_what_is_due.delay(), robust=True)


@shared_task(ignore_result=True)
def draft_issues() -> None:
    proposing.draft_due()


@shared_task(ignore_result=True)
def forget_readers() -> None:
    """What nobody needs any more: old requests, registrations and proposals, readers who left,
    sent mail.
    """
    asking.forget_old()
    subscribers.forget_old()
    outbox.forget_old()
    places.forget_old()
    routing.forget_sent()
    deciding.forget_old()


@shared_task(ignore_result=True)
def count_holdings() -> None:
    """What the page of statistics shows; at 100,000 outputs no reader should wait for it."""
    breakdowns.count(timezone.now().date())


@shared_task(ignore_result=True)
def release_open_data() -> None:
    open_data.release()


@shared_task(ignore_result=True)
def forget_old_answers() -> None:
    """What was answered to idempotency keys of days ago."""
    tokens.forget_old_answers()
