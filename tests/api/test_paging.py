"""Pages of a list: one after another, in every order, and cursors nobody gave out."""

import json

import pytest

from partners.api.paging import Cursor
from tests.factories import (
    OutputFactory,
)

pytestmark = pytest.mark.django_db
LISTS = """outputs themes institutions people events projects practices recommendations
resource-centres countries corridors""".split()


def slugs(answer):
    return [row["slug"] for row in answer.json()["results"]]


def test_pages_follow_one_another_without_overlap_in_both_directions(client):
    OutputFactory.create_batch(5, issued="2020")
    OutputFactory.create_batch(2, issued="")
    forth, back, address = [], [], "/api/v1/outputs/?page_size=2"

    while address:
        answer = client.get(address).json()
        last, address = address, answer["next"]
        forth.append([output["slug"] for output in answer["results"]])
    while last:
        answer = client.get(last).json()
        back.insert(0, [output["slug"] for output in answer["results"]])
        last = answer["previous"]

    assert len({slug for page in forth for slug in page}) == 7
    assert back == forth


@pytest.mark.parametrize("sort", ["newest", "oldest", "updated", "published", "title"])
def test_every_order_goes_through_all_outputs_once(client, catch_up, sort):
    for number in range(5):
        OutputFactory(issued=["2020", "2020", "", "2021-03", "1999"][number])
    catch_up()
    seen, address = [], f"/api/v1/outputs/?page_size=2&sort={sort}"

    while address:
        answer = client.get(address).json()
        seen += [output["slug"] for output in answer["results"]]
        address = answer["next"]

    assert len(seen) == len(set(seen)) == 5


def test_pages_of_found_outputs_follow_one_another(client, catch_up):
    for number in range(5):
        OutputFactory(slug=f"fees-{number}", title="Recruitment fees")
    catch_up()
    for sort in ("relevance", "newest"):
        seen, address = [], f"/api/v1/outputs/?q=fees&page_size=2&sort={sort}"

        while address:
            answer = client.get(address).json()
            seen += [output["slug"] for output in answer["results"]]
            address = answer["next"]

        assert sorted(seen) == [f"fees-{number}" for number in range(5)]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "cursor",
    ["cD0lMDA=", "%F0%9F%98%80", Cursor("newest", "x\0", 1).written(), "9" * 5000],
    ids=["foreign", "emoji", "nul", "nines"],
)
def test_page_of_a_cursor_that_was_never_given_out_is_not_found(client, name, cursor):
    answer = client.get(f"/api/v1/{name}/?cursor={cursor}")

    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_cursor_of_one_order_is_none_of_another(client):
    OutputFactory.create_batch(2)
    cursor = client.get("/api/v1/outputs/?page_size=1").json()["next"].split("cursor=")[1]

    answer = client.get(f"/api/v1/outputs/?sort=oldest&cursor={cursor}")

    assert answer.status_code == 404


@pytest.mark.parametrize("value", [2**70, "", None, True, [1], {"a": 1}, "2020-13-45", 1e300])
def test_cursor_that_somebody_wrote_is_refused_or_harmless(client, value):
    OutputFactory()
    for sort in ("updated", "newest"):
        cursor = Cursor(sort, value, 1).written()

        answer = client.get(f"/api/v1/outputs/?sort={sort}&cursor={cursor}")

        assert answer.status_code in {200, 404}, json.dumps(value)
