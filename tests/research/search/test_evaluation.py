"""Labelled collections go through what ships, and a broken one is named by file and line."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from research.models import Concept, ConceptLabel
from research.search import thesaurus
from research.search.scripts import language_of

pytestmark = pytest.mark.django_db

CORPUS = (
    {"_id": "fees", "title": "Recruitment fees", "text": "Who pays agents before departure."},
    {"_id": "money", "title": "Remittances", "text": "What fees banks take for sending money."},
    {
        "_id": "ne",
        "title": "श्रम स्वीकृति",
        "text": "नेपाली कामदारहरूले श्रम स्वीकृति लिनुपर्छ र यो अनिवार्य छ ।",
    },
    {"_id": "bn", "title": "", "text": "অভিবাসী শ্রমিকদের নিয়োগের খরচ"},
)
QUERIES = (
    {"_id": "q1", "text": "what are recruitment fees?"},
    {"_id": "q2", "text": "নিয়োগের খরচ"},
    {"_id": "never judged", "text": "money"},
)
QRELS = "query-id\tcorpus-id\tscore\nq1\tfees\t2\nq2\tbn\t1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "corpus.jsonl", CORPUS)
    write(tmp_path / "queries.jsonl", QUERIES)
    (tmp_path / "qrels.tsv").write_text(QRELS)
    return tmp_path


@pytest.fixture
def forgetful() -> Iterator[None]:
    """The thesaurus is read anew in this test, and after it."""
    thesaurus.forget()
    yield
    thesaurus.forget()


def write(path: Path, rows: tuple[dict[str, object], ...]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def run(folder: Path) -> list[list[str]]:
    """The run lines, taken apart."""
    call_command("evaluate_search", str(folder), run=folder / "out.run")
    return [line.split(" ") for line in (folder / "out.run").read_text().splitlines()]


def test_every_judged_question_is_asked_and_answered_in_trec_lines(folder, capsys):
    lines = run(folder)

    assert [(line[:4], line[5]) for line in lines] == [
        (["q1", "Q0", "fees", "1"], "salam"),
        (["q1", "Q0", "money", "2"], "salam"),
        (["q2", "Q0", "bn", "1"], "salam"),
    ]
    assert float(lines[0][4]) > float(lines[1][4]) > 0
    assert capsys.readouterr().out == f"3 lines for 2 questions stand in {folder / 'out.run'}.\n"


def test_inflected_nepali_is_found_without_being_told_the_language(folder):
    write(folder / "queries.jsonl", ({"_id": "q1", "text": "कामदार"},))
    (folder / "qrels.tsv").write_text("q1\tne\t1\n")

    assert [line[2] for line in run(folder)] == ["ne"]


def test_at_most_a_hundred_texts_are_named_for_a_question(folder):
    write(folder / "corpus.jsonl", tuple({"_id": str(n), "text": "fees"} for n in range(150)))

    assert len(run(folder)) == 100


def test_judgements_may_lie_by_part_as_in_beir_s_own_collections(folder):
    (folder / "qrels").mkdir()
    (folder / "qrels.tsv").rename(folder / "qrels" / "test.tsv")

    assert len(run(folder)) == 3


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("corpus.jsonl", None, "corpus.jsonl: there is no such file"),
        ("queries.jsonl", None, "queries.jsonl: there is no such file"),
        ("qrels.tsv", None, "qrels.tsv: there is no such file"),
        ("corpus.jsonl", '{"_id": "1"}\n{"_id": ', "corpus.jsonl, line 2: this is no JSON"),
        ("corpus.jsonl", '{"title": "A"}\n', "corpus.jsonl, line 1: it has no _id"),
        ("corpus.jsonl", '{"_id": 1, "text": 2}\n', "corpus.jsonl, line 1: its text is no text"),
        ("corpus.jsonl", "[1]\n", "corpus.jsonl, line 1: expected an object"),
        ("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\tfees\n", "qrels.tsv, line 2: expected"),
        ("qrels.tsv", "q1\tfees\tvery\nq1\tfees\tmuch\n", "qrels.tsv, line 2: expected"),
    ],
)
def test_broken_file_is_named_with_its_line(folder, name, content, fault):
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_text(content)

    with pytest.raises(CommandError) as error:
        run(folder)

    assert fault in str(error.value)
    assert not list(folder.glob("out.run*"))


def test_judged_question_that_is_not_there_is_told_and_left_out(folder, caplog):
    (folder / "qrels.tsv").write_text("q1\tfees\t1\nq9\tfees\t1\n")

    assert {line[0] for line in run(folder)} == {"q1"}
    assert "question 'q9' is judged, but not there" in caplog.text


def test_words_are_widened_by_the_thesaurus_as_on_the_search_page(folder, forgetful):
    concept = Concept.objects.create(slug="recruitment-fee")
    for text in ("recruitment fee", "নিয়োগের খরচ"):
        language = "en" if text.isascii() else "bn"
        ConceptLabel.objects.create(concept=concept, text=text, language=language)

    assert [line[2] for line in run(folder) if line[0] == "q1"] == ["fees", "bn", "money"]


def test_place_that_can_not_be_written_is_told(folder):
    with pytest.raises(CommandError, match="can't be written: No such file or directory"):
        call_command("evaluate_search", str(folder), run=folder / "nowhere" / "out.run")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Recruitment fees", "en"),
        ("", "en"),
        ("2015 / 16", "en"),
        ("प्रवासी मजदूरों के अधिकार और वेतन की चोरी", "hi"),
        ("नेपाली कामदारहरूको अधिकार र ज्याला चोरी भएको छ", "ne"),
        ("অভিবাসী শ্রমিকদের অধিকার", "bn"),
        ("සංක්‍රමණික කම්කරුවන්ගේ අයිතිවාසිකම්", "si"),
        ("புலம்பெயர் தொழிலாளர்களின் உரிமைகள்", "ta"),
        ("تارکین وطن کے حقوق", "ur"),
        ("حقوق العمال المهاجرين في الخليج", "ar"),
        ("The kafala system (نظام الكفالة) explained", "en"),
    ],
)
def test_language_is_told_by_script_and_telling_words(text, language):
    assert language_of(text) == language


def test_blanks_of_a_name_do_not_break_the_lines(folder):
    write(folder / "corpus.jsonl", ({"_id": "a fee,\t“x”", "text": "Recruitment fees."},))
    (folder / "qrels.tsv").write_text("q1\ta\t1\n")

    assert [line[:4] for line in run(folder)] == [["q1", "Q0", "a%20fee,%09“x”", "1"]]


def test_texts_without_words_and_very_long_ones_are_taken_as_they_are(folder):
    long = "रोज़गार শ্রমিক مزدور தொழிலாளர் fees " * 20_000
    rows = ({"_id": 1, "text": long}, {"_id": "empty", "title": None, "text": ""})
    write(folder / "corpus.jsonl", rows)
    (folder / "qrels.tsv").write_text("q1\t1\t1\n")

    assert [line[2] for line in run(folder)] == ["1"]
