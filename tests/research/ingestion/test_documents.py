from datetime import timedelta
from threading import Thread

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from research import editorial, leases, tasks
from research.ingestion import documents
from research.leases import Lease, LeaseLost
from research.models import Document
from tests.factories import OutputFactory
from tests.factories.pdf import pdf

pytestmark = pytest.mark.django_db


def attached(*pages: str) -> Document:
    return editorial.attach(
        OutputFactory(), content=ContentFile(pdf(*pages)), filename="brief.pdf", by=None
    )


def expire(document: Document) -> None:
    Document.objects.filter(pk=document.pk).update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )


def test_read_document_keeps_pages_state_and_image():
    document = attached("Recruitment fees", "", "Wages")

    tasks.read_document(document.pk)

    document.refresh_from_db()
    assert document.state == Document.State.READ
    assert (document.page_count, document.scanned_pages, document.attempts) == (3, [2], 1)
    assert document.pages_with_text == 2
    assert list(document.text_pages.in_order().values_list("number", "text")) == [
        (1, "Recruitment fees"),
        (2, ""),
        (3, "Wages"),
    ]
    assert (document.image_width, document.image_height) == (240, 340)


def test_reading_twice_reads_once():
    document = attached("Recruitment fees")

    assert documents.read(document.pk)
    assert not documents.read(document.pk)

    document.refresh_from_db()
    assert (document.attempts, document.text_pages.count()) == (1, 1)


def test_reading_what_is_gone_does_nothing():
    assert not documents.read(12345)


def test_a_file_that_cannot_be_read_is_a_fact_with_a_reason():
    document = editorial.attach(
        OutputFactory(), content=ContentFile(b"%PDF-1.7 broken"), filename="x.pdf", by=None
    )

    tasks.read_document(document.pk)

    document.refresh_from_db()
    assert document.state == Document.State.UNREADABLE
    assert document.reason == "The file is damaged: it can't be opened as a PDF."


def test_a_file_that_vanished_is_a_fact_with_a_reason():
    document = attached("Recruitment fees")
    document.file.storage.delete(document.file.name)

    tasks.read_document(document.pk)

    document.refresh_from_db()
    assert document.reason == "The file is no longer where it was stored."


def test_a_lease_is_given_to_one_only():
    document = attached("Recruitment fees")

    assert Lease.take(document.pk)
    assert Lease.take(document.pk) is None


def test_a_lease_that_ran_out_is_given_to_the_next_and_the_first_can_not_save():
    document = attached("Recruitment fees")
    first = Lease.take(document.pk)
    expire(document)
    second = Lease.take(document.pk)

    assert second is not None
    with pytest.raises(LeaseLost):
        first.hold()
    assert second.hold() == document


def test_a_lease_that_was_taken_away_can_not_be_renewed():
    document = attached("Recruitment fees")
    first = Lease.take(document.pk)
    Document.objects.filter(pk=document.pk).update(
        lease_until=timezone.now() + timedelta(minutes=1)
    )
    first.until -= leases.LENGTH  # long enough ago that it must be renewed

    with pytest.raises(LeaseLost):
        first.renew()


def test_a_lease_is_renewed_when_a_third_of_it_is_gone():
    document = attached("Recruitment fees")
    lease = Lease.take(document.pk)
    taken_until = lease.until
    lease.renew()
    assert lease.until == taken_until

    earlier = taken_until - timedelta(seconds=15)
    Document.objects.filter(pk=document.pk).update(lease_until=earlier)
    lease.until = earlier
    lease.renew()

    assert lease.until > taken_until
    assert lease.hold() == document


def test_a_document_that_takes_its_worker_down_five_times_is_set_aside():
    document = attached("Recruitment fees")
    for _ in range(5):
        assert Lease.take(document.pk)
        expire(document)

    tasks.read_document(document.pk)

    document.refresh_from_db()
    assert document.state == Document.State.UNREADABLE
    assert document.reason == "Reading was begun five times and never finished."
    assert not document.text_pages.exists()


def test_sweep_finds_what_waits_and_what_expired():
    waiting, expired, held, read = (attached(str(n)) for n in range(4))
    Lease.take(expired.pk)
    expire(expired)
    Lease.take(held.pk)
    documents.read(read.pk)

    assert list(Document.objects.waiting_or_expired()) == [waiting, expired]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_workers_at_once_one_gets_the_lease():
    document = attached("Recruitment fees")
    got = []

    def work() -> None:
        try:
            got.append(Lease.take(document.pk))
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(lease is not None for lease in got) == 1
    document.refresh_from_db()
    assert document.attempts == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_workers_at_once_one_reads():
    document = attached("Recruitment fees", "Wages")
    said = []

    def work() -> None:
        try:
            said.append(documents.read(document.pk))
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(said) == [False, True]
    assert document.text_pages.count() == 2
