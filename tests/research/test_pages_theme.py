"""The pages of the five themes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from research.models import Theme
from tests.factories import CreditFactory, OutputFactory, OutputInstitutionFactory, PersonFactory

pytestmark = pytest.mark.django_db

GENDER = "gender-and-migration"
ADDRESS = f"/themes/{GENDER}/"


def test_theme_list_counts_published_outputs(client: Client) -> None:
    OutputFactory.create_batch(2, themes=[GENDER])
    OutputFactory(draft=True, themes=[GENDER])

    html = client.get("/themes/").content.decode()

    assert html.count('class="stitched t-') == 5
    assert '<span class="count">2 outputs</span>' in html


def test_theme_shows_briefs_first_then_the_newest(
    client: Client, catch_up: Callable[[], int]
) -> None:
    OutputFactory(title="An older report", issued="2001", themes=[GENDER])
    OutputFactory(title="A newer report", issued="2023", themes=[GENDER])
    OutputFactory(title="A brief", type="policy-brief", issued="1999", themes=[GENDER])
    OutputFactory(title="Of another theme", themes=["drivers-of-migration"])
    catch_up()

    html = client.get(ADDRESS).content.decode()

    order = [html.index(title) for title in ("A brief", "A newer report", "An older report")]
    assert order == sorted(order)
    assert "Of another theme" not in html


def test_theme_names_its_institutions_and_people_by_number_of_outputs(
    client: Client, catch_up: Callable[[], int]
) -> None:
    busy, once = PersonFactory(name="Busy Writer"), PersonFactory(name="An Author")
    for person in (busy, once, busy):
        CreditFactory(output=OutputFactory(themes=[GENDER]), person=person)
    OutputInstitutionFactory(output__themes=[GENDER], institution__name="CESLAM")
    OutputInstitutionFactory(output__themes=[GENDER], institution__name="A fund", role="funder")
    catch_up()

    who = client.get(ADDRESS).content.decode().partition('id="who"')[2]

    assert who.index("Busy Writer") < who.index("An Author")
    assert "CESLAM" in who
    assert "A fund" not in who


def test_theme_without_outputs_says_so(client: Client, catch_up: Callable[[], int]) -> None:
    catch_up()

    assert "Nothing under this theme yet." in client.get(ADDRESS).content.decode()


def test_theme_unknown_is_not_found(client: Client) -> None:
    assert client.get("/themes/astrology/").status_code == 404


def test_theme_description_goes_into_the_page_of_another_language_marked(client: Client) -> None:
    Theme.objects.filter(slug=GENDER).update(description="Who leaves.")

    html = client.get(f"/ur{ADDRESS}").content.decode()

    assert '<html lang="ur" dir="rtl">' in html
    assert '<p class="lead" lang="en" dir="ltr">Who leaves.</p>' in html


@pytest.mark.parametrize("how_many", [1, 3])
def test_theme_asks_a_fixed_number_of_questions(
    client: Client, catch_up: Callable[[], int], django_assert_num_queries: Any, how_many: int
) -> None:
    for kind in ["policy-brief", "report"] * how_many:
        output = OutputFactory(type=kind, themes=[GENDER], countries=["NP"])
        CreditFactory(output=output, person=PersonFactory())
        OutputInstitutionFactory(output=output)
    catch_up()

    with django_assert_num_queries(21):
        response = client.get(ADDRESS)

    assert response.content.decode().count("<article") == how_many * 3
