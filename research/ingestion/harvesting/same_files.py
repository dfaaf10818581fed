"""The surest sign of one work under two titles: the very same file, once it was fetched."""

from django.db import transaction
from django.utils.translation import gettext as _

from research.ingestion.matching import hub
from research.models import Document, Edition, HarvestRecord, Output, Proposal


@transaction.atomic
def propose(document_id: int) -> Proposal | None:
    """Ask people about another output with the file that was fetched for a harvested one.

    Nothing where there is none, where both are known to be two, or where it was asked before.
    """
    document = Document.objects.select_related("output").filter(pk=document_id).first()
    record = document and _record(document)
    if not document or not record:
        return None
    own = document.output_id
    known = hub.said_to_differ(own) | _linked(own) | {own}
    others = Output.objects.filter(pk__in=set(hub.with_file(document.sha256)) - known)
    asked = Proposal.objects.filter(kind=Proposal.Kind.SAME, output=own)
    other = others.order_by("pk").first()
    if other is None or asked.exists():
        return None
    return Proposal.objects.create(
        kind=Proposal.Kind.SAME,
        source=record.source,
        record=record,
        identifier=record.identifier,
        output=document.output,
        ours=document.output.title,
        theirs=other.title,
        why=_("The very same file is attached to “%(title)s” (number %(number)d).")
        % {"title": other.title[:200], "number": other.pk},
    )


def _record(document: Document) -> HarvestRecord | None:
    heard = HarvestRecord.objects.current().filter(output=document.output_id)
    return heard.select_related("source").last_first().first()


def _linked(output: int) -> set[int]:
    return {pk for link in Edition.objects.of_work(output) for pk in (link.output_id, link.of_id)}
