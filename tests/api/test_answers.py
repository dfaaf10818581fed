"""How the API answers: formats, problems, rates, caches, other sites."""

import csv
import io
import json
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as CacheAway

from partners import rates
from tests.factories import CreditFactory, OutputFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.mark.parametrize(
    ("accept", "name", "begins"),
    [
        ("application/json", "json", b'{"next"'),
        ("text/csv", "csv", b"\xef\xbb\xbfslug,"),
        ("application/x-bibtex", "bib", b"@"),
        ("application/x-research-info-systems", "ris", b"TY  - "),
        ("application/ld+json", "jsonld", b"["),
        ("application/vnd.citationstyles.csl+json", "csljson", b"["),
    ],
)
@pytest.mark.parametrize("address", ["outputs/", "outputs/one/", "search/", "outputs/?q=words"])
def test_outputs_come_in_the_format_that_is_asked_for(
    client, catch_up, accept, name, begins, address
):
    OutputFactory(slug="one", title="In other words")
    catch_up()

    answer = client.get(f"/api/v1/{address}", headers={"Accept": accept})
    named = client.get(f"/api/v1/{address}{'&' if '?' in address else '?'}format={name}")

    assert answer["Content-Type"].partition(";")[0] == accept
    assert named["Content-Type"] == answer["Content-Type"]
    is_list = address != "outputs/one/"
    if is_list and "search" not in address:
        assert answer.content.startswith(begins)
    assert b"In other words" in answer.content
    if accept.endswith("json"):
        json.loads(answer.content)


@pytest.mark.parametrize("name", ["bib", "ris", "csljson", "csv"])
def test_list_of_nothing_has_its_type_too(client, name):
    answer = client.get(f"/api/v1/outputs/?format={name}")

    assert answer.status_code == 200
    assert answer["Content-Type"]
    assert answer.content


def test_neighbours_of_a_page_stand_in_the_header_of_every_format(client):
    OutputFactory.create_batch(3)

    answer = client.get("/api/v1/outputs/?format=bib&page_size=2")

    address = answer["Link"].partition(">")[0][1:]
    assert client.get(address).content.count(b"@") == 1


def test_any_list_is_a_table_without_formulas(client):
    CreditFactory(person=PersonFactory(name="=1+1"))

    answer = client.get("/api/v1/people/", headers={"Accept": "text/csv"})

    [row] = csv.DictReader(io.StringIO(answer.content.decode()))
    assert row["name"] == "'=1+1"


@pytest.mark.parametrize(
    ("method", "address", "headers", "status"),
    [
        ("get", "outputs/nothing/", {}, 404),
        ("get", "nothing/at/all/", {}, 404),
        ("get", "themes/a%0Ab/", {}, 404),
        ("put", "nothing/", {}, 404),
        ("put", "outputs/", {}, 405),
        ("delete", "themes/gender-and-migration/", {}, 405),
        ("get", "people/", {"Accept": "application/x-bibtex"}, 406),
        ("get", "people/?format=bib", {}, 406),
        ("get", "outputs/", {"Authorization": "Bearer nobody"}, 401),
        ("get", "outputs/", {"Authorization": "Basic bm9ib2R5Og=="}, 401),
        ("post", "outputs/", {}, 401),
        ("get", "deposits/", {}, 401),
        ("get", "outputs/?year_min=long+ago", {}, 400),
    ],
)
def test_every_fault_is_a_problem(client, method, address, headers, status):
    answer = getattr(client, method)(f"/api/v1/{address}", headers=headers)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == status
    assert said["instance"] == unquote(f"/api/v1/{address}").partition("?")[0]
    assert said["title"]
    assert ("WWW-Authenticate" in answer) == (status == 401)
    assert status != 405 or "Allow" in answer


def test_address_without_its_slash_is_led_to_the_one_with_it(client):
    assert client.get("/api/v1/outputs")["Location"] == "/api/v1/outputs/"


def test_fault_of_ours_is_a_problem_too(client, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("research.api.searching.find", broken)
    client.raise_request_exception = False

    answer = client.get("/api/v1/search/")

    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"


def test_what_is_left_of_the_rate_is_told_and_its_end_refused(client, monkeypatch):
    monkeypatch.setattr("partners.api.rates.READING", rates.Rate("reading", 2, 60))

    first, _second, third = (client.get("/api/v1/themes/") for _ in range(3))

    assert first["RateLimit-Policy"] == '"reading";q=2;w=60'
    assert first["RateLimit"].startswith('"reading";r=1;t=')
    assert third.status_code == 429
    assert third.json()["title"] == "Too many requests"
    assert 1 <= int(third["Retry-After"]) <= 61
    assert third["RateLimit"].startswith('"reading";r=0;')


def test_rates_are_each_visitor_s_own_and_nobody_names_another(client, monkeypatch):
    monkeypatch.setattr("partners.api.rates.READING", rates.Rate("reading", 1, 60))
    client.get("/api/v1/themes/", REMOTE_ADDR="192.0.2.1")

    again = client.get(
        "/api/v1/themes/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": "192.0.2.9"}
    )

    assert again.status_code == 429
    assert client.get("/api/v1/themes/", REMOTE_ADDR="192.0.2.2").status_code == 200


def test_cache_that_is_away_stops_nobody(client, monkeypatch):
    def away(*_, **__):
        raise CacheAway

    monkeypatch.setattr("partners.rates.cache.add", away)

    answer = client.get("/api/v1/themes/")

    assert answer.status_code == 200
    assert "RateLimit" not in answer


@pytest.mark.parametrize("address", ["outputs/", "outputs/one/", "search/?q=one", "schema/"])
def test_who_has_it_already_is_told_so(client, catch_up, address):
    output = OutputFactory(slug="one", title="One")
    catch_up()
    tag = client.get(f"/api/v1/{address}")["ETag"]

    again = client.get(f"/api/v1/{address}", headers={"If-None-Match": tag})
    output.title = "Another one"
    output.save()
    changed = client.get(f"/api/v1/{address}", headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == (304 if address == "schema/" else 200)


def test_pages_of_other_sites_may_read(client):
    answer = client.get("/api/v1/themes/", headers={"Origin": "https://elsewhere.example"})
    asked = client.options(
        "/api/v1/themes/",
        headers={
            "Origin": "https://elsewhere.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Link" in answer["Access-Control-Expose-Headers"]
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Credentials" not in asked
    assert "Access-Control-Allow-Origin" not in client.get("/admin/login/")


def test_documentation_takes_nothing_from_other_hosts(client):
    answer = client.get("/api/docs/")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "http:" not in text
    assert "https:" not in text
    assert "<script>" not in text
    assert "unsafe" not in answer["Content-Security-Policy"]
