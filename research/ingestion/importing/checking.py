"""The dry run: what each row of a file would become, and why. Changes nothing but its rows."""

from collections.abc import Callable, Iterator
from dataclasses import astuple, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partners.sign_in import sees_everything
from research.ingestion.connectors import files
from research.ingestion.connectors.entries import Found, Refused, Remark
from research.ingestion.importing import archives, drafting
from research.ingestion.importing.packing import packed, unpacked
from research.ingestion.importing.words import Known
from research.ingestion.matching import blocking, hub
from research.ingestion.matching.scoring import SAME
from research.ingestion.matching.works import Work
from research.models import Import, ImportRow, Output

Verdict = ImportRow.Verdict
#: Told now and then, so that the turn is kept; rows read so far, of how many if known.
Tell = Callable[[str, int], None]
#: Files with more records than this are no list of one institution.
MOST_ROWS = 200_000


def checked(job: Import, data: bytes, tell: Tell) -> tuple[str, list[ImportRow]]:
    """The format and a row for each record. Raises ``files.UnknownFormat``."""
    archive = archives.opened(data) if archives.is_archive(data) else None
    reading = files.read(archive.sheet if archive else data)
    rows, works = _read(job, reading.records, archive, tell)
    tell(_("comparing"), len(rows))
    _match(job, rows, works)
    if archive:
        rows += _not_named(job, archive, rows)
    return reading.format, rows


def _read(
    job: Import, records: Iterator[Found | Refused], archive: archives.Archive | None, tell: Tell
) -> tuple[list[ImportRow], list[Work]]:
    known, rows, works = Known(), [], []
    for number, reading in enumerate(records, 1):
        if number > MOST_ROWS:
            limit = _("The file has more than %(limit)d records.") % {"limit": MOST_ROWS}
            rows.append(_refused(job, number, Refused(reading.line, "", "", limit)))
            break
        row = _row(job, number, reading, known, archive)
        rows.append(row)
        if row.verdict == Verdict.NEW and isinstance(reading, Found):
            works.append(Work.of(reading.output, number))
        if number % 200 == 0:
            tell(_("reading"), number)
    return rows, works


def _row(
    job: Import,
    number: int,
    reading: Found | Refused,
    known: Known,
    archive: archives.Archive | None,
) -> ImportRow:
    if isinstance(reading, Refused):
        return _refused(job, number, reading)
    record = reading.output
    try:
        record, left_out = drafting.fitting(record, drafting.Giver.of(job))
    except ValidationError as fault:
        why = drafting.refusal(fault)
        value = str(getattr(record, why.field, ""))[:80]
        return _refused(
            job, number, Refused(reading.line, why.field, value, why.reason), record.title
        )
    no_file = archive.fault_of(record.filename) if archive and record.filename else ""
    if no_file:
        refused = Refused(reading.line, "filename", record.filename, no_file)
        return _refused(job, number, refused, record.title)
    if not archive and record.filename:
        record = replace(record, filename="")
    remarks = [*reading.remarks, *left_out, *drafting.named(record, known).remarks]
    return ImportRow(
        job=job,
        number=number,
        line=reading.line,
        title=record.title,
        record=packed(record),
        verdict=Verdict.NEW,
        remarks=[astuple(remark) for remark in remarks],
    )


def _refused(job: Import, number: int, why: Refused, title: str = "") -> ImportRow:
    return ImportRow(
        job=job,
        number=number,
        line=why.line,
        title=title,
        verdict=Verdict.REFUSED,
        remarks=[astuple(Remark(why.field, why.value, why.reason))],
    )


def _match(job: Import, rows: list[ImportRow], works: list[Work]) -> None:
    by_number = {row.number: row for row in rows}
    _match_with_the_hub(job, by_number, works)
    for pair in blocking.pairs_within(works):
        first, second = sorted((int(pair.first.key), int(pair.second.key)))
        row = by_number[second]
        if row.verdict == Verdict.NEW and by_number[first].verdict == Verdict.NEW:
            row.verdict = Verdict.DUPLICATE
            row.repeats = by_number[first].line
            row.score, row.reasons = pair.judgement.score, list(pair.judgement.reasons)


def _match_with_the_hub(job: Import, by_number: dict[int, ImportRow], works: list[Work]) -> None:
    found = hub.likely_many(works)
    outputs = Output.objects.in_bulk({matches[0][0] for matches in found.values() if matches})
    changeable = _changeable(job, set(outputs))
    for key, matches in found.items():
        if not matches:
            continue
        row, (pk, judgement) = by_number[int(key)], matches[0]
        row.match, row.score, row.reasons = outputs[pk], judgement.score, list(judgement.reasons)
        if judgement.score < SAME:
            continue  # worth a look, but no reason to leave it out
        row.verdict = Verdict.DUPLICATE
        if (
            job.fills_gaps
            and pk in changeable
            and drafting.gaps(unpacked(row.record), outputs[pk])
        ):
            row.verdict = Verdict.CHANGED


def _changeable(job: Import, outputs: set[int]) -> set[int]:
    """Those that whoever imports may change; all for a command of the operator."""
    if job.created_by is None or sees_everything(job.created_by):
        return outputs
    within = Output.objects.changeable_by(job.created_by).filter(pk__in=outputs)
    return set(within.values_list("pk", flat=True))


def _not_named(job: Import, archive: archives.Archive, rows: list[ImportRow]) -> list[ImportRow]:
    """Files that no row of the sheet speaks of: refused, so that none is lost in silence."""
    named = {archives.plain(row.record.get("filename", "")) for row in rows}
    left = [member.filename for name, member in archive.members.items() if name not in named]
    reason = _("No row of the list names this file.")
    return [
        _refused(job, len(rows) + place, Refused(0, "filename", name, reason))
        for place, name in enumerate(left, 1)
    ]
