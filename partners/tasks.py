"""Nudges: each calls one function of a room, may run twice, may never run."""

from celery import shared_task
from django.db import transaction

from partners import drafts, post, visits
from partners.models import Letter

#: More would only stand in the queue twice by the next sweep.
AT_A_SWEEP = 50


@shared_task(ignore_result=True)
def forget_old_drafts() -> None:
    drafts.forget_old()


@shared_task(ignore_result=True)
def forget_old_visits() -> None:
    """When staff signed in, and what they were written, of long ago."""
    visits.forget_old()
    post.forget_old()


@shared_task(ignore_result=True)
def send_letter(letter_id: int) -> None:
    post.send(letter_id)


@shared_task(ignore_result=True)
def send_due_letters() -> None:
    """Sweep up what was never nudged, and what the mail server did not take."""
    for letter_id in Letter.objects.due().values_list("pk", flat=True)[:AT_A_SWEEP]:
        send_letter.delay(letter_id)


def send_soon() -> None:
    """Nudge a worker to look after the post once the transaction is committed."""
    transaction.on_commit(lambda: send_due_letters.delay(), robust=True)
