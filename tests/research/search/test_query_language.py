from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from research.search import Criteria, query_language
from research.search.query_language import Question


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
