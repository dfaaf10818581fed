"""PDF to pages: takes a waiting document, has it read, and keeps what came of it.

A document is read once or not at all: its pages and its state change in one
transaction, which only the holder of its lease can make.
"""

import logging

from django.db import transaction
from django.utils import timezone

from research import filing
from research.ingestion import reading
from research.ingestion.reading import REASONS, Reading
from research.leases import MAX_ATTEMPTS, Lease, LeaseLost
from research.models import Document, DocumentPage
from research.models.documents import image_address

logger = logging.getLogger(__name__)
PDF = "application/pdf"
#: Rows in one INSERT: a few megabytes of text at a time.
BATCH = 200


def read(document_id: int) -> bool:
    """Read a document that waits; whether it was this call that did.

    May be called twice or by two workers at once: one of them reads.
    """
    if _is_given_up(document_id):
        return True
    lease = Lease.take(document_id)
    if lease is None:
        return False
    document = Document.objects.get(pk=document_id)
    try:
        with filing.on_disk(document.file) as path:
            found = reading.read(path, meanwhile=lease.renew, with_image=True, gently=True)
        _keep(found, lease)
    except LeaseLost:
        logger.warning("Document %s: somebody else reads it now", document_id)
        return False
    return True


def _is_given_up(document_id: int) -> bool:
    """Whether this document took its worker down too often, and is now set aside."""
    return bool(
        Document.objects.waiting_or_expired()
        .filter(pk=document_id, attempts__gte=MAX_ATTEMPTS)
        .update(
            state=Document.State.UNREADABLE,
            reason=REASONS["never_finished"],
            lease_until=None,
        )
    )


@transaction.atomic
def _keep(found: Reading, lease: Lease) -> None:
    document = lease.hold()
    document.lease_until = None
    if found.is_read:
        document.state = Document.State.READ
        document.page_count = len(found.pages)
        document.scanned_pages = found.pages_without_text
        document.legacy_pages = found.unreadable_pages
        document.to_recognise = _pictures(document)
        document.languages = list(found.languages)
        document.language = document.language or next(iter(found.languages), "")
        document.active_content = list(found.active_content)
        document.is_encrypted = found.is_encrypted
        document.read_at = timezone.now()
        _keep_pages(document, found)
        _keep_image(document, found.image)
    else:
        document.state = Document.State.UNREADABLE
        document.reason = found.reason
    document.save()


def _pictures(document: Document) -> list[int]:
    """Pages that a reader sees and a search does not: of a PDF only."""
    if document.media_type != PDF:
        return []
    return sorted([*document.scanned_pages, *document.legacy_pages])


def _keep_pages(document: Document, found: Reading) -> None:
    document.text_pages.all().delete()
    DocumentPage.objects.bulk_create(
        (
            DocumentPage(document=document, number=number, text=text)
            for number, text in enumerate(found.pages, 1)
        ),
        batch_size=BATCH,
    )


def _keep_image(document: Document, image: bytes | None) -> None:
    if image is None:
        return
    # Assigned, not renamed: so Django measures width and height.
    document.first_page_image = filing.keep_bytes(
        image_address(document, ""), image, key=document.sha256
    )
