"""A list brought in as a whole: counted, run, killed, resumed, undone."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from partners.roles import Role
from research import editorial
from research.ingestion.importing import applying, jobs, work
from research.models import Credit, Document, Edition, Import, ImportRow, Output
from tests.factories import (
    CreditFactory,
    InstitutionFactory,
    MembershipFactory,
    OutputFactory,
    PersonFactory,
)
from tests.factories.pdf import pdf

pytestmark = pytest.mark.django_db
WORDS = "wages fees kin camps homes visas skills loans risks ports crops mills".split()
#: All that belongs to outputs; what the import notes about itself is not part of it.
TABLES = (
    "research_output", "research_credit", "research_outputinstitution", "research_document",
    "research_output_themes", "research_output_countries", "research_edition",
    "partners_person", "partners_institution",
)  # fmt: skip


def table(*rows: dict[str, str]) -> bytes:
    header = list(dict.fromkeys(name for row in rows for name in row))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def works(how_many: int) -> list[dict[str, str]]:
    return [
        {
            "Title": f"Of {WORDS[n % 12]} and {WORDS[n // 12 % 12]} in {WORDS[n // 144 % 12]} {n}",
            "Authors": f"Das, Priya{n}; Onta, Nisha",
            "Year": str(1950 + n % 70),
        }
        for n in range(how_many)
    ]


def begun(content: bytes, **options: object) -> Import:
    options = {"owner": None, "by": None, "filename": "list.csv"} | options
    return jobs.begin(ContentFile(content, name="list"), **options)


def checked(content: bytes, **options: object) -> Import:
    job = begun(content, **options)
    work.work_on(job.pk)
    job.refresh_from_db()
    return job


def run(job: Import, verb: str = "run") -> Import:
    jobs.go(job, verb)
    work.work_on(job.pk)
    job.refresh_from_db()
    return job


def digest() -> str:
    with connection.cursor() as cursor:
        parts = []
        for name in TABLES:
            rows = f"SELECT coalesce(string_agg(t::text, '' ORDER BY id), '') FROM {name} t"  # noqa: S608
            cursor.execute(rows)
            parts.append(cursor.fetchone()[0])
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def told(tmp_path, capsys, content: bytes, *options: str) -> dict[str, object]:
    path = tmp_path / "list"
    path.write_bytes(content)
    call_command("import_outputs", str(path), *options)
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def counts(line: dict[str, object]) -> list[object]:
    return [line[name] for name in ("seen", "new", "changed", "duplicates", "refused")]


def test_dry_run_tells_and_changes_nothing(tmp_path, capsys):
    before = digest()

    line = told(tmp_path, capsys, table(*works(3), {"Authors": "Nobody"}), "--dry-run")

    assert counts(line) == [4, 3, 0, 0, 1]
    assert line["reasons"] == {"title: There is no title.": 1}
    assert (digest(), Import.objects.count()) == (before, 0)


def test_second_import_adds_nothing_in_whatever_format(tmp_path, capsys):
    ris = (
        b"TY  - JOUR\nTI  - Costs of recruitment\nAU  - Das, Priya\n"
        b"PY  - 2019\nJO  - Wages\nER  -\n"
    )
    as_table = table(
        {"Title": "Costs of Recruitment.", "Authors": "P. Das", "Year": "2019", "Journal": "Wages"}
    )

    lines = [told(tmp_path, capsys, content) for content in (ris, as_table, ris, as_table)]

    assert [counts(line) for line in lines] == [[1, 1, 0, 0, 0]] + [[1, 0, 0, 1, 0]] * 3
    assert Output.objects.get().type == "journal-article"


def test_repetition_within_the_file_is_a_duplicate(tmp_path, capsys):
    one = works(1)[0]
    assert counts(told(tmp_path, capsys, table(one, one | {"Authors": "P. Das"}))) == [
        2,
        1,
        0,
        1,
        0,
    ]


def test_address_that_is_none_is_left_out_and_the_record_taken():
    job = checked(table(works(1)[0] | {"URL": "http://not_an_address.example/x"}))
    row = job.rows.get()
    assert (row.verdict, row.record.get("url")) == ("new", None)
    assert [remark[0] for remark in row.remarks] == ["url"]


def test_unreadable_file_ends_in_a_reason(tmp_path, capsys):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(SystemExit):
        call_command("import_outputs", str(path))
    line = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (counts(line), line["format"]) == ([0, 0, 0, 0, 0], "")
    assert line["reasons"] == {"This is a PDF, not a list of records.": 1}


def test_row_becomes_a_draft_with_all_it_says():
    owner = InstitutionFactory(name="Institute of Wages")
    other = InstitutionFactory(name="Bureau of Fees")
    person = PersonFactory(name="Priya Das")
    content = table(
        {
            "Title": "Fees", "Authors": "Das, Priya; Onta, N.", "Year": "2019-05",
            "Type": "Policy brief", "Language": "Nepali", "Themes": "gender-and-migration",
            "Countries": "Nepal; Atlantis", "Institutions": "Bureau of Fees; Unknown Bureau",
            "Licence": "CC BY 4.0", "Stages": "Before departure", "SDGs": "5, 8",
        }
    )  # fmt: skip

    run(checked(content, owner=owner))

    output = Output.objects.get()
    assert (output.slug, output.type, output.language, output.issued, output.licence) == (
        "fees", "policy-brief", "ne", "2019-05", "CC-BY-4.0",
    )  # fmt: skip
    assert (output.status, output.owner, output.stages, output.sdgs) == (
        "draft", owner, ["before-departure"], [5, 8],
    )  # fmt: skip
    assert list(output.credits.order_by("order").values_list("name", "person", "order")) == [
        ("Priya Das", person.pk, 1),
        ("N. Onta", None, 2),
    ]
    assert [theme.slug for theme in output.themes.all()] == ["gender-and-migration"]
    assert list(output.institutions.all()) == [other]
    row = ImportRow.objects.get()
    assert {(field, value) for field, value, _reason in row.remarks} == {
        ("countries", "Atlantis"), ("institution", "Unknown Bureau"),
    } | ({("countries", "Nepal")} if not output.countries.exists() else set())  # fmt: skip


def test_same_title_gets_addresses_of_its_own():
    OutputFactory(slug="introduction", title="Introduction")
    rows = [
        {"Title": "Introduction", "Year": "2001", "Authors": f"Das, {n}"} for n in "ABCDEFGHIJK"
    ]
    names = "Ali Bose Chen Diaz Ekka Fazl Gupta Haque Islam Joshi Khan".split()
    for row, name in zip(rows, names, strict=True):
        row["Authors"] = f"{name}, Ann"

    run(checked(table(*rows)))

    slugs = set(Output.objects.values_list("slug", flat=True))
    assert slugs == {"introduction", "introduction-2001"} | {
        f"introduction-2001-{number}" for number in range(2, 12)
    }


def test_killed_in_the_middle_it_loses_and_doubles_nothing(monkeypatch):
    monkeypatch.setattr(work, "BATCH", 7)
    job = checked(table(*works(30)))
    jobs.go(job, "run")
    real, calls = applying.apply, []

    def dies_in_the_third_batch(*args):
        real(*args)
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt  # what is not committed is gone, as after kill -9

    monkeypatch.setattr(work, "apply", dies_in_the_third_batch)
    with pytest.raises(KeyboardInterrupt):
        work.work_on(job.pk)
    assert (Output.objects.count(), job.progress()) == (14, (14, 30))
    monkeypatch.setattr(work, "apply", real)
    Import.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    work.work_on(job.pk)

    job.refresh_from_db()
    assert (job.state, Output.objects.count(), job.progress()) == ("done", 30, (30, 30))
    assert Credit.objects.count() == 60


def test_work_in_other_hands_is_left_alone():
    job = begun(table(*works(1)))
    Import.objects.update(lease_until=timezone.now() + timedelta(minutes=1))
    work.work_on(job.pk)
    job.refresh_from_db()
    assert job.state == "checking"


def test_stopped_it_stops_and_resumed_it_goes_on(monkeypatch):
    monkeypatch.setattr(work, "BATCH", 10)
    job = checked(table(*works(25)))
    jobs.go(job, "run")

    def stops_it(done, total):
        if done == 10:
            jobs.go(job, "stop")

    work.work_on(job.pk, stops_it)
    job.refresh_from_db()
    assert (job.state, Output.objects.count()) == ("stopped", 10)

    run(job, "resume")
    assert (job.state, Output.objects.count()) == ("done", 25)


def test_undo_restores_what_was():
    kept = OutputFactory(title="Of remittances and their senders", issued="2004", doi="")
    CreditFactory(output=kept, name="Nisha Onta")
    before = digest()
    fills = {"Title": kept.title, "Authors": "Onta, Nisha", "Year": "2004", "DOI": "10.5555/x"}
    job = checked(table(*works(12), fills), fills_gaps=True)
    assert job.counts() == {"new": 12, "changed": 1, "duplicate": 0, "refused": 0}

    run(job)
    kept.refresh_from_db()
    assert (kept.doi, Output.objects.count()) == ("10.5555/x", 13)

    run(job, "undo")
    assert (job.state, digest()) == ("undone", before)


def test_undo_keeps_what_people_changed_since_and_says_so():
    job = run(checked(table(*works(3))))
    edited, linked, plain = Output.objects.order_by("pk")
    edited.summary = "Somebody wrote this."
    edited.save()
    Edition.objects.create(output=OutputFactory(), of=linked, kind=Edition.Kind.BRIEF)

    run(job, "undo")

    assert [row.output for row in job.rows.kept().in_order()] == [edited, linked]
    assert not Output.objects.filter(pk=plain.pk).exists()


def test_identifier_added_since_the_check_makes_a_duplicate():
    job = checked(table(works(1)[0] | {"DOI": "10.5555/x"}))
    OutputFactory(doi="10.5555/x")
    run(job)
    assert (job.counts()["duplicate"], Output.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("become", "status"), [("submitted", "submitted"), ("published", "published")]
)
def test_rows_are_submitted_or_published_where_nothing_is_missing(become, status):
    editor = MembershipFactory(of_the_hub=True).user
    whole = {"Title": "Fees", "Summary": "They rise.", "Themes": "gender-and-migration",
             "URL": "https://example.org/fees"}  # fmt: skip
    job = run(checked(table(whole, works(1)[0]), become=become, by=editor))
    found = dict(Output.objects.values_list("title", "status"))
    assert found.pop("Fees") == status
    assert set(found.values()) == {"submitted" if become == "submitted" else "draft"}
    assert job.state == "done"


def test_gaps_of_another_institution_are_not_filled():
    contributor = MembershipFactory(role=Role.CONTRIBUTOR)
    other = OutputFactory(title="Of remittances and their senders", issued="2004", draft=True)
    row = {"Title": other.title, "Year": "2004", "DOI": "10.5555/x"}
    job = checked(table(row), fills_gaps=True, by=contributor.user, owner=contributor.institution)
    assert job.counts()["duplicate"] == 1


def test_zip_brings_the_files_its_sheet_names():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("works/list.csv", table(
            {"Title": "Fees", "File": "fees.pdf"}, {"Title": "Wages", "File": "lost.pdf"}
        ))  # fmt: skip
        archive.writestr("works/Fees.pdf", pdf("Recruitment fees"))
        archive.writestr("works/other.pdf", pdf("Nobody names this"))

    job = run(checked(stream.getvalue(), filename="works.zip"))

    assert job.counts() == {"new": 1, "changed": 0, "duplicate": 0, "refused": 2}
    assert Document.objects.get().output.title == "Fees"
    assert [row.remarks[0][:2] for row in job.rows.filter(verdict="refused").in_order()] == [
        ["filename", "lost.pdf"],
        ["filename", "works/other.pdf"],
    ]


def test_verb_at_the_wrong_time_is_refused():
    job = checked(table(*works(1)))
    with pytest.raises(jobs.NotPossibleNow):
        jobs.go(job, "undo")
    assert jobs.possible(job) == ["run", "check_again"]


def test_merged_address_is_not_given_again():
    keeper, given_up = OutputFactory(slug="keeper"), OutputFactory(slug="fees", title="Fees")
    if hasattr(editorial, "merge"):
        from research.models import MergedOutput

        MergedOutput.objects.create(
            slug="fees", old_id=given_up.pk, keeper=keeper, title="Fees", was_public=True,
            origin="partner",
        )  # fmt: skip
        given_up.delete()
        run(checked(table({"Title": "Fees", "Year": "2001"})))
        assert Output.objects.filter(slug="fees-2001").exists()


def test_gaps_of_what_was_sent_since_the_check_are_not_filled():
    membership = MembershipFactory()
    there = OutputFactory(
        title="Fees of kin in Nepal", issued="2019", doi="10.5555/fees", draft=True,
        owner=membership.institution, created_by=membership.user, summary="",
    )  # fmt: skip
    row = {"Title": there.title, "Year": "2019", "DOI": there.doi, "Abstract": "Of fees."}
    job = checked(table(row), owner=membership.institution, by=membership.user, fills_gaps=True)
    assert job.rows.get().verdict == "changed"
    Output.objects.update(status="submitted")

    run(job)

    there.refresh_from_db()
    assert (there.abstract, job.rows.get().verdict) == ("", "duplicate")


def test_damaged_file_in_a_zip_is_refused_and_not_read_for_ever():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("list.csv", table({"Title": "Fees of kin", "File": "fees.pdf"}))
        archive.writestr("fees.pdf", pdf("Fees of kin"))
    data = stream.getvalue().replace(b"%PDF-1", b"%PDX-1")

    job = checked(data, filename="works.zip")

    row = job.rows.get(title="Fees of kin")
    assert (job.state, row.verdict, row.remarks[0][0]) == ("checked", "refused", "filename")


def test_zip_that_unpacks_to_far_more_than_it_weighs_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("list.csv", table({"Title": "Fees of kin", "File": "fees.pdf"}))
        archive.writestr("fees.pdf", bytes(30_000_000))

    job = checked(stream.getvalue(), filename="works.zip")

    assert (job.state, job.rows.count()) == ("failed", 0)
    assert job.reason.startswith("The file unpacks to far more")


def test_file_that_breaks_its_reader_fails_once(monkeypatch):
    def broken(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(work.checking, "checked", broken)
    job = checked(table(*works(1)))
    assert (job.state, job.reason) == ("failed", "The file is damaged: it can't be read.")
