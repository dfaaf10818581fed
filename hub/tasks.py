"""Nudges: each calls one function of a room, may run twice, may never run."""

from celery import shared_task

from hub import open_data
from partners import tokens


@shared_task(ignore_result=True)
def release_open_data() -> None:
    open_data.release()


@shared_task(ignore_result=True)
def forget_old_answers() -> None:
    """What was answered to idempotency keys of days ago."""
    tokens.forget_old_answers()
