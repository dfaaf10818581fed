"""The register on paper and by country; country pages lead into it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from research.models import Theme
from tests.factories import (
    CorridorFactory,
    EventFactory,
    OutputFactory,
    PracticeFactory,
    RecommendationFactory,
)
from tests.hub.pages import Page

pytestmark = pytest.mark.django_db


def said(client: Client, **asked: str) -> list[str]:
    return Page(client.get("/recommendations/", asked)).texts("p[@class='rec-point']")


def test_what_names_the_country_stands_before_what_is_asked_of_all(client: Client):
    output = OutputFactory(countries=["NP"])
    RecommendationFactory(output=output, text="To all.", order=1)
    RecommendationFactory(output=output, text="To Nepal.", order=2, country_id="NP")

    assert said(client, country="np") == ["To Nepal.", "To all."]


def test_own_theme_and_corridor_count_before_those_of_the_output(client: Client):
    output = OutputFactory(
        themes=["gender-and-migration"], corridors=[CorridorFactory(origin_id="NP")]
    )
    RecommendationFactory(output=output, text="Of the output.", order=1)
    RecommendationFactory(
        output=output,
        text="Of its own.",
        order=2,
        theme=Theme.objects.get(slug="drivers-of-migration"),
        corridor=CorridorFactory(origin_id="LK", destination_id="SA"),
    )

    assert said(client, theme="gender-and-migration") == ["Of the output."]
    assert said(client, theme="drivers-of-migration") == ["Of its own."]
    assert said(client, origin="np") == ["Of the output."]
    assert said(client, destination="sa", origin="lk") == ["Of its own."]


def test_register_can_be_had_whole_on_one_page(client: Client):
    output = OutputFactory()
    for order in range(1, 61):
        RecommendationFactory(output=output, order=order, text=f"Do {order}.")

    assert len(said(client)) == 50
    assert len(said(client, all="1")) == 60
    assert "Printed on" in Page(client.get("/recommendations/?all=1")).words


@pytest.mark.parametrize("how_many", [1, 3])
def test_register_asks_a_fixed_number_of_questions(
    client: Client, django_assert_max_num_queries: Any, how_many: int
):
    for _number in range(how_many):
        output = OutputFactory(themes=["gender-and-migration"], countries=["NP"])
        RecommendationFactory(output=output, actor="employers", country_id="NP")

    with django_assert_max_num_queries(22):
        assert len(said(client, country="np")) == how_many


def test_country_page_leads_to_its_parts_and_to_who_is_asked(client: Client):
    output = OutputFactory(countries=["NP"])
    for order, actor in enumerate(("employers", "employers", "recruiters"), 1):
        RecommendationFactory(output=output, actor=actor, order=order, country_id="NP")
    PracticeFactory.create_batch(5, countries=["NP"])

    links = Page(client.get("/countries/np/")).links()

    assert links["Employers"] == "/recommendations/?country=np&actor=employers"
    assert links["Practices"] == "#practices"
    assert links["All 5 practices"] == "/practices/?country=np"


def test_home_names_the_next_event_first(client: Client):
    today = timezone.localdate()
    EventFactory(title="Past", starts_on=today - timedelta(9), ends_on=today - timedelta(9))
    for title, days in (("Later", 30), ("Soon", 3)):
        day = today + timedelta(days)
        EventFactory(title=title, starts_on=day, ends_on=day)

    page = Page(client.get("/")).words.partition("Next event")[2]

    assert page.index("Soon") < page.index("Later") < page.index("Past")
