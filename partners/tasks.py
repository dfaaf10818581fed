"""Nudges: each calls one function of a room, may run twice, may never run."""

from celery import shared_task

from partners import drafts


@shared_task(ignore_result=True)
def forget_old_drafts() -> None:
    drafts.forget_old()
