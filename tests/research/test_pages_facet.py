"""All values of a facet on a page of their own, and a search among them."""

from html import unescape

import pytest
import regex
from django.test import Client

from research.search import index
from tests.factories import InstitutionFactory, OutputFactory, OutputInstitutionFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/search/facets/institution/"


@pytest.fixture
def many(catch_up):
    """Thirty institutions with an output each, and one with two."""
    for number in range(30):
        institution = InstitutionFactory(
            slug=f"i{number}", name=f"Institute {number:02}", acronym=""
        )
        OutputInstitutionFactory(
            output=OutputFactory(title="Recruitment fees"), institution=institution
        )
    OutputInstitutionFactory(output=OutputFactory(title="Remittances"), institution=institution)
    catch_up()


def choices(client: Client, query: str = "") -> list[tuple[str, str, str]]:
    """Address, name and count of each value shown."""
    page = client.get(ADDRESS + query).content.decode()
    found = regex.findall(
        r'<li><a href="([^"]*)"[^>]*><bdi>([^<]*)</bdi></a><span class="n">(\d+)', page
    )
    return [(unescape(address), name, count) for address, name, count in found]


def test_page_names_every_value_with_its_count_and_leads_to_the_search_with_it(client, many):
    found = choices(client)

    assert len(found) == 30
    assert found[0] == ("/search/?institution=i29", "Institute 29", "2")


def test_search_page_leads_to_all_values_of_a_long_facet_only(client, many):
    page = client.get("/search/?q=fees&sort=title").content.decode()

    assert regex.findall(r'<p class="facet-all"><a href="([^"]*)"', page) == [
        f"{ADDRESS}?q=fees&amp;sort=title"
    ]


def test_a_part_of_the_name_finds_a_value(client, many):
    assert [name for _address, name, _count in choices(client, "?among=inst+07")] == [
        "Institute 07"
    ]
    assert choices(client, "?among=nothing") == []


def test_counts_are_of_the_search_as_if_this_facet_were_not_chosen(client, many):
    found = choices(client, "?q=fees&institution=i3&among=institute+0")

    assert found[0] == ("/search/?q=fees", "Institute 03", "1")
    assert found[1] == ("/search/?q=fees&institution=i0&institution=i3", "Institute 00", "1")
    assert len(found) == 10


def test_field_keeps_the_search(client, many):
    page = client.get(f"{ADDRESS}?q=fees&type=report&among=x").content.decode()

    assert regex.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page) == [
        ("q", "fees"),
        ("type", "report"),
    ]


def test_unknown_facet_is_not_found(client):
    assert client.get("/search/facets/colour/").status_code == 404


def test_without_an_index_the_page_leads_back_to_the_results(client, many):
    (index.root() / "live").unlink()

    answer = client.get(f"{ADDRESS}?q=fees")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/search/?q=fees")
