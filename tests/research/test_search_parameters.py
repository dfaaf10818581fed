"""Whatever stands in the address of the search page, the answer is a page with sense."""

from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from research.search import Criteria
from research.search.facets import FACETS, Facet
from tests.factories import ConceptFactory, OutputFactory

pytestmark = pytest.mark.django_db

CatchUp = Callable[[], int]
NAMES = [
    "q",
    *(facet.name for facet in FACETS),
    "year_min",
    "year_max",
    "sort",
    "page",
    "thesaurus",
    "unheard-of",
]
#: What is likely to break a parser, beside arbitrary text.
NASTY = [
    "a" * 2001,
    '"' * 999,
    "-" * 2000,
    "title:" * 400,
    '-title:"',
    "year:9999..0000",
    "year:٢٠١٥..",
    "\0\x07\x1b[31m",
    "\u202eseef\u202c \u200f\u200e\ufeff",
    "👩🏽‍🌾 🇳🇵",
    "क्\u200dष \u200d \u0301",
    "https://doi.org/10.1234/" + "x" * 1900,
    "http://[::1",
    "https://x.example/outputs/%00",
    "-recruitment -fees",
    "999999999999999999999999",
    "-1",
    "AND OR NOT *:* ~2 ^5 [a TO b] {!x} \\",
    "'; DROP TABLE research_output; --",
]
PARAMETERS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.one_of(st.sampled_from(NASTY), st.text(max_size=60))),
    max_size=6,
)
A_FEW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def answer(client: Client, parameters: list[tuple[str, str]]) -> str:
    query = QueryDict(mutable=True)
    for name, value in parameters:
        query.appendlist(name, value.encode("utf-8", "replace").decode())
    response = client.get(f"/search/?{query.urlencode()}")

    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_nasty_values_of_each_parameter_give_a_page(
    client: Client, catch_up: CatchUp, name: str
) -> None:
    OutputFactory(title="Recruitment fees")
    ConceptFactory(en=["recruitment fee"], ne=["भर्ती शुल्क"])
    catch_up()

    for value in NASTY:
        html = answer(client, [(name, value)])
        assert '<form class="ask"' in html


def test_any_parameters_give_a_page_that_counts_or_says_nothing_found(
    client: Client, catch_up: CatchUp
) -> None:
    OutputFactory(title="Recruitment fees", themes=["gender-and-migration"], countries=["NP"])
    catch_up()

    @A_FEW
    @given(PARAMETERS)
    def check(parameters: list[tuple[str, str]]) -> None:
        html = answer(client, parameters)
        assert ("1 output" in html) + ("Nothing found" in html) == 1

    check()


def test_any_parameters_without_index_give_a_page(client: Client) -> None:
    OutputFactory(title="Recruitment fees")

    @A_FEW
    @given(PARAMETERS)
    def check(parameters: list[tuple[str, str]]) -> None:
        assert "The search index is being rebuilt." in answer(client, parameters)

    check()


@given(PARAMETERS)
@A_FEW
def test_any_parameters_survive_being_written_back(parameters: list[tuple[str, str]]) -> None:
    query = QueryDict(mutable=True)
    for name, value in parameters:
        query.appendlist(name, value.encode("utf-8", "replace").decode())
    criteria = Criteria.parse(query)

    assert Criteria.parse(QueryDict(criteria.query_string())) == criteria


def test_any_text_typed_gives_suggestions_or_none(client: Client, catch_up: CatchUp) -> None:
    OutputFactory(title="Recruitment fees", countries=["NP"])
    catch_up()

    @A_FEW
    @given(st.one_of(st.sampled_from(NASTY), st.text(max_size=60)))
    def check(typed: str) -> None:
        said = typed.encode("utf-8", "replace").decode()
        response = client.get("/search/suggest", {"q": said})
        assert response.status_code == 200
        assert set(response.json()) == {"suggestions"}

    check()


def test_any_parameters_give_a_page_of_a_whole_facet(client: Client, catch_up: CatchUp) -> None:
    OutputFactory(title="Recruitment fees", countries=["NP"])
    catch_up()

    @A_FEW
    @given(st.sampled_from(FACETS), st.text(max_size=40), PARAMETERS)
    def check(facet: Facet, among: str, parameters: list[tuple[str, str]]) -> None:
        query = QueryDict(mutable=True)
        for name, value in (*parameters, ("among", among)):
            query.appendlist(name, value.encode("utf-8", "replace").decode())
        response = client.get(f"/search/facets/{facet.name}/?{query.urlencode()}")
        assert response.status_code == 200
        assert 'id="values"' in response.content.decode()

    check()
