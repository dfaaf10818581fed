"""An import taken back as a whole, but for what people made of it since."""

import io
import zipfile

import pytest

from research.ingestion import documents
from research.models import Document, Edition, Output, Theme
from tests.factories import (
    CreditFactory,
    OutputFactory,
    ProjectFactory,
)
from tests.factories.pdf import pdf
from tests.research.ingestion.importing.lists import checked, digest, run, table, works

pytestmark = pytest.mark.django_db


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


def test_undo_keeps_what_was_changed_at_the_very_moment():
    """What changes rows in bulk sets no moment; neither do credits and themes."""
    job = run(checked(table(*works(4))))
    written, credited, themed, plain = Output.objects.order_by("pk")
    Output.objects.filter(pk=written.pk).update(summary="Somebody wrote this.")
    credited.credits.filter(order=1).delete()
    themed.themes.add(Theme.objects.first())

    run(job, "undo")

    assert [row.output for row in job.rows.kept().in_order()] == [written, credited, themed]
    assert not Output.objects.filter(pk=plain.pk).exists()


def test_undo_keeps_what_somebody_put_on_a_list_of_others():
    job = run(checked(table(*works(2))))
    named, plain = Output.objects.order_by("pk")
    ProjectFactory().outputs.add(named)

    run(job, "undo")

    assert [row.output for row in job.rows.kept()] == [named]
    assert not Output.objects.filter(pk=plain.pk).exists()


def test_undo_empties_no_gap_that_somebody_filled_otherwise():
    there = OutputFactory(title="Of remittances and their senders", issued="2004", doi="")
    row = {"Title": there.title, "Year": "2004", "DOI": "10.5555/x"}
    job = run(checked(table(row), fills_gaps=True))
    Output.objects.filter(pk=there.pk).update(doi="10.5555/better")

    run(job, "undo")

    there.refresh_from_db()
    assert (there.doi, job.rows.get().stage) == ("10.5555/better", "kept")


def test_undo_minds_no_worker_that_read_the_files():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("list.csv", table({"Title": "Fees of kin", "File": "fees.pdf"}))
        archive.writestr("fees.pdf", pdf("Fees of kin"))
    job = run(checked(stream.getvalue(), filename="works.zip"))
    documents.read(Document.objects.get().pk)
    assert Document.objects.get().state == "read"

    run(job, "undo")

    assert (job.state, Output.objects.count()) == ("undone", 0)
