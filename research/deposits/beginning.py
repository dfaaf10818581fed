"""From what was given to an offer, and from an upload to a document."""

from datetime import datetime, timedelta

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.models import User
from research import editorial, filing
from research.deposits.offers import Offer
from research.ingestion import prefill
from research.models import Document, Output, Upload
from research.models.documents import content_address

#: Long enough to come back after a holiday.
KEPT_FOR = timedelta(days=7)
PDF = "application/pdf"
#: How a citation begins, in RIS and in BibTeX.
CITATIONS = ("TY  -", "TY -", "@")


def begin_with_file(content: "File[bytes]", *, filename: str, by: User) -> Upload:
    """Keep a file and read what can be offered. Raises ``filing.FileRefused``."""
    weighed = filing.weigh(content)
    upload = _kept(content, weighed, filename, by)
    if weighed.media_type != PDF:
        return _with(upload, Offer(problem=_("Only PDF files are read to fill the form.")))
    with filing.on_disk(upload.file) as path:
        found = prefill.from_pdf(path)
    return _with(upload, Offer.of(found, prefill.suggest_topics(found.pages)))


@transaction.atomic
def _kept(content: "File[bytes]", weighed: filing.Weighed, filename: str, by: User) -> Upload:
    """The row is there before the file can be swept up as nobody's."""
    upload = Upload(
        user=by,
        filename=editorial.plain_filename(filename, weighed.media_type),
        sha256=weighed.sha256,
        size=weighed.size,
    )
    address = content_address(Document(sha256=weighed.sha256), filename)
    upload.file.name = filing.keep(address, content, key=weighed.sha256, size=weighed.size)
    upload.save()
    return upload


def begin_with_words(words: str, *, by: User) -> Upload:
    """Ask the registries about a DOI or an address, or read a pasted citation."""
    is_citation = words.lstrip().startswith(CITATIONS)
    found = prefill.from_citation(words) if is_citation else prefill.from_identifier(words)
    upload = Upload(user=by, words=words)
    return _with(upload, Offer.of(found, prefill.suggest_topics(_what_it_says(found))))


def _what_it_says(found: prefill.Prefill) -> list[str]:
    """Where no page was read, title and abstract are what there is to count words in."""
    said = (found["title"], found["abstract"])
    text = "\n".join(str(filled.value) for filled in said if filled)
    return [text] if text else []


def _with(upload: Upload, offer: Offer) -> Upload:
    upload.offer = offer.as_json()
    upload.save()
    return upload


@transaction.atomic
def take_over(upload: Upload, *, output: Output) -> Document | None:
    """Make the file that waits a document of ``output``; the upload has served its purpose."""
    document = None
    if upload.file:
        with upload.file.open() as content:
            document = editorial.attach(
                output, content=content, filename=upload.filename, by=upload.user
            )
    upload.delete()
    return document


def remove_old(*, now: datetime | None = None) -> int:
    """Forget uploads nobody came back for; their files go with the next sweep of files."""
    before = (now or timezone.now()) - KEPT_FOR
    return Upload.objects.given_before(before).delete()[0]
