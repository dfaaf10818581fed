import io
import zipfile
from pathlib import Path

import pytest

from research import media_types
from research.ingestion import reading
from research.ingestion.reading import REASONS
from tests.factories.office import archive, docx, office, pptx, xlsx
from tests.factories.pdf import pdf

TABLE = "year,country,permits\n2021,Nepal,72081\n2022,Nepal,349420\n"


def read(tmp_path: Path, content: bytes) -> reading.Reading:
    path = tmp_path / "file"
    path.write_bytes(content)
    return reading.read(path)


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (pdf("Wages"), "pdf"),
        (docx("Wages"), "docx"),
        (office("application/vnd.ms-word.document.macroEnabled.main+xml", {}), "docm"),
        (pptx("Wages"), "pptx"),
        (xlsx("Wages"), "xlsx"),
        (TABLE.encode(), "csv"),
        (TABLE.replace(",", ";").encode("utf-16"), "csv"),
        (archive({"data.csv": TABLE}), "zip"),
    ],
)
def test_a_kind_is_told_by_the_content(content, ending):
    assert media_types.kind_of(io.BytesIO(content)).ending == ending


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Dear editor, please find attached", REASONS["unknown"]),
        (b"MZ\x90\x00" + bytes(100), REASONS["unknown"]),
        (b"PK\x03\x04 and no archive", "The file is damaged: it can't be opened."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "The file is of an older Office or locked with a password: save it as .docx, .xlsx "
            "or .pptx without one.",
        ),
        (archive({"zeros": "0" * 30_000_000}), REASONS["bomb"]),
        (archive({str(number): "" for number in range(10_001)}), "The ZIP holds too many files."),
    ],
    ids=["letter", "program", "no archive", "old office", "bomb", "many files"],
)
def test_what_is_not_taken_says_why(tmp_path, content, sentence):
    with pytest.raises(media_types.Unfit) as unfit:
        media_types.kind_of(io.BytesIO(content))

    assert str(unfit.value) == sentence
    assert read(tmp_path, content).reason == sentence


@pytest.mark.parametrize(
    ("content", "pages"),
    [
        (docx("Recruitment fees", "Wages"), ("Recruitment fees", "Wages")),
        (pptx("Recruitment fees", "Wages"), ("Recruitment fees", "Wages")),
        (xlsx("Recruitment fees", "Wages"), ("Recruitment fees\tWages",)),
        (TABLE.encode(), (TABLE.strip(),)),
        (archive({"data/a.csv": TABLE, "codebook.txt": "x"}), ("data/a.csv\ncodebook.txt",)),
    ],
    ids=["Word", "PowerPoint", "Excel", "CSV", "ZIP"],
)
def test_text_of_other_kinds_is_read(tmp_path, content, pages):
    found = read(tmp_path, content)

    assert (found.reason, found.pages, found.active_content) == ("", pages, ())


def test_what_acts_in_an_office_file_or_an_archive_is_noted(tmp_path):
    macros = docx("Wages", **{"word/vbaProject.bin": "x", "word/embeddings/a.bin": "x"})
    program = archive({"read me.pdf.exe": "x"})

    assert read(tmp_path, macros).active_content == ("embedded-files", "macros")
    assert read(tmp_path, program).active_content == ("programs",)


def test_an_office_file_with_entities_is_not_read(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:t>&a;</w:t>'
    content = office("wordprocessingml.document", {"word/document.xml": bomb})

    assert read(tmp_path, content).reason == REASONS["damaged_office"]


def test_an_archive_that_lies_about_its_size_is_stopped(tmp_path):
    stream = io.BytesIO(docx("x"))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("ppt/none.xml", "x")
    truncated = stream.getvalue()[:-200]

    assert not read(tmp_path, truncated).is_read
