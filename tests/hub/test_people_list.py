"""People are found by name and by what they wrote, and narrowed by what they write about."""

import pytest

from research.search import Criteria
from research.search.experts import experts
from tests.factories import (
    AffiliationFactory,
    CreditFactory,
    InstitutionFactory,
    OutputFactory,
    PersonFactory,
)
from tests.hub.pages import Page

pytestmark = pytest.mark.django_db


def wrote(person, title, **fields):
    output = OutputFactory(title=title, **fields)
    CreditFactory(output=output, person=person)
    return output


@pytest.fixture
def asha():
    return PersonFactory(name="Asha Rai", slug="asha-rai", name_variants=["Asha Kumari Rai"])


@pytest.fixture
def bina():
    return PersonFactory(name="Bina Das", slug="bina-das")


def test_experts_are_found_by_their_outputs_which_are_shown(client, catch_up, asha, bina):
    wrote(asha, "Recruitment fees in Nepal")
    wrote(asha, "Who pays recruitment fees")
    wrote(bina, "Recruitment fees in the Gulf")
    wrote(bina, "Health of returnees")
    wrote(PersonFactory(name="Chitra"), "Remittances")
    catch_up()

    page = Page(client.get("/people/", {"q": "recruitment fees"}))

    assert page.texts("h2") == ["By what they wrote"]
    assert page.texts("h3") == ["Asha Rai", "Bina Das"]
    assert set(page.texts("ul[@class='wrote']/li/a")) == {
        "Recruitment fees in Nepal",
        "Who pays recruitment fees",
        "Recruitment fees in the Gulf",
    }


def test_one_with_many_outputs_is_led_to_all_of_them(client, catch_up, asha):
    for number in range(5):
        wrote(asha, f"Recruitment fees, part {number}")
    catch_up()

    links = Page(client.get("/people/", {"q": "recruitment"})).links()

    assert links["All 5 outputs that answer"] == "/search/?q=recruitment&person=asha-rai"


def test_drafts_tell_nothing_of_their_authors(client, catch_up, asha, bina):
    wrote(asha, "Recruitment fees in Nepal", draft=True)
    wrote(bina, "Remittances")
    catch_up()

    page = Page(client.get("/people/", {"q": "recruitment fees"}))

    assert page.texts("h3") == []
    assert page.texts("div[@class='empty']") == ["Nobody here wrote about this."]


def test_experts_are_found_without_the_index(asha):
    output = wrote(asha, "Recruitment fees in Nepal")

    (found,) = experts(Criteria(text="recruitment fees"), most=5)

    assert (found.person_id, found.outputs) == (asha.pk, (output.pk,))


@pytest.mark.parametrize("q", ["asha", "rai ASHA", "kumari"])
def test_people_are_found_by_any_form_of_the_name(client, asha, bina, q):
    wrote(asha, "One")
    wrote(bina, "Two")

    page = Page(client.get("/people/", {"q": q}))

    assert page.texts("ul[@class='entries']/li/a") == ["Asha Rai"]


def test_people_are_narrowed_by_what_they_write_about_and_where_they_work(client, asha, bina):
    wrote(asha, "One", themes=["gender-and-migration"], countries=["NP"])
    wrote(bina, "Two", themes=["gender-and-migration"], countries=["BD"])
    house = InstitutionFactory(name="House", slug="house")
    AffiliationFactory(person=bina, institution=house)

    def names(**asked):
        return Page(client.get("/people/", asked)).texts("ul[@class='entries']/li/a")

    assert names(theme="gender-and-migration") == ["Asha Rai", "Bina Das"]
    assert names(theme="gender-and-migration", country="np") == ["Asha Rai"]
    assert names(institution="house") == ["Bina Das"]
    assert names(country="np", institution="house") == []


def test_values_nobody_knows_are_told_and_left_out(client, asha):
    wrote(asha, "One")

    page = Page(client.get("/people/", {"theme": "luck", "country": "\x00", "page": "x"}))

    assert page.texts("div[@role='status']") == [
        "“luck” is not known under “Writes about the theme” and was left out."
    ]
    assert page.texts("ul[@class='entries']/li/a") == ["Asha Rai"]


def test_long_list_has_pages(client):
    for number in range(101):
        AffiliationFactory(person=PersonFactory(name=f"Person {number:03}"))

    first = Page(client.get("/people/", {"by": "institution"}))
    second = Page(client.get(first.links()["Next page"]))

    assert first.links()["Next page"] == "/people/?by=institution&page=2"
    assert len(first.texts("ul[@class='entries']/li")) == 100
    assert len(second.texts("ul[@class='entries']/li")) == 1
    assert second.links()["Previous page"] == "/people/?by=institution"


@pytest.mark.parametrize("how_many", [1, 3])
def test_finding_experts_asks_a_fixed_number_of_questions(
    client, django_assert_num_queries, catch_up, how_many
):
    for number in range(how_many):
        person = AffiliationFactory().person
        wrote(person, f"Recruitment fees {number}", countries=["NP"])
    catch_up()
    client.get("/people/", {"q": "fees"})  # the thesaurus is read once

    # Choices: 3. By name: 1. By what they wrote: credits, people, affiliations, counts, outputs.
    with django_assert_num_queries(9):
        client.get("/people/", {"q": "fees"})
