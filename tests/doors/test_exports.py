"""A search, a theme, an institution, a person: in every format, whole, streamed."""

import csv
import io
import json

import pytest
from django.core.cache import cache

from partners import rates
from research.views import exports
from tests.factories import (
    CreditFactory,
    InstitutionFactory,
    OutputFactory,
    OutputInstitutionFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def body(answer):
    assert answer.status_code == 200
    assert answer.streaming
    return b"".join(answer.streaming_content).decode()


@pytest.fixture
def three(catch_up):
    for number in range(3):
        output = OutputFactory(
            slug=f"fees-{number}", title=f"Fees {number}", themes=["gender-and-migration"]
        )
        CreditFactory(output=output, person=PersonFactory(slug=f"person-{number}"))
    house = InstitutionFactory(slug="house")
    OutputInstitutionFactory(output=output, institution=house)
    OutputFactory(draft=True, title="Fees hidden")
    OutputFactory(title="Something else", countries=["NP"])
    catch_up()


COUNTED = {
    "json": lambda text: len(json.loads(text)["results"]),
    "csljson": lambda text: len(json.loads(text)),
    "jsonld": lambda text: len(json.loads(text)),
    "csv": lambda text: len(list(csv.DictReader(io.StringIO(text)))),
    "bib": lambda text: text.count("\n@") + text.startswith("@"),
    "biblatex": lambda text: text.count("\n@") + text.startswith("@"),
    "ris": lambda text: text.count("TY  - "),
}


@pytest.mark.parametrize("suffix", COUNTED)
def test_search_theme_institution_and_person_come_in_every_format(client, three, suffix):
    for address, count in (
        (f"/search.{suffix}?q=fees", 3),
        (f"/search.{suffix}?q=fees&page=7", 3),
        (f"/search.{suffix}?country=Np", 1),
        (f"/search.{suffix}", 4),
        (f"/themes/gender-and-migration.{suffix}", 3),
        (f"/institutions/house.{suffix}", 1),
        (f"/people/person-0.{suffix}", 1),
    ):
        answer = client.get(address)
        assert COUNTED[suffix](body(answer)) == count, address
        assert answer["X-Total-Count"] == str(count)
        assert answer["Content-Disposition"].startswith("attachment")


def test_every_format_has_been_counted():
    assert set(exports.SUFFIXES) == set(COUNTED)


def test_file_says_of_which_search_it_is_and_whether_it_is_whole(client, three, monkeypatch):
    monkeypatch.setattr(exports, "MOST", 2)

    answer = client.get("/search.json?q=fees&sort=newest&country=zz")
    said = json.loads(body(answer))

    assert said["query"] == "q=fees&sort=newest"
    assert (said["count"], said["limit"], said["is_complete"]) == (3, 2, False)
    assert said["notices"] == ["“ZZ” is not known under “Country” and was left out."]
    assert [row["slug"] for row in said["results"]] == ["fees-2", "fees-1"]
    assert (answer["X-Total-Count"], answer["X-Export-Limit"]) == ("3", "2")


def test_export_keeps_the_order_of_the_search(client, catch_up):
    for number in range(5):
        OutputFactory(slug=f"o{number}", title=f"{'ebcad'[number]} words")
    catch_up()

    said = json.loads(body(client.get("/search.json?sort=title")))

    assert [row["title"][0] for row in said["results"]] == list("abcde")


@pytest.mark.parametrize("address", ["/people/unshown.bib", "/themes/no.ris", "/search.pdf"])
def test_export_of_nothing_is_not_found(client, address):
    PersonFactory(slug="unshown")

    assert client.get(address).status_code == 404


def test_abstract_of_somebody_else_is_passed_on_only_if_its_licence_lets_us(client, catch_up):
    OutputFactory(slug="a", abstract="Ours.")
    OutputFactory(slug="b", abstract="Theirs.", origin="external")
    OutputFactory(slug="c", abstract="Free.", origin="external", licence="CC-BY-4.0")
    catch_up()

    said = json.loads(body(client.get("/search.json?sort=oldest")))

    assert sorted(row["abstract"] for row in said["results"]) == ["", "Free.", "Ours."]


def test_questions_grow_with_batches_and_not_with_outputs(
    client, three, django_assert_num_queries
):
    with django_assert_num_queries(10):  # ids, thesaurus, one batch
        body(client.get("/search.bib?q=fees"))


def test_too_many_exports_are_told_to_wait(client, three, monkeypatch):
    monkeypatch.setattr(exports, "EXPORTING", rates.Rate("exports", 1, 60))
    client.get("/search.json")

    answer = client.get("/search.json")

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) >= 1


def test_pages_offer_what_can_be_taken_away(client, three):
    for page, address, api in (
        ("/search/?q=fees", "/search.ris?q=fees", "/api/v1/search/?q=fees"),
        ("/briefs/?q=fees", "/search.ris?q=fees&amp;type=policy-brief", "/api/v1/search/?q=fees&"),
        ("/themes/gender-and-migration/", "/themes/gender-and-migration.ris", "/api/v1/outputs/?"),
        ("/people/person-0/", "/people/person-0.ris", "/api/v1/outputs/?person=person-0"),
        ("/hi/institutions/house/", "/institutions/house.ris", "/api/v1/outputs/?institution="),
        ("/events/?country=np", "", "/api/v1/events/?country=np"),
        ("/institutions/?kind=university", "", "/api/v1/institutions/?kind=university"),
        ("/projects/", "", "/api/v1/projects/"),
        ("/practices/", "", "/api/v1/practices/"),
        ("/people/", "", "/api/v1/people/"),
        ("/resource-centres/", "", "/api/v1/resource-centres/"),
        ("/themes/", "", "/api/v1/themes/"),
        ("/outputs/fees-0/", "", "/api/v1/outputs/fees-0/"),
    ):
        text = client.get(page).content.decode()
        assert f'href="{address}' in text, page
        assert f'<a href="{api}' in text, page
