"""As-you-type: what begins as typed, of every kind, in a fixed number of queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import (
    AffiliationFactory,
    ConceptFactory,
    CreditFactory,
    InstitutionFactory,
    OutputFactory,
    OutputInstitutionFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db

CatchUp = Callable[[], int]


def suggested(client: Client, typed: str, prefix: str = "") -> list[dict[str, str]]:
    response = client.get(f"{prefix}/search/suggest", {"q": typed})

    assert response.status_code == 200
    found: list[dict[str, str]] = response.json()["suggestions"]
    return found


def test_each_kind_is_suggested_with_where_it_leads(client: Client, catch_up: CatchUp) -> None:
    OutputFactory(slug="newars", title="The Newars who left", language="en")
    AffiliationFactory(person=PersonFactory(slug="rai", name="Sita Newar"))
    InstitutionFactory(slug="new", name="New Era")
    ConceptFactory(en=["new skills"])
    catch_up()

    assert suggested(client, "New") == [
        {
            "label": "new skills",
            "language": "en",
            "kind": "Search",
            "address": "/search/?q=new+skills",
        },
        {
            "label": "The Newars who left",
            "language": "en",
            "kind": "Output",
            "address": "/outputs/newars/",
        },
        {"label": "Sita Newar", "language": "", "kind": "Person", "address": "/people/rai/"},
        {
            "label": "New Era",
            "language": "",
            "kind": "Institution",
            "address": "/institutions/new/",
        },
        {
            "label": "New Caledonia",
            "language": "",
            "kind": "Country",
            "address": "/search/?country=NC",
        },
        {
            "label": "New Zealand",
            "language": "",
            "kind": "Country",
            "address": "/search/?country=NZ",
        },
    ]


def test_title_with_the_typed_words_in_a_row_comes_first(
    client: Client, catch_up: CatchUp
) -> None:
    OutputFactory(title="Labour migration from Nepal")
    OutputFactory(title="From labour to migration")
    OutputFactory(draft=True, title="Labour migration from nowhere")
    catch_up()

    assert [one["label"] for one in suggested(client, "labour migration fr")] == [
        "Labour migration from Nepal",
        "From labour to migration",
    ]


def test_institution_is_suggested_by_its_acronym(client: Client) -> None:
    InstitutionFactory(name="Policy Studies", acronym="IPS")

    assert [one["label"] for one in suggested(client, "ips")] == ["Policy Studies"]


def test_countries_are_suggested_in_the_reader_s_language(client: Client) -> None:
    (country,) = suggested(client, "नेप", prefix="/ne")

    assert (country["label"], country["address"]) == ("नेपाल", "/ne/search/?country=NP")


@pytest.mark.parametrize("typed", ["", "n", "\0(", "%", "  ", "…"])
def test_too_little_suggests_nothing(client: Client, typed: str) -> None:
    OutputFactory(title="Nepal")

    assert suggested(client, typed) == []


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=120))
def test_whatever_is_typed_is_no_error(client: Client, catch_up: CatchUp, typed: str) -> None:
    catch_up()

    assert len(suggested(client, typed)) <= 12


@pytest.mark.parametrize("how_many", [1, 3])
def test_suggestions_ask_a_fixed_number_of_questions(
    client: Client, catch_up: CatchUp, django_assert_num_queries: Any, how_many: int
) -> None:
    for number in range(how_many):
        OutputFactory(title=f"Nepal {number}")
        AffiliationFactory(person=PersonFactory(name=f"Nepali {number}"))
        InstitutionFactory(name=f"Nepal {number}")
        ConceptFactory(en=[f"nepal {number}"])
    catch_up()
    client.get("/search/suggest", {"q": "ne"})  # countries and thesaurus are kept in memory

    # titles; people and institutions, and which of those readers may see
    with django_assert_num_queries(5):
        suggested(client, "nep")


def test_search_box_says_where_suggestions_are_without_any_script_in_the_page(
    client: Client, catch_up: CatchUp
) -> None:
    catch_up()

    html = client.get("/hi/search/").content.decode()

    assert 'data-suggest="/hi/search/suggest"' in html
    assert '<script src="/static/js/suggest.js" defer></script>' in html
    assert "<script>" not in html


def test_people_that_readers_may_not_see_hide_nobody(client: Client, catch_up: CatchUp) -> None:
    for number in range(8):
        PersonFactory(name=f"Nepa {number}")
        InstitutionFactory(name=f"Nepa {number}", is_listed=False)
    AffiliationFactory(person=PersonFactory(name="Nepali Shown"))
    output = OutputFactory(title="Unlike")
    credited = PersonFactory(name="Nepali Credited")
    CreditFactory(output=output, person=credited)
    body = InstitutionFactory(name="Nepali Body", is_listed=False)
    OutputInstitutionFactory(output=output, institution=body)

    found = [one["label"] for one in suggested(client, "nepa")]

    # The country last.
    assert found == ["Nepali Shown", "Nepali Credited", "Nepali Body", "Nepal"]
