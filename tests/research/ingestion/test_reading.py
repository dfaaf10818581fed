import json
import zlib
from pathlib import Path

import pytest
from django.core.management import call_command

from research.ingestion import nursery, reading
from research.ingestion.reading import REASONS, Reading
from tests.factories.pdf import pdf

GUIDES = Path(__file__).parents[3] / "hub" / "starter" / "guides"


def read(tmp_path: Path, content: bytes) -> Reading:
    path = tmp_path / "file.pdf"
    path.write_bytes(content)
    return reading.read(path)


def test_reading_gives_the_text_of_each_page(tmp_path):
    found = read(tmp_path, pdf("Recruitment fees", "", "Return\nand reintegration"))

    assert found.pages == ("Recruitment fees", "", "Return\nand reintegration")
    assert found.pages_without_text == [2]
    assert found.is_read


def test_reading_draws_the_first_page_as_webp_where_it_is_wanted(tmp_path):
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf("Recruitment fees"))

    found = reading.read(path, with_image=True)

    assert found.image is not None
    assert (found.image[:4], found.image[8:12]) == (b"RIFF", b"WEBP")
    assert reading.read(path).image is None


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("the labour migra-\ntion of women", "the labour migration of women"),
        ("the self-\nemployed and the self-employed", "the self-employed and the self-employed"),
        ("from Indo-\nNepal talks", "from Indo-Nepal talks"),
    ],
)
def test_words_broken_at_a_line_end_are_whole_again(tmp_path, written, wanted):
    assert read(tmp_path, pdf(written)).pages[0].replace("\n", " ") == wanted


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty"),
        (b"Dear editor, please find attached", "unknown"),
        (b"PK\x03\x04" + pdf("A ZIP glued before it"), "damaged_office"),
        (b"%PDF-1.7\nand nothing that follows from it", "damaged"),
        (pdf(*["page"] * 3001), "too_many_pages"),
    ],
    ids=["empty", "letter", "zip before", "damaged", "3001 pages"],
)
def test_what_cannot_be_read_says_why(tmp_path, content, key):
    assert read(tmp_path, content) == Reading(REASONS[key])


def test_a_file_locked_with_a_password_says_so(tmp_path):
    locked = pdf("Secret").replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -1"
        b"/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">>>",
    )

    assert read(tmp_path, locked) == Reading(REASONS["password"])


def test_a_file_that_unpacks_without_end_is_not_read(tmp_path):
    packer = zlib.compressobj(9)
    drawing = b"".join(packer.compress(b" " * 2**20) for _ in range(1300)) + packer.flush()
    page = pdf("x")
    start, end = page.index(b"<</Length"), page.index(b"endstream")
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(drawing)

    found = read(tmp_path, page[:start] + stream + drawing + b"\n" + page[end:])

    assert found == Reading(REASONS["crash"])


def test_a_file_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(nursery, "PATIENCE_SECONDS", 0)

    assert read(tmp_path, pdf("Recruitment fees")) == Reading(REASONS["time"])


def test_who_waits_can_end_the_reading(tmp_path, monkeypatch):
    class Enough(Exception):
        pass

    def give_up() -> None:
        raise Enough

    monkeypatch.setattr(nursery, "TICK_SECONDS", 0)
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf("Recruitment fees"))

    with pytest.raises(Enough):
        reading.read(path, meanwhile=give_up)


def test_read_document_prints_one_json_line_a_file(tmp_path, capsys):
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(pdf("Recruitment fees", ""))
    bad.write_bytes(b"no")

    call_command("read_document", str(good), str(bad))

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(line.pop("seconds") >= 0 for line in lines)
    assert lines == [
        {
            "file": str(good),
            "state": "read",
            "reason": "",
            "pages": 2,
            "pages_with_text": 1,
            "scanned_pages": 1,
            "languages": ["en"],
            "active_content": [],
            "characters": 16,
        },
        {
            "file": str(bad),
            "state": "unreadable",
            "reason": REASONS["unknown"],
            "pages": 0,
            "pages_with_text": 0,
            "scanned_pages": 0,
            "languages": [],
            "active_content": [],
            "characters": 0,
        },
    ]


def test_guide_that_is_a_scan_is_read_without_text():
    found = reading.read(GUIDES / "guide-to-the-hub-scanned-en.pdf")

    assert found.is_read
    assert found.pages_without_text == list(range(1, len(found.pages) + 1))
