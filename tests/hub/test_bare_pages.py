"""What is unknown leaves no hole: every page answers for a row that has nothing but its name."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from partners.models import Affiliation, Person
from tests.factories import (
    AffiliationFactory,
    EventFactory,
    InstitutionFactory,
    PracticeFactory,
    ProjectFactory,
    ResourceCentreFactory,
    SessionFactory,
)
from tests.hub.pages import Page

pytestmark = pytest.mark.django_db


def shown_person() -> Person:
    """With the least that makes somebody public."""
    affiliation: Affiliation = AffiliationFactory(institution=None, role="Fellow", as_of=None)
    return affiliation.person


#: Linked data is no script, though its element is called one.
DATA = b'<script type="application/ld+json">'
PAGES = [
    ("institution", InstitutionFactory),
    ("person", shown_person),
    ("event", EventFactory),
    ("project", ProjectFactory),
    ("practice", PracticeFactory),
    ("resource-centre", ResourceCentreFactory),
]
PROSE = ["about", "privacy", "accessibility"]
LISTS = [f"{name}-list" for name, _factory in PAGES]


@pytest.mark.parametrize(("name", "factory"), PAGES)
def test_page_of_a_bare_row_has_no_empty_sections(
    client: Client, name: str, factory: Callable[[], Any]
) -> None:
    bare = factory()

    page = Page(client.get(bare.get_absolute_url()))

    assert page.status == 200
    assert page.texts("h1") == [str(bare)]
    assert "None" not in page.words
    assert [words for words in page.texts("section") if not words] == []
    assert [fact for fact, value in page.facts().items() if not value] == []


@pytest.mark.parametrize(("name", "_factory"), PAGES)
def test_unknown_address_is_not_found(client: Client, name: str, _factory: object) -> None:
    assert client.get(reverse(f"hub:{name}", args=["nobody"])).status_code == 404


@pytest.mark.parametrize("name", [*LISTS, *PROSE])
def test_public_page_sets_no_cookie(client: Client, name: str) -> None:
    InstitutionFactory(hub_role="partner", country_id="NP")

    response = client.get(reverse(f"hub:{name}"))

    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize(("name", "factory"), PAGES)
def test_public_page_loads_nothing_from_elsewhere(
    client: Client, name: str, factory: Callable[[], Any]
) -> None:
    response = client.get(factory().get_absolute_url())

    assert not response.cookies
    assert b' src="http' not in response.content
    assert b"<script" not in response.content.replace(DATA, b"")
    assert b'rel="stylesheet" href="http' not in response.content


@pytest.mark.parametrize("name", LISTS)
def test_list_of_nothing_answers(client: Client, name: str) -> None:
    assert client.get(reverse(f"hub:{name}")).status_code == 200


def test_session_of_which_only_the_title_is_known_does_not_unfold(client: Client) -> None:
    session = SessionFactory(title="Opening", kind="opening")

    page = Page(client.get(session.event.get_absolute_url()))

    assert page.texts("details/summary/h3") == []
    assert page.texts("div[@class='session-plain']/div/h3") == ["Opening"]


def test_about_names_the_partner_institutes(client: Client) -> None:
    partner = InstitutionFactory(hub_role="partner", name="Zeta", city="Colombo", country_id="LK")
    InstitutionFactory(name="Another")

    page = Page(client.get(reverse("hub:about")))

    assert page.links()["Zeta"] == partner.get_absolute_url()
    assert "Zeta, Colombo, Sri Lanka" in page.texts("li")
    assert "Another" not in page.words
