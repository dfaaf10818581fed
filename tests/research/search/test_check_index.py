"""The check tells any difference between index and database, and a kill leaves none."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from research.models import Document, DocumentPage, Output
from research.search import building, checking, index
from tests.factories import DocumentPageFactory, OutputFactory
from tests.waiting import wait_for

pytestmark = pytest.mark.django_db

CHECKOUT = Path(__file__).resolve().parents[3]


def found() -> list[tuple[int, object]]:
    return [(d.output_id, d.what) for d in checking.differences(index.live())]


def test_index_that_caught_up_differs_in_nothing(catch_up, capsys):
    DocumentPageFactory(document__output__themes=["gender-and-migration"])
    OutputFactory(draft=True)
    catch_up()

    call_command("check_index")

    assert capsys.readouterr().out == "Index and database say the same of 1 outputs.\n"


def test_every_kind_of_difference_is_told(catch_up):
    changed, withdrawn, _kept = OutputFactory.create_batch(3)
    catch_up()
    Output.objects.filter(pk=changed.pk).update(abstract="Another abstract.")
    Output.objects.filter(pk=withdrawn.pk).update(
        status="withdrawn", withdrawn_at=timezone.now(), withdrawal_reason="Wrong."
    )
    new = OutputFactory()

    assert found() == [
        (changed.pk, checking.OTHERWISE),
        (withdrawn.pk, checking.LEFT_OVER),
        (new.pk, checking.MISSING),
    ]


def test_output_that_stands_twice_is_told():
    output = OutputFactory()
    call_command("rebuild_index")
    writer = building.Writer(index.Generation.open(index.live_folder()))
    writer.add((output.pk,))
    writer.close()

    assert found() == [(output.pk, checking.DOUBLED)]


def test_page_that_was_lost_is_told():
    output = DocumentPageFactory().document.output
    call_command("rebuild_index")
    generation = index.Generation.open(index.live_folder())
    writer = generation.pages.writer(15_000_000, num_threads=1)
    index.delete(writer, index.page_schema(), "output", [output.pk])
    writer.commit()

    assert found() == [(output.pk, checking.OTHER_PAGES)]


def test_command_prints_what_differs_and_fails(catch_up, capsys):
    catch_up()
    output = OutputFactory()

    with pytest.raises(CommandError, match="The index differs on 1 outputs"):
        call_command("check_index", wait=0)

    said = capsys.readouterr().out
    assert said == f"output {output.pk}: is published, but not in the index\n"


def test_missing_index_is_told():
    with pytest.raises(CommandError, match="No search index has been built yet"):
        call_command("check_index")


@contextmanager
def follower() -> Iterator[subprocess.Popen[bytes]]:
    """The real follower in a process of its own, on the database of this test."""
    address = urlsplit(os.environ["DATABASE_URL"])
    database = address._replace(path=f"/{connection.settings_dict['NAME']}")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "follow_index"],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "DATABASE_URL": urlunsplit(database),
            "HUB_DATA": str(Path(settings.INDEX_ROOT).parent),
            "SECRET_KEY": "for this test only",
        },
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def has_an_index() -> bool:
    try:
        index.live()
    except index.IndexAway:
        return False
    return True


def taken_in() -> int:
    return index.live().searchers()[0].num_docs


def bring_in(count: int, *, begin: int = 0) -> None:
    """Many outputs with a document of two pages each, in small transactions as an import has."""
    for start in range(begin, begin + count, 50):
        numbers = range(start, start + 50)
        outputs = Output.objects.bulk_create(
            Output(
                slug=f"imported-{n}",
                title=f"Paper {n}",
                type="report",
                status="published",
                published_at=timezone.now(),
            )
            for n in numbers
        )
        documents = Document.objects.bulk_create(
            Document(
                output=output,
                filename="paper.pdf",
                sha256=f"{output.pk:064x}",
                size=1,
                state="read",
                page_count=2,
                read_at=timezone.now(),
            )
            for output in outputs
        )
        DocumentPage.objects.bulk_create(
            DocumentPage(document=document, number=number, text=f"Text {document.pk} of it.")
            for document in documents
            for number in (1, 2)
        )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_follower_killed_in_an_import_leaves_an_index_that_catches_up(capsys):
    with follower() as first:
        wait_for(has_an_index)
        bring_in(500)
        first.kill()
        first.wait()
        killed_at = taken_in()
        bring_in(500, begin=500)

    assert killed_at < Output.objects.published().count()
    with follower():
        call_command("check_index", wait=60)

    assert capsys.readouterr().out == "Index and database say the same of 1000 outputs.\n"
