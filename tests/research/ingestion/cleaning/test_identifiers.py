import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.ingestion.cleaning import identifiers

DIGITS = st.text("0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("https://doi.org/10.1016%2fj.envc.2023.100794", "10.1016/j.envc.2023.100794"),
        ("doi: 10.11648/j.jps.20140201.14", "10.11648/j.jps.20140201.14"),
        ("10.19103/AS.2018.0043.16", "10.19103/as.2018.0043.16"),
        ("Nature. 2021;1(2):10. doi: 10.1111/nature1111.", "10.1111/nature1111"),
        ("10.1371/journal.pone.0209483 [doi]", "10.1371/journal.pone.0209483"),
        ("10.1016/S0140-6736(05)67889-0", "10.1016/s0140-6736(05)67889-0"),
        ("(10.1016/j.x)", "10.1016/j.x"),
        ("DOI 1", ""),
        ("10.1234/", ""),
    ],
)
def test_doi_is_found_in_what_people_paste(written, doi):
    assert identifiers.found_doi(written) == doi


@given(st.text())
def test_doi_found_is_found_again_in_itself(text):
    found = identifiers.found_doi(text)
    assert identifiers.found_doi(f"https://doi.org/{found}") == found


@given(DIGITS.map(lambda digits: "978" + digits[:9]))
def test_isbn_is_taken_with_its_check_digit_and_no_other(stem):
    taken = [digit for digit in range(10) if identifiers.isbns(f"{stem}{digit}")]
    assert len(taken) == 1


@pytest.mark.parametrize(
    ("written", "isbns"),
    [
        ("99921-58-10-7||978-0-306-40615-7", ["9789992158104", "9780306406157"]),
        ("978-\u00ad92-\u00ad9043-\u00ad823-\u00ad6", ["9789290438236"]),
        ("978-0-306-40615-6", []),
        ("0-8044-2957-X (pbk.)", ["9780804429573"]),
    ],
)
def test_isbn_is_thirteen_digits(written, isbns):
    assert identifiers.isbns(written) == isbns


@pytest.mark.parametrize(
    ("written", "issn"),
    [
        ("0378-5955||0024-9319", "0378-5955"),
        ("1999-7777(Electronic),0024-9319(Print)", "0024-9319"),
        ("2325967x", ""),
        ("03785955", "0378-5955"),
        ("2434-561x", "2434-561X"),
    ],
)
def test_issn_needs_its_check_digit(written, issn):
    assert identifiers.issn(written) == issn


def test_orcid_needs_its_check_digit():
    assert identifiers.orcid("https://orcid.org/0000-0002-1825-0097") == "0000-0002-1825-0097"
    assert identifiers.orcid("0000-0002-1694-233x") == "0000-0002-1694-233X"
    assert identifiers.orcid("0000-0002-1825-0098") == ""


def test_handle_is_no_doi():
    assert identifiers.handle("https://hdl.handle.net/10986/12345") == "10986/12345"
    assert identifiers.handle("hdl:10986/12345") == "10986/12345"
    assert identifiers.handle("10.1111/x") == ""
