"""The pages of projects, practices and resource centres."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from partners.models import Country
from research.models import Practice, Project, Theme
from tests.factories import (
    AffiliationFactory,
    EventFactory,
    InstitutionFactory,
    OutputFactory,
    PracticeFactory,
    ProjectFactory,
    ProjectInstitutionFactory,
    ResourceCentreFactory,
)
from tests.hub.pages import Page

pytestmark = pytest.mark.django_db


def countries(*codes: str) -> Any:
    return Country.objects.filter(code__in=codes)


def whole_project(how_many: int) -> Project:
    """A project with ``how_many`` of everything."""
    project: Project = ProjectFactory(
        parent=ProjectFactory(),
        countries=countries("NP", "IN"),
        destination_countries=countries("QA"),
        outputs=OutputFactory.create_batch(how_many, themes=["gender-and-migration"]),
        team=[AffiliationFactory().person for _number in range(how_many)],
        themes=Theme.objects.all(),
    )
    for _number in range(how_many):
        ProjectInstitutionFactory(project=project)
        ProjectFactory(parent=project)
        PracticeFactory(projects=[project], institutions=[InstitutionFactory()])
        EventFactory(projects=[project])
    return project


@pytest.mark.parametrize("how_many", [1, 3])
def test_project_page_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    project = whole_project(how_many)

    # Itself 8, outputs 6, practices 4, events 2
    with django_assert_num_queries(20):
        response = client.get(project.get_absolute_url())

    assert response.status_code == 200


def test_project_page_says_what_is_known(client: Client) -> None:
    project = ProjectFactory(
        status="completed",
        start="2021-01",
        end="2023",
        date_note="End not announced.",
        budget_usd=1_200_000,
        places=["Kerala"],
        other_partners=["A local union"],
        objectives=["Find out."],
        results=["Found out."],
        countries=countries("IN"),
        destination_countries=countries("QA"),
        source="https://www.example.org/1",
    )
    for role, name in (("funder", "Payer"), ("implementer", "Doer"), ("partner", "Friend")):
        ProjectInstitutionFactory(project=project, role=role, institution__name=name)

    page = Page(client.get(project.get_absolute_url()))

    assert page.facts() == {
        "Status": "Completed",
        "When": "January 2021 – 2023",
        "Note on the dates": "End not announced.",
        "Funded by": "Payer",
        "Partners": "Friend, A local union",
        "Budget": "1,200,000 USD",
        "Countries": "India",
        "Places": "Kerala",
        "Countries of destination": "Qatar",
        "Where this comes from": "example.org",
    }
    assert page.texts("header/p[@class='by']") == ["Carried out by Doer"]
    assert page.texts("section[@aria-labelledby='objectives']/ul/li") == ["Find out."]
    assert page.texts("section[@aria-labelledby='results']/ul/li") == ["Found out."]


def test_project_page_leads_up_and_down(client: Client) -> None:
    parent = ProjectFactory(title="Programme")
    project = ProjectFactory(parent=parent)
    part = ProjectFactory(title="Study", parent=project)

    page = Page(client.get(project.get_absolute_url()))

    assert page.links()["Programme"] == parent.get_absolute_url()
    assert page.links()["Study"] == part.get_absolute_url()


def test_project_page_names_the_team(client: Client) -> None:
    asha = AffiliationFactory(
        person__name="Asha", role="Director", institution__acronym="IM", as_of=2020
    ).person
    project = ProjectFactory(team=[asha])

    page = Page(client.get(project.get_absolute_url()))

    assert page.texts("ul[@class='people']/li") == ["AshaDirector, IM (2020)"]


def whole_practice(how_many: int) -> Practice:
    practice: Practice = PracticeFactory(
        countries=countries("NP"),
        institutions=InstitutionFactory.create_batch(how_many),
        outputs=OutputFactory.create_batch(how_many, themes=["gender-and-migration"]),
        projects=ProjectFactory.create_batch(how_many, themes=Theme.objects.all()),
        themes=Theme.objects.all(),
    )
    for _number in range(how_many):
        EventFactory(practices=[practice])
    return practice


@pytest.mark.parametrize("how_many", [1, 3])
def test_practice_page_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    practice = whole_practice(how_many)

    # Itself 4, outputs 6, projects 4, events 2
    with django_assert_num_queries(16):
        response = client.get(practice.get_absolute_url())

    assert response.status_code == 200


def test_practice_page_says_what_is_known(client: Client) -> None:
    practice = PracticeFactory(
        year=2020,
        sector="public services",
        stages=["return"],
        stage_note="at home",
        forms=["internal"],
        populations=["women"],
        what_was_done="A desk was opened.",
        what_was_learnt="Ask those who came back.",
        evidence="Counted by the desk.",
        countries=countries("NP"),
        institutions=[InstitutionFactory(name="House")],
        other_institutions=["A local union"],
    )

    page = Page(client.get(practice.get_absolute_url()))

    assert page.facts() == {
        "Year": "2020",
        "Countries": "Nepal",
        "Sector": "public services",
        "Form of migration": "Internal",
        "Stage of migration": "Return and reintegration",
        "People it is for": "Women",
    }
    assert page.texts("header/div") == ["What was done A desk was opened."]
    assert page.texts("section/div[@class='prose']") == [
        "Ask those who came back.",
        "Counted by the desk.",
    ]
    assert page.texts("header/p[@class='by']") == ["House, A local union"]
    assert page.links()["Internal"] == "/practices/?form=internal"
    assert page.links()["Return and reintegration"] == "/practices/?stage=return"
    assert page.links()["Women"] == "/practices/?population=women"


def test_practice_page_says_the_stage_in_words_where_no_stage_is_chosen(client: Client) -> None:
    practice = PracticeFactory(stage_note="whole cycle")

    page = Page(client.get(practice.get_absolute_url()))

    assert page.facts() == {"Stage, in words": "whole cycle"}


def test_proposal_is_labelled(client: Client) -> None:
    proposal = PracticeFactory(is_proposal=True)

    page = Page(client.get(proposal.get_absolute_url()))

    assert page.texts("header/p[@class='kind']/b") == ["Proposal, not yet carried out"]
    assert page.texts("header/div/h2") == ["What is proposed"]


@pytest.mark.parametrize("how_many", [1, 3])
def test_centre_page_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    centre = ResourceCentreFactory(operators=InstitutionFactory.create_batch(how_many))

    with django_assert_num_queries(4):  # itself, hosts, operators, funders
        response = client.get(centre.get_absolute_url())

    assert response.status_code == 200


def test_centre_page_says_what_it_offers_and_how_to_reach_it(client: Client) -> None:
    centre = ResourceCentreFactory(
        country_id="PK",
        city="Lahore",
        region="Punjab",
        address="Labour Institute, Lahore",
        services=["Counselling", "Legal help"],
        languages=["ur", "en"],
        phones=["+92-42-111", "1989"],
        website="https://www.example.org/",
        hours="9 to 5",
        latitude=31.5,
        longitude=74.3,
        host="Labour Department",
        opened="2015",
        operators=[InstitutionFactory(name="House")],
    )

    page = Page(client.get(centre.get_absolute_url()))

    assert page.texts("ul[@class='services']/li") == ["Counselling", "Legal help"]
    assert "In these languages: Urdu, English" in page.texts("p")
    assert page.facts() == {
        "Address": "Labour Institute, Lahore, Punjab, Pakistan",
        "Telephone": "+92-42-111, 1989",
        "Opening hours": "9 to 5",
        "Website": "example.org",
        "Position": "31.50000, 74.30000",
        "Host": "Labour Department",
        "Run by": "House",
        "Opened": "2015",
    }
    assert page.links()["+92-42-111"] == "tel:+9242111"
    assert page.links()["31.50000, 74.30000"] == "geo:31.5,74.3"


@pytest.mark.parametrize(
    ("day", "says"), [(None, "Not confirmed yet"), (date(2026, 3, 1), "Confirmed on 1 March 2026")]
)
def test_centre_page_says_whether_it_was_confirmed(
    client: Client, day: date | None, says: str
) -> None:
    centre = ResourceCentreFactory(last_confirmed_on=day, note="It may have moved.")

    page = Page(client.get(centre.get_absolute_url()))

    assert says in page.texts("header/p")
    assert "It may have moved." in page.texts("p")
