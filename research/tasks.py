"""Nudges: each takes ids, calls one function of a room, may run twice, may never run."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from research import deposits, editorial, filing
from research.ingestion import documents, recognition
from research.ingestion.fetching import getting, noting
from research.ingestion.harvesting import runs, same_files
from research.ingestion.harvesting.work import work_on as work_on_run
from research.ingestion.importing import work
from research.ingestion.links import asking, listing
from research.models import Document, Harvest, Import
from research.search import feed, log
from research.usage import counting

#: More would only stand in the queue twice by the next sweep.
AT_A_SWEEP = 50
#: Of outputs changed within this the links are looked at at once, of all others each night.
LATELY = timedelta(days=2)
#: Recognising a page takes seconds; new documents are to be read in between.
SCANS_AT_A_SWEEP = 2
#: A worker reads documents too: a long harvest goes on behind them with its next turn.
SECONDS_A_TURN = 300


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


@shared_task(ignore_result=True, time_limit=3600)
def work_on_import(import_id: int) -> None:
    work.work_on(import_id)


def work_soon(import_id: int) -> None:
    """Nudge a worker, as ``read_soon`` does."""
    transaction.on_commit(lambda: work_on_import.delay(import_id), robust=True)


@shared_task(ignore_result=True)
def work_on_waiting_imports() -> None:
    """Sweep up imports that were never nudged, and those a killed worker left behind."""
    for import_id in Import.objects.free(timezone.now()).values_list("pk", flat=True)[:AT_A_SWEEP]:
        work_on_import.delay(import_id)


@shared_task(ignore_result=True, time_limit=3600)
def harvest(run_id: int) -> None:
    work_on_run(run_id, seconds=SECONDS_A_TURN)


def harvest_soon(run_id: int) -> None:
    """Nudge a worker, as ``read_soon`` does."""
    transaction.on_commit(lambda: harvest.delay(run_id), robust=True)


@shared_task(ignore_result=True)
def harvest_what_waits() -> None:
    """Begin the harvests that are due, and sweep up those that nobody is at work on."""
    runs.begin_due()
    for run_id in Harvest.objects.free(timezone.now()).values_list("pk", flat=True)[:AT_A_SWEEP]:
        harvest.delay(run_id)


@shared_task(ignore_result=True)
def forget_old_answers() -> None:
    runs.forget_old_answers()


@shared_task(ignore_result=True)
def recognise_document(document_id: int) -> None:
    recognition.recognise(document_id)


@shared_task(ignore_result=True)
def recognise_waiting_documents() -> None:
    """Sweep up scans whose text is still to be recognised, where that can be done."""
    if not recognition.is_installed():
        return
    found = Document.objects.to_be_recognised().values_list("pk", flat=True)
    for document_id in found[:SCANS_AT_A_SWEEP]:
        recognise_document.delay(document_id)


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
def remove_old_uploads() -> None:
    deposits.remove_old()


@shared_task(ignore_result=True)
def remove_unattached_files() -> None:
    """Sweep up the files of rolled-back uploads and deleted documents."""
    filing.remove_unattached()


@shared_task(ignore_result=True)
def count_usage() -> None:
    """Add up what readers opened on the days that are over."""
    counting.count()


@shared_task(ignore_result=True)
def check_links() -> None:
    """Ask some of the addresses that outputs give, those that are due."""
    listing.keep_up(timezone.now() - LATELY)
    asking.ask_in_turn()


def check_links_soon() -> None:
    """Nudge a worker, as ``read_soon`` does."""
    transaction.on_commit(lambda: check_links.delay(), robust=True)


@shared_task(ignore_result=True)
def list_all_links() -> None:
    listing.keep_up()


@shared_task(ignore_result=True)
def fetch_files() -> None:
    """Fetch some of the files that harvested outputs may have here, and have them read."""
    noting.note()
    for document_id in getting.fetch_in_turn().documents:
        same_files.propose(document_id)
        read_document.delay(document_id)
