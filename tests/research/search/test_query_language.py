import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from research.search import Criteria, query_language
from research.search.query_language import Question, Years


def test_words_phrases_and_exclusions_are_taken_apart():
    question = query_language.read('fair recruitment "domestic workers" -jordan')

    assert [word[0] for word in question.words] == ["fair", "recruit"]
    assert [[word[0] for word in row] for row in question.phrases] == [["domest", "worker"]]
    assert [[word[0] for word in row] for row in question.excluded] == [["jordan"]]


def test_function_words_are_dropped_unless_nothing_else_was_typed():
    assert [w[0] for w in query_language.read("what is the cost of it").words] == ["cost"]
    assert [w[0] for w in query_language.read("who are we").words] == ["who", "are", "we"]


def test_unbalanced_quote_reaches_to_the_end():
    question = query_language.read('"domestic workers')

    assert [[word[0] for word in row] for row in question.phrases] == [["domest", "worker"]]


def test_lone_minus_and_hyphen_exclude_nothing():
    assert query_language.read("-").excluded == ()
    assert query_language.read("pre-departure").excluded == ()


def test_nothing_is_asked_by_punctuation():
    assert query_language.read('"" ?! -"" …') == Question()


@given(st.text(max_size=300))
def test_whatever_is_typed_has_a_meaning(text):
    assert isinstance(query_language.read(text), Question)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_text_survives_being_written_into_an_address(text):
    criteria = Criteria(text=query_language.clean(text))

    assert Criteria.parse(QueryDict(criteria.query_string())) == criteria


def test_fields_are_taken_apart_with_a_word_or_a_phrase() -> None:
    question = query_language.read('title:Fees -author:"Sita Rai" institution:CESLAM wages')

    assert [(one.field, one.is_excluded) for one in question.within] == [
        ("title", False),
        ("people", True),
        ("institutions", False),
    ]
    assert [[word[0] for word in one.row] for one in question.within] == [
        ["fee"],
        ["sita", "rai"],
        ["ceslam"],
    ]
    assert [word[0] for word in question.words] == ["wage"]


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("year:2015..2020", 2015, 2020),
        ("YEAR: 2015–2020", 2015, 2020),
        ("year:2019", 2019, 2019),
        ("year:२०१९", 2019, 2019),
        ("year:2015..", 2015, None),
        ("year:..2020", None, 2020),
    ],
)
def test_years_are_read(typed: str, first: int | None, last: int | None) -> None:
    assert query_language.read(typed) == Question(years=(Years(first, last),))


@pytest.mark.parametrize("typed", ["year:soon", "year:..", "title:", "year:", "subtitle:fees"])
def test_what_only_looks_like_a_field_is_words(typed: str) -> None:
    question = query_language.read(typed)

    assert (question.within, question.years) == ((), ())
    assert question.words or typed == "year:.."


@pytest.mark.parametrize(
    ("pasted", "key"),
    [
        ("10.1234/Ab.c-9", "10.1234/ab.c-9"),
        ("doi:10.1234/abc.", "10.1234/abc"),
        ("https://doi.org/10.1234/abc", "10.1234/abc"),
        ("http://dx.doi.org/10.1234%2Fabc", "10.1234/abc"),
        ("https://www.tandfonline.com/doi/full/10.1234/abc?src=x", "10.1234/abc"),
        ("http://hub.example/ne/outputs/fees-2019/documents/4/a.pdf#page=3", "outputs/fees-2019"),
        ("https://hub.example/outputs/fees-2019/", "outputs/fees-2019"),
        ("https://www.ILO.org/Publications/fees/?utm_source=x", "ilo.org/publications/fees"),
    ],
)
def test_whole_identifier_is_recognised(pasted: str, key: str) -> None:
    assert key in query_language.read(f"  {pasted} ").identifiers


@pytest.mark.parametrize("typed", ["see 10.1234/abc", "10.12/abc", "http://", "www", ""])
def test_other_text_is_no_identifier(typed: str) -> None:
    assert query_language.read(typed).identifiers == ()
