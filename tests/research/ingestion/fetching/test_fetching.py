"""Files of harvested outputs come to the hub where they may, and only there."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from research import editorial
from research.ingestion import documents
from research.ingestion.fetching import allowing, getting, landing, noting
from research.ingestion.transport import Transport
from research.models import (
    Document,
    DocumentPage,
    Harvest,
    HarvestRecord,
    Output,
    RemoteFile,
    Source,
)
from tests.factories import DocumentFactory, InstitutionFactory, OutputFactory, UserFactory
from tests.factories.pdf import pdf
from tests.servers import Asked, Told, serving

pytestmark = pytest.mark.django_db
State = RemoteFile.State
ANSWERS: dict[str, Told] = {}
asked: list[tuple[str, str]] = []
FILE = pdf("Recruitment fees rose.")
NEWER = pdf("Recruitment fees fell.")


def answer(question: Asked) -> Told:
    if question.path != "/robots.txt":
        asked.append((question.path, question.headers.get("If-None-Match", "")))
    told = ANSWERS.get(question.path, Told(status=404))
    known = question.headers.get("If-None-Match")
    return Told(status=304) if known and known == told.headers.get("ETag") else told


@pytest.fixture(autouse=True)
def place(settings: Any) -> Iterator[str]:
    with serving(answer) as address:
        settings.SERVICES = {"site": address}
        cache.clear()
        asked.clear()
        ANSWERS.clear()
        yield address


def harvested(*, is_own: bool = False, **fields: Any) -> Output:
    """An output that a source told of."""
    number = Source.objects.count()
    source = Source.objects.create(
        slug=f"source-{number}",
        name="Source",
        kind="oai-pmh",
        is_own=is_own,
        institution=InstitutionFactory(),
    )
    run = Harvest.objects.create(source=source, state=Harvest.State.FINISHED)
    output = OutputFactory(**{"licence": "CC-BY-4.0", **fields})
    HarvestRecord.objects.create(
        run=run, source=source, identifier="one", digest="0", verdict="new", output=output
    )
    return output


def fetch(**limits: Any) -> RemoteFile:
    noting.note()
    getting.fetch_in_turn(Transport(heeds_robots=True, **limits))
    return RemoteFile.objects.get()


def due_again() -> None:
    RemoteFile.objects.update(due_at=timezone.now())


def test_a_file_under_a_free_licence_is_fetched_and_read_as_an_upload_is(place):
    ANSWERS["/fees%20in%20Nepal.pdf"] = Told(FILE)
    output = harvested(pdf_url=f"{place}/fees%20in%20Nepal.pdf")

    remote = fetch()

    document = output.documents.get()
    assert (remote.state, remote.document, remote.reason) == (State.FETCHED, document, "")
    assert (document.filename, document.uploaded_by) == ("fees in Nepal.pdf", None)
    assert documents.read(document.pk)
    assert DocumentPage.objects.get().text.strip() == "Recruitment fees rose."


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"licence": ""}, allowing.NO_RIGHT),
        ({"licence": "All rights reserved"}, allowing.NO_RIGHT),
        ({"licence": "", "is_own": True}, ""),
        ({"licence": "CC BY-NC-ND 3.0 IGO"}, ""),
        ({"licence": "CC0-1.0"}, ""),
        ({"licence": "Public domain"}, ""),
        ({"access": "metadata-only"}, allowing.NOT_OPEN),
        (
            {"access": "embargoed", "embargo_until": timezone.now() + timedelta(days=3)},
            allowing.NOT_OPEN,
        ),
        ({"withdrawn": True}, allowing.WITHDRAWN),
    ],
)
def test_what_may_be_fetched(place, fields, reason):
    ANSWERS["/a.pdf"] = Told(FILE)
    harvested(pdf_url=f"{place}/a.pdf", **fields)

    remote = fetch()

    assert remote.reason == reason
    assert remote.state == (State.LEFT if reason else State.FETCHED)
    assert bool(asked) == (not reason)


def test_only_harvested_outputs_are_looked_at(place):
    OutputFactory(licence="CC-BY-4.0", pdf_url=f"{place}/a.pdf")

    assert noting.note() == 0


def test_a_file_that_a_person_gave_is_never_touched(place):
    ANSWERS["/a.pdf"] = Told(FILE)
    output = harvested(pdf_url=f"{place}/a.pdf")
    given = DocumentFactory(output=output, uploaded_by=UserFactory())

    remote = fetch()

    assert (remote.state, remote.reason) == (State.LEFT, allowing.A_FILE_IS_THERE)
    assert list(Document.objects.all()) == [given]
    assert asked == []


def test_a_file_given_while_one_is_fetched_stands_alone(place, monkeypatch):
    ANSWERS["/a.pdf"] = Told(FILE)
    output = harvested(pdf_url=f"{place}/a.pdf")
    really = Transport.save_changed

    def save(self: Transport, *what: Any) -> Any:
        DocumentFactory(output=output)
        return really(self, *what)

    monkeypatch.setattr(Transport, "save_changed", save)

    assert fetch().reason == allowing.A_FILE_IS_THERE
    assert output.documents.count() == 1


def test_an_unchanged_file_is_not_sent_again_and_a_changed_one_replaces_it(place):
    ANSWERS["/a.pdf"] = Told(FILE, headers={"ETag": '"1"'})
    output = harvested(pdf_url=f"{place}/a.pdf")
    old = fetch().document
    due_again()

    assert fetch().document == old
    ANSWERS["/a.pdf"] = Told(NEWER, headers={"ETag": '"2"'})
    due_again()
    new = fetch().document

    assert asked == [("/a.pdf", ""), ("/a.pdf", '"1"'), ("/a.pdf", '"1"')]
    old.refresh_from_db()
    assert (old.replaced_by, list(output.documents.current())) == (new, [new])
    due_again()
    assert fetch().state == State.FETCHED


def test_a_file_that_somebody_removed_does_not_come_back(place):
    ANSWERS["/a.pdf"] = Told(FILE)
    output = harvested(pdf_url=f"{place}/a.pdf")
    fetch()
    output.documents.all().delete()
    due_again()

    assert fetch().reason == allowing.REMOVED
    output.save()
    assert fetch().reason == allowing.REMOVED
    assert not Document.objects.exists()


def test_a_newer_file_of_a_person_ends_the_fetching(place):
    ANSWERS["/a.pdf"] = Told(FILE)
    output = harvested(pdf_url=f"{place}/a.pdf")
    fetched = fetch().document
    editorial.replace(fetched, content=ContentFile(NEWER), filename="better.pdf", by=UserFactory())
    due_again()

    assert fetch().reason == allowing.A_FILE_IS_THERE
    assert output.documents.current().get().filename == "better.pdf"


def test_a_licence_that_is_added_is_judged_again(place):
    ANSWERS["/a.pdf"] = Told(FILE)
    output = harvested(pdf_url=f"{place}/a.pdf", licence="")
    assert fetch().state == State.LEFT

    output.licence = "CC-BY-4.0"
    output.save()

    assert fetch().state == State.FETCHED


def test_another_address_is_another_file(place):
    ANSWERS["/b.pdf"] = Told(FILE)
    output = harvested(pdf_url=f"{place}/a.html")
    ANSWERS["/a.html"] = Told(b"<html>No file here.</html>")
    assert fetch().reason == getting.A_PAGE

    output.pdf_url = f"{place}/b.pdf"
    output.save()

    assert fetch().state == State.FETCHED


def test_a_landing_page_leads_to_the_file_that_it_names(place):
    ANSWERS["/item/1"] = Told(
        b'<!DOCTYPE html><html><head><meta content="/files/1.pdf" name="citation_pdf_url">',
        headers={"ETag": '"page"'},
    )
    ANSWERS["/files/1.pdf"] = Told(FILE, headers={"ETag": '"file"'})
    output = harvested(url=f"{place}/item/1")

    remote = fetch()
    due_again()
    fetch()

    assert (remote.state, output.documents.get().filename) == (State.FETCHED, "1.pdf")
    assert asked == [("/item/1", ""), ("/files/1.pdf", ""), ("/item/1", '"page"')]


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (b'<meta name="citation_pdf_url" content="https://b.org/x.pdf">', "https://b.org/x.pdf"),
        (b'<link rel="alternate" type="application/pdf" href="x.pdf">', "https://a.org/x.pdf"),
        (b'<link rel="alternate" type="application/rss+xml" href="feed">', ""),
        (b"<p>Nothing", ""),
        (b'<meta name="citation_pdf_url">', ""),
        (b"\xff\xfe<<<>", ""),
    ],
)
def test_what_a_page_names(page, wanted):
    assert landing.file_of(page, "https://a.org/item") == wanted


def test_what_robots_txt_forbids_is_left(place):
    ANSWERS["/robots.txt"] = Told(b"User-agent: *\nDisallow: /files\n")
    ANSWERS["/files/a.pdf"] = Told(FILE)
    harvested(pdf_url=f"{place}/files/a.pdf")

    remote = fetch()

    assert remote.state == State.LEFT
    assert remote.reason == "The server's robots.txt asks us to stay away from there."
    assert asked == []


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (Told(b"<html><body>Sign in</body></html>"), getting.A_PAGE),
        (Told(b""), "The file is empty."),
        (Told(b"\x7fELF" + b"x" * 50), None),
    ],
)
def test_what_is_no_document_is_told_and_not_asked_for_again(place, told, reason):
    ANSWERS["/a.pdf"] = told
    harvested(pdf_url=f"{place}/a.pdf")

    remote = fetch()
    due_again()
    fetch()

    assert remote.state == State.FAILED
    assert remote.reason == reason or reason is None
    assert len(asked) == 1
    assert not Document.objects.exists()


def test_a_file_too_large_is_not_kept(place):
    ANSWERS["/a.pdf"] = Told(FILE)
    harvested(pdf_url=f"{place}/a.pdf")

    assert fetch(most_bytes=100).failures == 1
    assert not Document.objects.exists()


def test_a_server_that_fails_is_tried_again_some_times(place):
    ANSWERS["/a.pdf"] = Told(status=500)
    harvested(pdf_url=f"{place}/a.pdf")

    states = []
    for _again in range(5):
        remote = fetch()
        states.append((remote.state, remote.failures))
        due_again()

    assert states == [*(("waiting", n) for n in (1, 2, 3)), ("failed", 3), ("failed", 3)]
    assert remote.reason == "The server answered with an error (500)."


def test_a_server_that_wants_to_be_left_alone_is(place):
    ANSWERS["/a.pdf"] = Told(status=503, headers={"Retry-After": "7200"})
    harvested(pdf_url=f"{place}/a.pdf")

    remote = fetch()

    assert remote.failures == 0
    assert timedelta(minutes=119) < remote.due_at - timezone.now() <= timedelta(minutes=120)


def test_no_more_are_fetched_than_the_hour_has_room_for(place, monkeypatch):
    monkeypatch.setattr(getting, "AN_HOUR", 2)
    ANSWERS["/a.pdf"] = Told(FILE)
    for number in range(3):
        harvested(pdf_url=f"{place}/a.pdf?{number}")
    noting.note()

    assert getting.fetch_in_turn(Transport()).asked == 2
    assert getting.fetch_in_turn(Transport()).asked == 0


def test_a_worker_that_died_leaves_its_file_to_the_next(place):
    harvested(pdf_url=f"{place}/a.pdf")
    noting.note()

    claimed = getting._claimed()

    assert getting._claimed() is None
    assert timedelta(minutes=59) < claimed.due_at - timezone.now() <= timedelta(hours=1)


def test_a_file_not_fetched_says_why():
    with pytest.raises(IntegrityError), transaction.atomic():
        RemoteFile.objects.create(output=OutputFactory(), address="https://a.org", state="left")
