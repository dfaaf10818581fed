"""Countries, corridors, the register and the evidence map, as a policymaker reads them."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from redis.exceptions import ConnectionError as CacheAway

from research.models import Theme
from tests.factories import (
    CorridorFactory,
    CreditFactory,
    EventFactory,
    InstitutionFactory,
    OutputFactory,
    PersonFactory,
    PracticeFactory,
    ProjectFactory,
    RecommendationFactory,
    ResourceCentreFactory,
)
from tests.hub.pages import Page

pytestmark = pytest.mark.django_db


def whole_country(how_many: int) -> None:
    """Nepal with ``how_many`` of everything."""
    for _number in range(how_many):
        output = OutputFactory(
            themes=["gender-and-migration"], countries=["NP"], type="policy-brief"
        )
        OutputFactory(themes=["gender-and-migration"], countries=["NP"], type="agreement")
        CreditFactory(output=output, person=PersonFactory())
        RecommendationFactory(output=output)
        output.corridors.add(CorridorFactory())
        InstitutionFactory(country_id="NP")
        ProjectFactory(countries=["NP"])
        PracticeFactory(countries=["NP"])
        EventFactory(country_id="NP")
        ResourceCentreFactory(country_id="NP")


@pytest.mark.parametrize("how_many", [1, 3])
def test_country_page_asks_a_fixed_number_of_questions(
    client: Client, django_assert_max_num_queries: Any, how_many: int
):
    whole_country(how_many)

    with django_assert_max_num_queries(59):
        answer = client.get("/countries/np/")

    assert answer.status_code == 200


@pytest.mark.usefixtures("shipped")
def test_country_page_says_what_the_figures_say(client: Client):
    page = Page(client.get("/countries/np/"))

    assert "From 748,000 people in 1990 to 2.3 million in 2019; 39 % of them women" in page.words
    assert "Most live in Malaysia and India" in page.words
    assert "Each number with its file and row (CSV)" in page.links()


@pytest.mark.usefixtures("shipped")
def test_country_page_is_drawn_without_a_cache(client: Client, monkeypatch: pytest.MonkeyPatch):
    def away(*_: Any) -> None:
        raise CacheAway

    monkeypatch.setattr("partners.caching.cache.get_many", away)
    monkeypatch.setattr("partners.caching.cache.set_many", away)

    answer = client.get("/countries/np/")

    assert answer.status_code == 200
    assert b"<svg viewBox" in answer.content


def test_country_in_large_letters_is_the_same_page(client: Client):
    OutputFactory(countries=["NP"])

    assert Page(client.get("/countries/NP/")).texts("h1") == ["Nepal"]


def test_country_of_which_nothing_is_known_is_not_found(client: Client):
    assert client.get("/countries/ax/").status_code == 404
    assert client.get("/countries/zz/").status_code == 404


@pytest.mark.usefixtures("shipped")
def test_corridor_says_the_share_of_women_and_where_it_stands(client: Client):
    page = Page(client.get("/corridors/lk-sa/"))

    assert page.texts("h1") == ["Sri Lanka to Saudi Arabia"]
    assert "Women’s share, 201932 %" in page.words
    assert "migrants_by_origin_and_destination_female.csv, row" in page.words


@pytest.mark.parametrize("pair", ["np-np", "np-zz"])
def test_no_corridor_is_not_found(client: Client, pair: str):
    assert client.get(f"/corridors/{pair}/").status_code == 404


def test_register_is_narrowed_by_who_where_and_words(client: Client):
    output = OutputFactory(title="Fees", issued="2021", countries=["NP"])
    RecommendationFactory(
        output=output, actor="origin-government", text="Cap what recruiters charge.", order=1
    )
    RecommendationFactory(output=output, actor="employers", text="Pay the fees.", order=2)
    RecommendationFactory(
        output=OutputFactory(countries=["LK"]),
        actor="employers",
        text="Pay the fee.",
        country=None,
    )

    page = Page(client.get("/recommendations/", {"q": "fees", "country": "np"}))

    assert page.texts("p[@class='rec-point']") == ["Pay the fees."]
    assert "1 recommendation" in page.words


def test_register_shows_nothing_of_a_draft(client: Client):
    RecommendationFactory(output=OutputFactory(status="draft"), text="Not yet.")

    assert "Not yet." not in Page(client.get("/recommendations/")).words


def test_register_as_csv_runs_nothing(client: Client):
    RecommendationFactory(output=OutputFactory(), text="=1+1")

    answer = client.get("/recommendations.csv")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["recommendation"] == "'=1+1"


@pytest.mark.parametrize("words", ["\x00", "\u200f“(", "a" * 3000, "'; --"])
def test_register_answers_whatever_is_asked(client: Client, words: str):
    assert client.get("/recommendations/", {"q": words, "country": words}).status_code == 200


def test_evidence_map_counts_what_its_cells_lead_to(client: Client):
    for kind in ("policy-brief", "report", "report"):
        OutputFactory(type=kind, themes=["gender-and-migration"], countries=["NP"])

    page = Page(client.get("/evidence-map/"))

    assert page.links()["3"] == "/search/?theme=gender-and-migration&country=np"
    assert "24 of 25 cells are empty" in page.words


def test_evidence_map_as_csv_keeps_the_kinds_apart(client: Client):
    OutputFactory(type="report", themes=["gender-and-migration"], populations=["women"])

    answer = client.get("/evidence-map.csv", {"by": "population"}).content.decode()

    assert "women,gender-and-migration,0,1,0,0,0,1" in answer


@pytest.mark.parametrize("axis", ["country", "destination", "population", "stage"])
def test_evidence_map_asks_a_fixed_number_of_questions(
    client: Client, django_assert_max_num_queries: Any, axis: str
):
    OutputFactory(themes=Theme.objects.values_list("slug", flat=True), countries=["NP", "IN"])

    with django_assert_max_num_queries(6):
        assert client.get("/evidence-map/", {"by": axis}).status_code == 200
