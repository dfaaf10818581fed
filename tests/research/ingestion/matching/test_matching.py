"""The same work or another: what small differences may be, and what they may not."""

import csv
import io

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from research.ingestion.matching import blocking, hub, people, scoring
from research.ingestion.matching.works import Work
from tests.factories import CreditFactory, OutputFactory

FEES = "Recruitment fees paid by migrant workers from Nepal"
PEOPLE = ("Selim Rahman", "Priya Das")


def same(first: dict[str, object], second: dict[str, object]) -> bool:
    return scoring.judge(Work(1, **first), Work(2, **second)).is_same


def fees(**changes: object) -> dict[str, object]:
    return {"title": FEES, "year": "2019", "names": PEOPLE} | changes


@pytest.mark.parametrize(
    "changes",
    [
        {"title": FEES.upper() + "."},
        {"title": "Recruitment fees paid by migrant workers from Nepl"},
        {"title": "Recruitment-fees paid by migrant workers, from Nepal"},
        {"title": f"{FEES}: a survey of three districts"},
        {"names": ("Das, P.", "Rahman, S.")},
        {"names": ("S Rahman",)},
        {"names": ()},
        {"year": ""},
        {"year": "2018"},
        {"names": ("RAHMAN SELIM", "DAS PRIYA"), "title": FEES.lower()},
    ],
)
def test_same_work_with_small_differences(changes):
    assert same(fees(), fees(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"title": FEES.replace("Nepal", "India")},
        {"title": f"{FEES}, part II"},
        {"title": f"{FEES}: second edition"},
        {"title": f"{FEES} 2018"},
        {"title": f"A comment on {FEES}"},
        {"names": ("Nisha Onta",), "year": "2011"},
        {"doi": "10.5555/b"},
        {"year": "2009"},
    ],
)
def test_other_work_however_like(changes):
    assert not same(fees(doi="10.5555/a"), fees(**changes))


def test_parts_and_years_are_told_apart_on_both_sides():
    assert not same(fees(title="Migration profile 2018"), fees(title="Migration profile 2019"))
    assert not same(fees(title=f"{FEES}. Part I"), fees(title=f"{FEES}. Part II"))
    assert same(fees(title=f"{FEES}. Part 2"), fees(title=f"{FEES}, Part II"))


def test_title_of_many_works_needs_more_than_its_people():
    editor = {"title": "Introduction", "names": ("Selim Rahman",)}
    assert not same(editor | {"year": "2019"}, editor | {"year": "2019"})


def test_same_doi_is_the_same_work_with_a_reason():
    judgement = scoring.judge(
        Work(1, FEES, doi="10.5555/a"), Work(2, "Recruitment fees of workers", doi="10.5555/a")
    )
    assert judgement.is_same
    assert "same DOI" in judgement.reasons


def test_title_in_any_script():
    title = "नेपाली श्रमिकहरूको भर्ना शुल्क"
    assert same(fees(title=title), fees(title=f"{title}।"))
    assert not same(fees(title=title), fees(title="नेपाली श्रमिकहरूको स्वास्थ्य बीमा"))


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("Selim Rahman", "Rahman, S.", True),
        ("A. K. M. Rahman", "Rahman AKM", True),
        ("Hong Hai Do", "HH Do", True),
        ("Wei Wang", "Wang Wei", True),
        ("Kai-Uwe Sattler", "K.-U. Sattler", True),
        ("José Pérez", "Jose Perez", True),
        ("Selim Rahman", "Shirin Rahman", False),
        ("S. Rahman", "M. Rahman", False),
        ("Selim Rahman", "Selim Khan", False),
        ("गणेश गुरुङ", "Ganesh Gurung", True),
        ("গণেশ গুরুং", "Priya Das", False),
    ],
)
def test_person_in_any_order_script_and_with_initials(one, other, is_one):
    found = people.compare(people.known([one]), people.known([other]))
    assert found
    assert (found.shared == 1) == is_one


@given(st.text(), st.text(), st.text())
def test_any_two_records_get_a_score_both_ways(first, second, name):
    one, two = Work(1, first, names=(name,)), Work(2, second, names=(second,))
    assert scoring.judge(one, two).score == pytest.approx(scoring.judge(two, one).score, abs=0.5)
    assert 0 <= scoring.judge(one, two).score <= 1


def test_of_two_likenesses_the_much_likelier_one_stays():
    old, new = (Work(year, FEES, year=year, names=PEOPLE) for year in ("2009", "2011"))
    found = blocking.pairs_between([old, new], [Work("x", FEES, year="2011", names=PEOPLE)])
    assert [pair.first.key for pair in found] == ["2011"]


def test_command_prints_pairs_of_two_files(tmp_path, capsys):
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("id,title,authors,year,venue\na1,Migración y género en Nepal,P. Das,2019,\n")
    second.write_bytes(
        "id,title,authors,year\nb1,migración y género en Nepal.,Priya Das,2019\n"
        "b2,Something else altogether,Priya Das,2019\n".encode("latin-1")
    )

    call_command("match_files", str(first), str(second))

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["id_a"], row["id_b"]) for row in rows] == [("a1", "b1")]
    assert 0.5 <= float(rows[0]["score"]) <= 1


def test_one_file_is_matched_against_itself(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text(f"id,title,authors,year\n1,{FEES},P. Das,2019\n2,{FEES},Priya Das,2019\n")
    call_command("match_files", str(path), str(path))
    assert capsys.readouterr().out.splitlines()[1].startswith("1,2,")


@pytest.mark.django_db
def test_one_work_and_many_find_the_same_outputs_of_the_hub(monkeypatch):
    there = OutputFactory(title=FEES, issued="2019-05")
    CreditFactory(output=there, name="Selim Rahman")
    by_doi = OutputFactory(title="Fees", doi="10.5555/a")
    OutputFactory(title="Something else altogether")
    asked = [
        Work("a", f"{FEES}.", year="2019", names=("Rahman, S.",)),
        Work("b", "Fees of workers", doi="10.5555/a"),
        Work("c", "Nobody wrote this yet in any year"),
    ]

    one_by_one = hub.likely_many(asked)
    monkeypatch.setattr(hub, "FEW", 0)
    together = hub.likely_many(asked)

    best = {key: matches[0][0] for key, matches in together.items() if matches}
    assert best == {"a": there.pk, "b": by_doi.pk}
    assert {key: matches[0] for key, matches in one_by_one.items() if matches} == {
        key: matches[0] for key, matches in together.items() if matches
    }
