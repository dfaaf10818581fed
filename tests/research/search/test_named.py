"""Whoever types the very name of something is led to its page."""

import pytest
from django.utils import translation

from partners.models import Affiliation
from research.search import Criteria
from research.search.named import named
from tests.factories import InstitutionFactory, OutputFactory, PersonFactory, ResourceCentreFactory

pytestmark = pytest.mark.django_db


def names(text: str, **criteria: object) -> str:
    return str(named(Criteria(text=text, **criteria)) or "")


def test_names_of_every_kind_are_known_however_they_are_capitalised():
    InstitutionFactory(name="Refugee and Migratory Movements Research Unit", acronym="RMMRU")
    ResourceCentreFactory(name="Migrant Resource Centre Lahore")
    person = PersonFactory(name="Sabina Karki")
    Affiliation.objects.create(person=person, role="Researcher")

    assert names("rmmru") == "Refugee and Migratory Movements Research Unit"
    assert names("refugee and migratory movements RESEARCH unit") == names("RMMRU")
    assert names("“Sabina Karki”") == "Sabina Karki"
    assert names("migrant resource centre lahore") == "Migrant Resource Centre Lahore"
    assert names("Gender and Migration") == "Gender and migration"
    assert names("nepal") == "Nepal"
    assert names("rmmru nepal") == names("") == names("...") == ""


def test_country_is_known_by_its_name_in_the_language_of_the_reader():
    with translation.override("hi"):
        assert names("नेपाल") == names("Nepal") == "नेपाल"


def test_somebody_of_whom_nothing_public_is_known_is_not_named():
    PersonFactory(name="Sabina Karki")

    assert names("Sabina Karki") == ""


def test_later_pages_do_not_repeat_it():
    assert names("Nepal", page=2) == ""


def test_page_shows_the_name_before_the_results(client, catch_up):
    institution = InstitutionFactory(slug="rmmru", name="Research Unit", acronym="RMMRU")
    OutputFactory(title="What RMMRU found")
    catch_up()

    page = client.get("/search/?q=rmmru").content.decode()

    assert (
        '<p class="named"><span class="by">Institution</span> '
        f'<a href="{institution.get_absolute_url()}"><bdi>Research Unit</bdi></a></p>' in page
    )
