"""A batch of rows brought in: outputs with all that belongs to them, in a few statements."""

from collections.abc import Iterable, Sequence
from itertools import count

from django.core.files.base import File
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from partners.roles import Action
from partners.sign_in import may
from research import editorial, filing
from research.editorial import SLUG_STEM
from research.ingestion.importing import drafting
from research.ingestion.importing.archives import Archive
from research.ingestion.importing.copying import copy, mark_done
from research.ingestion.importing.packing import unpacked
from research.ingestion.importing.words import Known
from research.ingestion.records import IncomingOutput
from research.models import (
    Credit,
    Import,
    ImportRow,
    MergedOutput,
    Output,
    OutputInstitution,
)

Verdict, Stage = ImportRow.Verdict, ImportRow.Stage
#: As many addresses of one title are tried at once; beyond, one asks for itself.
NUMBERS_TRIED = 8
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
    people = [person for row in rows for person in records[row.pk].people]
    known.look_up_people((p.name for p in people), (p.orcid for p in people))
    outputs = [drafting.output_of(records[row.pk], job, is_checked=True) for row in rows]
    _address(outputs)
    copy(Output, outputs)
    people_credited, links, themes, countries = [], [], [], []
    for row, output in zip(rows, outputs, strict=True):
        row.output = output
        record = records[row.pk]
        found = drafting.named(record, known)
        people_credited += _credits(output, record, known)
        bodies = found.institutions or ((job.owner_id,) if job.owner_id else ())
        links += [
            OutputInstitution(output=output, institution_id=pk, order=place)
            for place, pk in enumerate(bodies, 1)
        ]
        themes += [Output.themes.through(output=output, theme_id=pk) for pk in found.themes]
        countries += [
            Output.countries.through(output=output, country_id=pk) for pk in found.countries
        ]
    copy(Credit, people_credited)
    copy(OutputInstitution, links)
    copy(Output.themes.through, themes)
    copy(Output.countries.through, countries)


def _credits(output: Output, record: IncomingOutput, known: Known) -> list[Credit]:
    """As printed, in order by role; linked to a person where there is no doubt who it is."""
    placed: dict[str, int] = {}
    found = []
    for person in record.people:
        placed[person.role] = placed.get(person.role, 0) + 1
        pk = None if person.is_institution else known.people.get(person.orcid)
        pk = pk or (None if person.is_institution else known.people.get(person.name))
        found.append(
            Credit(
                output=output,
                person_id=pk,
                name=person.name,
                role=person.role,
                order=placed[person.role],
            )
        )
    return found


def _address(outputs: Sequence[Output]) -> None:
    """An address nobody has for each: as ``editorial.new_slug``, for many at once."""
    stems = {
        id(output): slugify(output.title)[:SLUG_STEM].strip("-") or "output" for output in outputs
    }
    filing.hold_all(f"slug {stem}" for stem in stems.values())
    tried = {id(output): _tries(stems[id(output)], output.issued[:4]) for output in outputs}
    wanted = [slug for tries in tried.values() for slug in tries]
    taken = set(Output.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    taken |= set(MergedOutput.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    for output in outputs:
        free = (slug for slug in tried[id(output)] if slug not in taken)
        output.slug = next(free, "") or _further(tried[id(output)][1], taken)
        taken.add(output.slug)


def _further(dated: str, taken: set[str]) -> str:
    """For a title that many works have: the first number that is free."""
    for model in (Output, MergedOutput):
        found = model.objects.filter(slug__startswith=f"{dated}-")
        taken |= set(found.values_list("slug", flat=True))
    numbered = (f"{dated}-{number}" for number in count(NUMBERS_TRIED))
    return next(slug for slug in numbered if slug not in taken)


def _tries(stem: str, year: str) -> list[str]:
    dated = f"{stem}-{year}" if year else stem
    return [stem, dated, *(f"{dated}-{number}" for number in range(2, NUMBERS_TRIED))]


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
