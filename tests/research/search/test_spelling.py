"""Words that stand nowhere: the nearest that does, as it is written."""

from collections.abc import Callable

import pytest
from django.test import Client

from research.search import Criteria, find
from tests.factories import (
    ConceptFactory,
    CreditFactory,
    InstitutionFactory,
    OutputFactory,
    OutputInstitutionFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db

CatchUp = Callable[[], int]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("remitances", "remittances"),
        ("remittnaces in nepal", "remittances in nepal"),
        ('"recrutment fees"', '"recruitment fees"'),
        ("author:weerarathne", "author:Weeraratne"),
        ("ramitances recrutment", "remittances recruitment"),
        ("कामदाद", "कामदार"),
    ],
)
def test_misspelt_words_are_respelt_as_they_are_written(
    catch_up: CatchUp, typed: str, meant: str
) -> None:
    OutputFactory(title="Remittances and recruitment fees in Nepal", summary="On remittances.")
    OutputFactory(title="The recruitment of workers", summary="How recruitment works.")
    OutputFactory(title="कामदार", language="ne", summary="")
    CreditFactory(person=PersonFactory(name="Bilesha Weeraratne"))
    catch_up()

    assert find(Criteria(text=typed)).suggestion == meant


def test_names_of_institutions_and_words_of_the_thesaurus_are_known(catch_up: CatchUp) -> None:
    OutputInstitutionFactory(institution=InstitutionFactory(name="Social Science Baha"))
    ConceptFactory(en=["kafala"])
    catch_up()

    assert find(Criteria(text="sociel")).suggestion == "Social"
    assert find(Criteria(text="kafalla")).suggestion == "kafala"
    assert find(Criteria(text="kafala")).suggestion == ""


@pytest.mark.parametrize(
    "typed", ["wages", "zzzzqqqq", "wag", "2o19", "", "10.1234/wagez", "wagesx qqqqz wwwwx vvvvx"]
)
def test_what_is_known_short_or_like_nothing_is_left_alone(catch_up: CatchUp, typed: str) -> None:
    OutputFactory(title="Wages in the Gulf")
    catch_up()

    assert find(Criteria(text=typed)).suggestion == ""


def test_drafts_lend_no_words(catch_up: CatchUp) -> None:
    OutputFactory(draft=True, title="Confidential")
    catch_up()

    assert find(Criteria(text="confidentail")).suggestion == ""


def test_page_offers_the_closest_spelling_within_the_same_filters(
    client: Client, catch_up: CatchUp
) -> None:
    OutputFactory(title="Wages in the Gulf", countries=["NP"])
    catch_up()

    html = client.get("/search/?q=wagges&country=NP").content.decode()

    assert (
        '<a href="/search/?q=wages&amp;country=NP"><bdi>wages</bdi></a>'
        in html.lower().replace("country=np", "country=NP")
    )


def test_neighbours_in_the_thesaurus_are_offered_if_they_find_something(
    client: Client, catch_up: CatchUp
) -> None:
    ConceptFactory(en=["wage theft"])
    ConceptFactory(en=["wage protection system"])
    OutputFactory(title="On theft of pay", summary="Wage theft is common.", countries=["NP"])
    catch_up()

    results = find(Criteria(text='"wage robbery"'))
    html = client.get("/search/?q=%22wage+robbery%22&country=NP").content.decode()

    assert [label.text for label in results.neighbours] == ["wage theft"]
    assert '<a href="/search/?q=wage+theft&amp;country=NP"><bdi>wage theft</bdi></a>' in html
