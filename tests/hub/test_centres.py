"""Resource centres: the nearest, the map, hours and telephones, lists to take along."""

import csv
import io
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from html import unescape
from re import findall, search

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import ResourceCentreFactory
from tests.hub.pages import Page

pytestmark = pytest.mark.django_db
LIST = "/resource-centres/"


def centre(**fields):
    return ResourceCentreFactory(country_id=fields.pop("country", "BD"), **fields)


def test_nearest_to_a_town_stands_first_with_its_distance(client):
    centre(name="Here", city="Dhaka")
    centre(name="There", city="Sylhet", helps_with=["before-departure"])
    centre(name="Abroad", city="Kathmandu", country="NP")

    page = Page(client.get(LIST, {"near": "cumilla"}))

    assert page.texts("h2") == ["Nearest to Cumilla, Bangladesh"]
    assert page.texts("h3") == ["Here", "There", "Abroad"]
    assert page.texts("p[@class='away']") == [
        "about 85 km away",
        "about 170 km away",
        "about 750 km away",
    ]
    assert page.texts("details[@class='beyond']/summary") == ["1 in another country"]


def test_nearest_is_narrowed_like_the_list(client):
    centre(name="Advises", city="Sylhet", helps_with=["before-departure"])
    centre(name="Shelters", city="Cumilla", helps_with=["shelter"])

    asked = {"near": "Cumilla", "help": "before-departure"}
    page = Page(client.get(LIST, asked))

    assert page.texts("h3") == ["Advises"]
    assert page.links()["Remove What you need: Advice before departure"] == f"{LIST}?near=Cumilla"


def test_unknown_town_and_values_are_told(client):
    centre(city="Dhaka")

    page = Page(client.get(LIST, {"near": "Xyzzy", "help": "luck", "country": "atlantis"}))

    assert page.texts("div[@role='status']") == [
        "The hub knows no town or district called “Xyzzy”. Try the nearest larger town.",
        "“luck” is not known under “What you need” and was left out.",
        "“atlantis” is not known under “Country” and was left out.",
    ]
    assert page.texts("h4") != []


def test_centres_are_found_by_their_words(client):
    centre(name="One", services=["Legal counselling"])
    centre(name="Other", services=["Language courses"])

    assert Page(client.get(LIST, {"q": "counsel"})).texts("h4") == ["One"]


def test_map_numbers_the_towns_of_the_list(client):
    centre(name="A", city="Cumilla")
    centre(name="B", city="Dhaka")
    centre(name="C", city="Dhaka")
    centre(name="D", city="Atlantis")

    page = Page(client.get(LIST))

    assert page.texts("span[@class='disc']") == ["1", "2", "2"]
    drawn = [text for text in page.texts("svg/text") if text.isdecimal()]
    assert drawn == ["1", "2"]
    assert "do not imply the expression of any opinion" in page.words


def test_list_says_hours_telephones_and_old_confirmations(client):
    today = timezone.localdate()
    whole = {"city": "Dhaka", "phones": ["+880-2-9360338"], "weekly_hours": "Su-Mo 09:00-17:00"}
    centre(name="Fresh", last_confirmed_on=today - timedelta(days=365), **whole)
    old = centre(name="Old", city="Sylhet", last_confirmed_on=today - timedelta(days=366))

    page = Page(client.get(LIST))

    assert page.links()["+880-2-9360338"] == "tel:+88029360338"
    assert page.texts("p[@class='hours']/span") == [
        "Mon 09:00–17:00",
        "Sun 09:00–17:00",
        "Tue, Wed, Thu, Fri, Sat closed",
    ]
    assert len(page.texts("p[@class='read read-here']")) == 1
    (warning,) = page.texts("p[@class='check']")
    assert warning.endswith("more than a year ago: ask before you travel")
    assert warning in Page(client.get(old.get_absolute_url())).words


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        (f"{LIST}?near=dhaka&country=bd&q=advice", 2),  # centres, the five countries
        (f"{LIST}bd/list/", 2),  # the country, its centres
        ("/resource-centres.csv", 1),
    ],
)
def test_centres_ask_a_fixed_number_of_questions(
    client, django_assert_num_queries, address, queries, how_many
):
    for number in range(how_many):
        centre(city=["Dhaka", "Sylhet", "Cumilla"][number])

    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_list_of_a_country_needs_no_other_file_and_lets_only_its_own_style_in(client):
    centre(name="Dhaka desk", city="Dhaka", phones=["+880 2 1"], weekly_hours="Su 09:00-12:00")
    centre(name="Other", country="NP")

    answer = client.get(f"{LIST}bd/list/")

    html = answer.content.decode()
    assert "Dhaka desk" in html
    assert "Other" not in html
    assert "Sun: <bdi>09:00–12:00</bdi>" in html
    assert 'href="tel:+88021"' in html
    assert findall(r"<(?:link|script|img)|\ssrc=|style=\"", html) == []
    style = unescape(search(r"<style>(.*?)</style>", html, 16)[1])
    told = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{told}'" in answer["Content-Security-Policy"]
    assert len(answer.content) < 20_000


def test_list_of_a_country_can_be_saved(client):
    centre()

    answer = client.get(f"{LIST}bd/list/?save")

    assert answer["Content-Disposition"] == 'attachment; filename="resource-centres-bd.html"'


def test_country_without_centres_has_no_list(client):
    assert client.get(f"{LIST}bd/list/").status_code == 404
    assert client.get(f"{LIST}zz/list/").status_code == 404


def test_table_of_centres_answers_the_same_question_and_runs_no_formula(client):
    centre(name="=1+1", city="Dhaka", phones=["+880 2 1"], helps_with=["legal", "return"])
    centre(name="Elsewhere", country="NP")

    answer = client.get("/resource-centres.csv?country=bd")

    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["name"], row["phones"]) == ("'=1+1", "'+880 2 1")
    assert row["helps_with"] == "Legal help and complaints; Help after return"


def test_centre_page_offers_its_correction(client):
    found = centre(city="Dhaka", weekly_hours="Mo 09:00-12:00", hours="By appointment")

    page = Page(client.get(found.get_absolute_url()))

    assert page.facts()["Opening hours"] == (
        "Mon: 09:00–12:00, Tue, Wed, Thu, Fri, Sat, Sun: closed, By appointment"
    )
    correct = page.links()["Something is wrong here? Correct it"]
    assert correct == reverse("hub:centre-correct", args=[found.slug])
