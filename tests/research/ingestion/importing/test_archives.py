"""A ZIP of files with the list that names them."""

import io
import zipfile

import pytest

from research.models import Document, Output
from tests.factories.pdf import pdf
from tests.research.ingestion.importing.lists import checked, run, table, works

pytestmark = pytest.mark.django_db


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


def test_file_that_many_rows_name_is_unpacked_once_and_once_more_to_keep_it(monkeypatch):
    unpacked = []
    real = zipfile.ZipFile.open

    def noted(archive, name, *args, **kwargs):
        unpacked.append(getattr(name, "filename", name))
        return real(archive, name, *args, **kwargs)

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        rows = [row | {"File": "fees.pdf"} for row in works(60)]
        archive.writestr("list.csv", table(*rows))
        archive.writestr("fees.pdf", pdf("Fees of kin"))
    monkeypatch.setattr(zipfile.ZipFile, "open", noted)

    job = checked(stream.getvalue(), filename="works.zip")
    assert (job.counts()["new"], job.counts()["refused"]) == (50, 10)
    refused = job.rows.filter(verdict="refused").first()
    assert refused.remarks == [["filename", "fees.pdf", "More than 50 rows name this file."]]
    run(job)

    assert unpacked.count("fees.pdf") == 2
    assert Document.objects.values("sha256").distinct().count() == 1
    assert Document.objects.values("output").distinct().count() == 50


def test_file_that_can_be_no_document_is_unpacked_once_and_each_row_says_so():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        rows = [row | {"File": "fees.pdf"} for row in works(2)]
        archive.writestr("list.csv", table(*rows))
        archive.writestr("fees.pdf", b"No PDF at all")

    job = run(checked(stream.getvalue(), filename="works.zip"))

    assert [row.remarks[0][:2] for row in job.rows.in_order()] == [["filename", "fees.pdf"]] * 2
    assert (Output.objects.count(), Document.objects.count()) == (2, 0)
