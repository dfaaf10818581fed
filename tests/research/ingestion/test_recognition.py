"""With a stand-in for Tesseract, which reads the same words on every page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from research import editorial, tasks
from research.ingestion import outcome, recognition
from research.models import Document
from tests import broker
from tests.factories import OutputFactory
from tests.factories.pdf import pdf

pytestmark = pytest.mark.django_db

STAND_IN = """#!/bin/sh
case "$*" in
  *--list-langs*) printf 'List of languages\\neng\\nnep\\nosd\\n' ;;
  *"--psm 0"*) printf 'Script: Latin\\nScript confidence: 9.0\\n' ;;
  *) printf 'Words of a scan\\n' ;;
esac
"""


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "tesseract"
    program.write_text(STAND_IN)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    recognition.installed_languages.cache_clear()
    yield program
    recognition.installed_languages.cache_clear()


@pytest.fixture
def absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def scanned(*pages: str) -> Document:
    document = editorial.attach(
        OutputFactory(), content=ContentFile(pdf(*pages)), filename="scan.pdf", by=None
    )
    tasks.read_document(document.pk)
    document.refresh_from_db()
    return document


def test_scans_wait_and_say_so_where_recognition_is_not_installed(absent):
    document = scanned("Wages", "", "Fees", "")

    with broker.at_once():
        tasks.recognise_waiting_documents()

    document.refresh_from_db()
    assert document.to_recognise == [2, 4]
    assert outcome.in_words(document) == (
        "Text searchable: 2 of 4 pages; pages 2, 4 are scans; text recognition is not installed "
        "here."
    )


def test_the_sweep_recognises_scans_and_marks_their_text(tesseract):
    document = scanned("Wages", "", "Fees", "")

    with broker.at_once():
        tasks.recognise_waiting_documents()

    document.refresh_from_db()
    assert (document.scanned_pages, document.to_recognise) == ([], [])
    assert document.recognised_pages == [2, 4]
    assert document.pages_with_text == 4
    assert list(document.text_pages.in_order().values_list("number", "text", "is_recognised")) == [
        (1, "Wages", False),
        (2, "Words of a scan", True),
        (3, "Fees", False),
        (4, "Words of a scan", True),
    ]
    assert outcome.in_words(document) == (
        "Text searchable: 4 of 4 pages; the text of pages 2, 4 was recognised from their pictures."
    )


def test_a_page_on_which_nothing_is_recognised_is_tried_once(tesseract):
    document = scanned("")
    tesseract.write_text("#!/bin/sh\nexit 1\n")

    assert recognition.recognise(document.pk) == 1
    assert recognition.recognise(document.pk) == 0

    document.refresh_from_db()
    assert (document.scanned_pages, document.to_recognise) == ([1], [])


def test_recognition_goes_on_where_it_stopped(tesseract, monkeypatch):
    document = scanned("", "", "")
    monkeypatch.setattr(recognition, "AT_A_TIME", 2)

    assert [recognition.recognise(document.pk) for _time in range(3)] == [2, 1, 0]

    document.refresh_from_db()
    assert document.recognised_pages == [1, 2, 3]


def test_what_another_worker_recognises_is_left_to_it(tesseract):
    document = scanned("")
    assert recognition._take(document.pk)

    assert recognition.recognise(document.pk) == 0


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ([3, 9], "3, 9"),
        ([1, 2], "1, 2"),
        ([1, 2, 3, 7], "1–3, 7"),
        (list(range(1, 60, 2)), ", ".join(map(str, range(1, 24, 2))) + " …"),
    ],
)
def test_numbers_of_pages_are_short(pages, words):
    assert outcome.numbers(pages) == words
