"""Nudges: each takes ids, calls one function of a room, may run twice, may never run."""

from celery import shared_task
from django.db import transaction

from research import editorial, filing
from research.ingestion import documents
from research.models import Document
from research.search import feed, log
from research.usage import counting

#: More would only stand in the queue twice by the next sweep.
AT_A_SWEEP = 50


@shared_task(ignore_result=True)
def read_document(document_id: int) -> None:
    documents.read(document_id)


def read_soon(document_id: int) -> None:
    """Nudge a worker once the transaction is committed; what interfaces call.

    With the broker down the upload has still succeeded, and the sweep finds it. A lambda,
    for when a robust callback fails Django logs its name, and a ``partial`` has none.
    """
    transaction.on_commit(lambda: read_document.delay(document_id), robust=True)


@shared_task(ignore_result=True)
def read_waiting_documents() -> None:
    """Sweep up what was never nudged, and what a killed worker left behind."""
    found = Document.objects.waiting_or_expired().values_list("pk", flat=True)
    for document_id in found[:AT_A_SWEEP]:
        read_document.delay(document_id)


@shared_task(ignore_result=True)
def lift_embargoes() -> None:
    editorial.lift_embargoes()


@shared_task(ignore_result=True)
def forget_old_changes() -> None:
    feed.forget_old_changes()


@shared_task(ignore_result=True)
def forget_old_searches() -> None:
    log.forget_old()


@shared_task(ignore_result=True)
def remove_unattached_files() -> None:
    """Sweep up the files of rolled-back uploads and deleted documents."""
    filing.remove_unattached()


@shared_task(ignore_result=True)
def count_usage() -> None:
    """Add up what readers opened on the days that are over."""
    counting.count()
