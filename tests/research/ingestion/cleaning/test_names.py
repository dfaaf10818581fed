import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.ingestion.cleaning import names
from research.ingestion.cleaning.names import Name


@pytest.mark.parametrize(
    ("written", "whole", "family", "given"),
    [
        ("Rahman, A. K. M.", "A. K. M. Rahman", "Rahman", "A. K. M."),
        ("A.K.M. Rahman", "A. K. M. Rahman", "Rahman", "A. K. M."),
        ("Rahman AKM", "A. K. M. Rahman", "Rahman", "A. K. M."),
        ("RAHMAN, SELIM", "Selim Rahman", "Rahman", "Selim"),
        ("van der Berg, Jan", "Jan van der Berg", "van der Berg", "Jan"),
        ("Jan van der Berg", "Jan van der Berg", "van der Berg", "Jan"),
        ("Georg von Krogh", "Georg von Krogh", "von Krogh", "Georg"),
        ("Articlewriter, Laura, III", "Laura Articlewriter III", "Articlewriter III", "Laura"),
        ("Prof. Dr. Nisha Onta", "Nisha Onta", "Onta", "Nisha"),
        ("Stillman, Andrew N. (a.stillman@example.org)", "Andrew N. Stillman", "Stillman",
         "Andrew N."),
        ("गणेश गुरुङ", "गणेश गुरुङ", "गणेश गुरुङ", ""),
        ("محمد سلیم", "محمد سلیم", "محمد سلیم", ""),
        ("Sijapati", "Sijapati", "Sijapati", ""),
    ],
)  # fmt: skip
def test_name_stands_with_given_names_first(written, whole, family, given):
    assert names.one(written) == Name(whole, family, given)


@pytest.mark.parametrize(
    "written",
    ["International Labour Organization", "Ministry of Labour, Employment and Social Security",
     "RMMRU Research Unit", "विदेश रोजगार मन्त्रालय", "Data Conscious Ltd.",
     "Himal Research & Evaluation", "Sita Das and Associates"],
)  # fmt: skip
def test_body_is_no_person(written):
    found = names.one(written)
    assert found
    assert found.is_body
    assert found.whole == written


def test_braces_make_a_body_in_bibtex():
    assert names.one("{Refugee and Migratory Movements}", tex=True) == Name(
        "Refugee and Migratory Movements", is_body=True
    )
    assert names.one(r"{\"O}zden, {\c{C}}a{\u{g}}lar", tex=True) == Name(
        "Çağlar Özden", "Özden", "Çağlar"
    )


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Rahman, Selim; Das, Priya", ["Rahman, Selim", "Das, Priya"]),
        ("Rahman, Selim||Das, Priya", ["Rahman, Selim", "Das, Priya"]),
        ("Selim Rahman, Priya Das and Nisha Onta", ["Selim Rahman", "Priya Das", "Nisha Onta"]),
        ("Selim Rahman, Priya Das, & Nisha Onta", ["Selim Rahman", "Priya Das", "Nisha Onta"]),
        ("Rahman S, Das P, Onta NK.", ["Rahman S", "Das P", "Onta NK."]),
        ("Rahman, S., Das, P.", ["Rahman, S.", "Das, P."]),
        ("Rahman, Selim", ["Rahman, Selim"]),
        ("Rahman, Selim and Das, Priya", ["Rahman, Selim", "Das, Priya"]),
        ("Selim RahmanPriya Das", ["Selim Rahman", "Priya Das"]),
        ("Fiona McGrath, Ann DeJong", ["Fiona McGrath", "Ann DeJong"]),
        ("Selim Rahman et al.", ["Selim Rahman"]),
        ("Himal Research & Evaluation", ["Himal Research & Evaluation"]),
        ("Sita Das and Associates", ["Sita Das and Associates"]),
        ("Himal & Social Consulting", ["Himal & Social Consulting"]),
        ("IOM and Himal Consulting", ["IOM", "Himal Consulting"]),
        ("Selim Rahman & Priya Das", ["Selim Rahman", "Priya Das"]),
    ],
)
def test_cell_of_names_is_parted(cell, parts):
    assert names.split(cell) == parts


@given(st.text())
def test_any_text_is_read_as_names(text):
    for name in names.several(text):
        assert name.whole.strip() == name.whole != ""
        assert len(name.whole) <= names.LONGEST


def test_nobody_is_nobody():
    assert [names.one(text) for text in ("et al.", "Anonymous", "NULL", " ", "-")] == [None] * 5
