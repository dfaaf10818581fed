"""A batch of rows brought in: outputs with all that belongs to them, in a few statements."""

from collections.abc import Iterable, Sequence

from django.core.files.base import File
from django.db.models import Q
from django.utils import timezone

from partners.roles import Action
from partners.sign_in import may
from research import editorial, filing
from research.ingestion.importing import drafting
from research.ingestion.importing.archives import Archive
from research.ingestion.importing.copying import mark_done
from research.ingestion.importing.creating import create
from research.ingestion.importing.packing import unpacked
from research.ingestion.importing.words import Known
from research.ingestion.records import IncomingOutput
from research.models import Import, ImportRow, Output

Verdict, Stage = ImportRow.Verdict, ImportRow.Stage
WRITTEN = ["stage", "verdict", "output", "match", "applied_at", "before", "reasons"]


def apply(job: Import, rows: Sequence[ImportRow], archive: Archive | None, known: Known) -> None:
    """Bring in ``rows`` and mark them; within the caller's transaction."""
    records = {row.pk: unpacked(row.record) for row in rows}
    fresh = [row for row in rows if row.verdict == Verdict.NEW]
    _leave_out_what_came_meanwhile(fresh, records)
    created = [row for row in fresh if row.verdict == Verdict.NEW]
    _create(job, created, records, known)
    for row in rows:
        if row.verdict == Verdict.CHANGED:
            _fill_gaps(job, row, records[row.pk])
        if row.verdict == Verdict.NEW:
            _attach(job, row, records[row.pk], archive)
    _carry_on(job, [row for row in created if row.output])
    _mark(rows)


def _mark(rows: Sequence[ImportRow]) -> None:
    done = [row for row in rows if row.verdict in (Verdict.NEW, Verdict.CHANGED)]
    for row in done:
        row.stage = Stage.DONE
        row.applied_at = row.output.updated_at if row.output else None
    mark_done([row for row in done if row.verdict == Verdict.NEW])
    others = [row for row in rows if row.verdict != Verdict.NEW]
    ImportRow.objects.bulk_update(others, WRITTEN)


def _leave_out_what_came_meanwhile(
    rows: Iterable[ImportRow], records: dict[int, IncomingOutput]
) -> None:
    """An output with this identifier was added between the check and now."""
    dois = {record.doi for record in records.values() if record.doi}
    handles = {record.handle for record in records.values() if record.handle}
    there = Output.objects.filter(Q(doi__in=dois) | Q(handle__in=handles)).only("doi", "handle")
    by_key = {key: output for output in there for key in (output.doi, output.handle) if key}
    for row in rows:
        record = records[row.pk]
        match = by_key.get(record.doi) or by_key.get(record.handle)
        if match:
            row.verdict, row.match = Verdict.DUPLICATE, match


def _create(
    job: Import, rows: Sequence[ImportRow], records: dict[int, IncomingOutput], known: Known
) -> None:
    told = [records[row.pk] for row in rows]
    giver = drafting.Giver.of(job)
    outputs = [drafting.output_of(record, giver, is_checked=True) for record in told]
    create(outputs, told, known)
    for row, output in zip(rows, outputs, strict=True):
        row.output = output


def _fill_gaps(job: Import, row: ImportRow, record: IncomingOutput) -> None:
    output = Output.objects.select_for_update().filter(pk=row.match_id or 0).first()
    # Since the check it may have been sent, published or given to others.
    is_theirs = output and (job.created_by is None or may(job.created_by, Action.CHANGE, output))
    gaps = drafting.gaps(record, output) if output and is_theirs else {}
    if not output or not gaps:
        row.verdict = Verdict.DUPLICATE
        return
    if output.doi == "" and gaps.get("doi") and Output.objects.filter(doi=gaps["doi"]).exists():
        gaps.pop("doi")
    row.before = {"values": gaps, "updated_at": output.updated_at.isoformat(),
                  "oai_datestamp": output.oai_datestamp.isoformat()}  # fmt: skip
    for name, value in gaps.items():
        setattr(output, name, value)
    output.save(update_fields=[*gaps, "updated_at", "oai_datestamp"])
    row.output = output


def _attach(job: Import, row: ImportRow, record: IncomingOutput, archive: Archive | None) -> None:
    content: File[bytes] | None = None
    if archive and record.filename and row.output:
        content = archive.content(record.filename)
    if content is None or row.output is None:
        return
    try:
        editorial.attach(row.output, content=content, filename=record.filename, by=job.created_by)
    except filing.FileRefused as refusal:
        row.remarks = [*row.remarks, ["filename", record.filename, str(refusal)]]
        row.save(update_fields=["remarks"])


def _carry_on(job: Import, rows: Sequence[ImportRow]) -> None:
    """Submit or publish what was created, as far as its importer may."""
    if job.become == Import.Become.SUBMITTED:
        now = timezone.now()
        for row in rows:
            if row.output:
                row.output.status = Output.Status.SUBMITTED
                row.output.submitted_at, row.output.submitted_by = now, job.created_by
                row.output.updated_at = now
        outputs = [row.output for row in rows if row.output]
        Output.objects.bulk_update(
            outputs, ["status", "submitted_at", "submitted_by", "updated_at"]
        )
    elif job.become == Import.Become.PUBLISHED:
        for row in rows:
            if row.output and not editorial.reasons_not_to_publish(row.output):
                editorial.publish(row.output, by=job.created_by)
