"""The pages of institutions and people: what they made, said and take part in."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from partners.models import Person
from research.models import Theme
from tests.factories import (
    AffiliationFactory,
    CreditFactory,
    EventFactory,
    EventInstitutionFactory,
    InstitutionFactory,
    OutputFactory,
    OutputInstitutionFactory,
    PersonFactory,
    PracticeFactory,
    ProjectFactory,
    ProjectInstitutionFactory,
    ResourceCentreFactory,
    SessionFactory,
    SpeakerFactory,
)
from tests.hub.pages import Page

pytestmark = pytest.mark.django_db


def whole_house(how_many: int) -> Any:
    """An institution with ``how_many`` of everything."""
    house = InstitutionFactory(country_id="NP", parent=InstitutionFactory())
    for _number in range(how_many):
        InstitutionFactory(parent=house)
        output = OutputFactory(themes=["gender-and-migration"], countries=["NP"])
        OutputInstitutionFactory(output=output, institution=house)
        AffiliationFactory(institution=house)
        project = ProjectFactory(themes=Theme.objects.all())
        ProjectInstitutionFactory(project=project, institution=house)
        PracticeFactory(institutions=[house])
        EventInstitutionFactory(institution=house)
        ResourceCentreFactory(operators=[house])
        SpeakerFactory(institution=house, person=PersonFactory())
    return house


@pytest.mark.parametrize("how_many", [1, 3])
def test_institution_page_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    house = whole_house(how_many)

    # Itself 2, outputs 7, themes 2, people 2, talks 1,
    # projects 4, practices 4, events 2, centres 1
    with django_assert_num_queries(25):
        response = client.get(house.get_absolute_url())

    assert response.status_code == 200


def test_institution_page_says_what_is_known(client: Client) -> None:
    house = InstitutionFactory(
        name="Institute of Moving",
        acronym="IM",
        hub_role="partner",
        kind="university",
        country_id="NP",
        city="Kathmandu",
        address="12 Hill Road",
        phone="+977-1-555",
        website="https://www.example.org/",
        founded=1995,
        description="Studies moving.",
        ror="02mhbdp94",
        source="A report on moving",
    )

    page = Page(client.get(house.get_absolute_url()))

    assert page.texts("p[@class='kind']") == ["Partner instituteKathmandu, Nepal founded 1995"]
    assert page.facts() == {
        "Role in the hub": "Partner institute",
        "Kind": "University",
        "Country": "Nepal",
        "Address": "12 Hill Road",
        "Telephone": "+977-1-555",
        "Website": "example.org",
        "Founded": "1995",
        "ROR": "02mhbdp94",
        "Where this comes from": "A report on moving",
    }
    assert page.links()["+977-1-555"] == "tel:+9771555"
    assert page.links()["University"] == "/institutions/?kind=university"
    assert page.links()["Nepal"] == "/institutions/?country=np"


def test_source_that_is_a_copy_is_not_shown(client: Client) -> None:
    house = InstitutionFactory(source="https://copies.example/1", source_is_copy=True)

    page = Page(client.get(house.get_absolute_url()))

    assert "Where this comes from" not in page.facts()


def test_institution_page_shows_twelve_outputs_and_leads_to_all(client: Client) -> None:
    house = InstitutionFactory(slug="house")
    for _number in range(21):
        OutputInstitutionFactory(institution=house)
    OutputInstitutionFactory(institution=house, output__draft=True)

    page = Page(client.get(house.get_absolute_url()))

    assert len(page.texts("article[@class='record']")) == 12
    assert page.links()["All 21 outputs"] == "/search/?institution=house&sort=newest"


def test_institution_page_names_people_with_their_roles_there(client: Client) -> None:
    house = InstitutionFactory()
    asha = PersonFactory(name="Asha")
    AffiliationFactory(person=asha, institution=house, role="Researcher", as_of=2010)
    AffiliationFactory(person=asha, institution=house, role="Director", as_of=2020)
    AffiliationFactory(person=asha, role="Guest elsewhere")

    page = Page(client.get(house.get_absolute_url()))

    assert page.texts("ul[@class='people']/li") == ["AshaDirector (2020)Researcher (2010)"]


def test_institution_page_names_who_spoke_for_it_once_an_event(client: Client) -> None:
    house = InstitutionFactory()
    event = EventFactory(title="Meeting")
    for _number in range(2):
        SpeakerFactory(
            session=SessionFactory(event=event), institution=house, name="Asha", role="Director"
        )

    page = Page(client.get(house.get_absolute_url()))

    assert page.texts("ul[@class='talks']/li") == ["Asha, Director"]
    assert page.links()["Meeting"] == event.get_absolute_url()


def test_institution_page_counts_its_themes(client: Client) -> None:
    house = InstitutionFactory(slug="house")
    for themes in (["gender-and-migration"], ["gender-and-migration", "drivers-of-migration"]):
        OutputInstitutionFactory(output=OutputFactory(themes=themes), institution=house)

    page = Page(client.get(house.get_absolute_url()))

    assert page.texts("ul[@class='counts']/li") == [
        "Gender and migration 2 outputs",
        "Drivers of migration 1 output",
    ]
    assert "/search/?institution=house&theme=drivers-of-migration&sort=newest" in (
        link.get("href") for link in page.main.iterfind(".//ul[@class='counts']/li/a")
    )


def whole_person(how_many: int) -> Person:
    asha: Person = PersonFactory()
    for number in range(how_many):
        AffiliationFactory(person=asha, as_of=2000 + number)
        CreditFactory(output=OutputFactory(themes=["gender-and-migration"]), person=asha)
        SpeakerFactory(person=asha)
        ProjectFactory(team=[asha])
    return asha


@pytest.mark.parametrize("how_many", [1, 3])
def test_person_page_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    asha = whole_person(how_many)

    # Herself 2, outputs 7, themes 2, talks 1, projects 4
    with django_assert_num_queries(16):
        response = client.get(asha.get_absolute_url())

    assert response.status_code == 200


def test_person_page_says_affiliations_over_time(client: Client) -> None:
    asha = PersonFactory(orcid="0000-0002-7646-603X", name_variants=["A. Rai"])
    old = AffiliationFactory(person=asha, institution__name="Old", role="Fellow", as_of=2010)
    AffiliationFactory(person=asha, institution__name="New", role="Director", as_of=2020)
    AffiliationFactory(person=asha, institution=None, role="Adviser", as_of=None)

    page = Page(client.get(asha.get_absolute_url()))

    assert page.texts("header/p[@class='by']") == ["Director, New (2020)"]
    assert page.texts("ol[@class='over-time']/li") == [
        "2020Director, New",
        "2010Fellow, Old",
        "year not knownAdviser",
    ]
    assert page.links()["Old"] == old.institution.get_absolute_url()
    assert page.links()["ORCID 0000-0002-7646-603X"] == "https://orcid.org/0000-0002-7646-603X"
    assert "A. Rai" in page.texts("li")


def test_person_with_one_affiliation_has_it_said_once(client: Client) -> None:
    asha = AffiliationFactory(role="Director", as_of=2020).person

    page = Page(client.get(asha.get_absolute_url()))

    assert page.words.count("Director") == 1


def test_person_page_leads_to_the_session_spoken_in(client: Client) -> None:
    session = SessionFactory(
        title="Panel 3",
        day=2,
        order=4,
        event__starts_on=date(2022, 10, 12),
        event__slug="meeting",
    )
    talk = SpeakerFactory(
        session=session, person=PersonFactory(), part="moderator", role="Director"
    )

    page = Page(client.get(talk.person.get_absolute_url()))

    assert page.links()["Panel 3"] == "/events/meeting/#session-2-4"
    assert page.texts("ul[@class='talks']/li") == ["Panel 3 (moderator), Director"]


def test_drafts_are_not_among_the_writings(client: Client) -> None:
    asha = AffiliationFactory().person
    CreditFactory(output__draft=True, person=asha)

    page = Page(client.get(asha.get_absolute_url()))

    assert page.texts("article[@class='record']") == []


@pytest.mark.parametrize(
    ("know_more", "code"),
    [
        (lambda asha: None, 404),
        (lambda asha: CreditFactory(output__draft=True, person=asha), 404),
        (lambda asha: CreditFactory(output__withdrawn=True, person=asha), 404),
        (lambda asha: CreditFactory(person=asha), 200),
        (lambda asha: AffiliationFactory(person=asha), 200),
        (lambda asha: SpeakerFactory(person=asha), 200),
        (lambda asha: ProjectFactory(team=[asha]), 200),
    ],
    ids=["name only", "draft", "withdrawn", "published", "affiliation", "talk", "project"],
)
def test_person_is_shown_with_something_public_only(
    client: Client, know_more: Callable[[Person], object], code: int
) -> None:
    asha = PersonFactory(name="Asha")
    know_more(asha)

    assert client.get(asha.get_absolute_url()).status_code == code
    assert client.get(f"/api/v1/people/{asha.slug}/").status_code == code
    assert ("Asha" in client.get("/people/").content.decode()) == (code == 200)


def test_texts_of_another_language_are_marked(client: Client) -> None:
    house = InstitutionFactory(name="Institute", description="Studies moving.", country_id="NP")
    asha = AffiliationFactory(institution=house, person__name="Asha", as_of=None).person

    page = Page(client.get(f"/ur{house.get_absolute_url()}"))

    assert page.languages()["Institute"] == ("en", "ltr")
    assert page.languages()["Studies moving."] == ("en", "ltr")
    assert page.languages()[asha.name] == ("en", "ltr")
    assert page.languages()["Research fellow"] == ("en", "ltr")


def test_language_switch_of_a_centre_names_the_languages_of_the_hub(client: Client) -> None:
    """The centre's own languages stood in its place once, as links to nowhere."""
    centre = ResourceCentreFactory(languages=["ur"])

    page = client.get(centre.get_absolute_url()).content.decode()

    assert f'href="/hi{centre.get_absolute_url()}"' in page
    assert 'href=""' not in page
