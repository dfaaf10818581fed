"""A batch of rows brought in: outputs with all that belongs to them, in a few statements."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.roles import Action
from partners.sign_in import may
from research import editorial, filing
from research.ingestion.importing import drafting
from research.ingestion.importing.archives import Archive, plain
from research.ingestion.importing.copying import mark_done
from research.ingestion.importing.creating import create
from research.ingestion.importing.packing import unpacked
from research.ingestion.importing.words import Known
from research.ingestion.records import IncomingOutput
from research.models import Document, Import, ImportRow, Output

Verdict, Stage = ImportRow.Verdict, ImportRow.Stage
#: What each import asks for beyond a draft, and what a row says where it may not be.
CARRIED_ON = {
    Import.Become.SUBMITTED: Action.SUBMIT,
    Import.Become.PUBLISHED: Action.PUBLISH,
}
NO_LONGER = {
    Action.SUBMIT: gettext_lazy(
        "Left as a draft: whoever began this import may not send it for review."
    ),
    Action.PUBLISH: gettext_lazy("Left as a draft: whoever began this import may not publish it."),
}
WRITTEN = ["stage", "verdict", "output", "match", "applied_at", "before", "reasons"]


def apply(job: Import, rows: Sequence[ImportRow], archive: Archive | None, known: Known) -> None:
    """Bring in ``rows`` and mark them; within the caller's transaction."""
    if not _may_add(job):
        _refuse_all(rows)
        ImportRow.objects.bulk_update(rows, [*WRITTEN, "remarks"])
        return
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
    if not (archive and record.filename and row.output):
        return
    kept = archive.kept.get(plain(record.filename))
    if isinstance(kept, Document):
        editorial.share(kept, row.output, by=job.created_by)
        return
    if kept is None:
        kept = archive.kept[plain(record.filename)] = _first(job, row.output, record, archive)
    if isinstance(kept, str):
        _remark(row, "filename", record.filename, kept)


def _first(
    job: Import, output: Output, record: IncomingOutput, archive: Archive
) -> Document | str:
    """The document of a file that is unpacked now, or why it is none."""
    content = archive.content(record.filename)
    if content is None:
        return _("The ZIP archive has no file of this name, or it is too large.")
    try:
        return editorial.attach(
            output, content=content, filename=record.filename, by=job.created_by
        )
    except filing.FileRefused as refusal:
        return str(refusal)


def _remark(row: ImportRow, field: str, value: str, reason: str) -> None:
    row.remarks = [*row.remarks, [field, value, reason]]
    row.save(update_fields=["remarks"])


def _refuse_all(rows: Iterable[ImportRow]) -> None:
    """Nothing is deposited in the name of who lost the right to, since it was begun."""
    reason = _("Whoever began this import may no longer add outputs there.")
    for row in rows:
        row.verdict = Verdict.REFUSED
        row.remarks = [*row.remarks, ["", "", reason]]


def _may_add(job: Import) -> bool:
    if job.created_by is None:  # a command of the operator
        return True
    wanted = Output(owner=job.owner, created_by=job.created_by, status=Output.Status.DRAFT)
    return may(job.created_by, Action.ADD, wanted)


def _carry_on(job: Import, rows: Sequence[ImportRow]) -> None:
    """Submit or publish what was created, as far as its importer may; the rest stay drafts."""
    if job.become == Import.Become.DRAFT:
        return
    action = CARRIED_ON[Import.Become(job.become)]
    allowed = [row for row in rows if row.output and _may(job, action, row.output)]
    denied = [row for row in rows if row.output and not _may(job, action, row.output)]
    for row in denied:
        row.remarks = [*row.remarks, ["", "", str(NO_LONGER[action])]]
    ImportRow.objects.bulk_update(denied, ["remarks"])
    outputs = [row.output for row in allowed if row.output]
    if action == Action.SUBMIT:
        _submit(job, outputs)
    else:
        _publish(job, outputs)


def _may(job: Import, action: Action, output: Output) -> bool:
    return job.created_by is not None and may(job.created_by, action, output)


def _submit(job: Import, outputs: Sequence[Output]) -> None:
    now = timezone.now()
    for output in outputs:
        output.status = Output.Status.SUBMITTED
        output.submitted_at, output.submitted_by = now, job.created_by
        output.updated_at = now
    Output.objects.bulk_update(outputs, ["status", "submitted_at", "submitted_by", "updated_at"])


def _publish(job: Import, outputs: Sequence[Output]) -> None:
    for output in outputs:
        if not editorial.reasons_not_to_publish(output):
            editorial.publish(output, by=job.created_by)
