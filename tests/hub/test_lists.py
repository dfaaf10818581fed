"""Lists: all rows, in order, narrowed by GET, in a fixed number of queries."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from partners.models import Country, Institution
from research.models import Theme
from tests.factories import (
    AffiliationFactory,
    CreditFactory,
    EventFactory,
    EventInstitutionFactory,
    InstitutionFactory,
    OutputInstitutionFactory,
    PersonFactory,
    PracticeFactory,
    ProjectFactory,
    ProjectInstitutionFactory,
    ResourceCentreFactory,
)
from tests.hub.pages import Page

pytestmark = pytest.mark.django_db

NEPAL = ["NP"]


def countries(*codes: str) -> models.QuerySet[Country]:
    return Country.objects.filter(code__in=codes)


def whole_institution() -> None:
    OutputInstitutionFactory(institution__country_id="NP")


def whole_person() -> None:
    CreditFactory(person=AffiliationFactory().person)


def whole_event() -> None:
    event = EventFactory(countries=countries("NP", "IN"), themes=Theme.objects.all())
    EventInstitutionFactory(event=event)


def whole_project() -> None:
    project = ProjectFactory(countries=countries("NP"), themes=Theme.objects.all())
    ProjectInstitutionFactory(project=project)


def whole_practice() -> None:
    PracticeFactory(
        countries=countries("NP"), themes=Theme.objects.all(), institutions=[InstitutionFactory()]
    )


#: The address of each list, what makes a row, and the queries the list asks.
LISTS = [
    ("hub:institution-list", whole_institution, 2),  # institutions, their outputs
    # Three for what can be chosen, how many, people, affiliations, outputs of each.
    ("hub:person-list", whole_person, 7),
    ("hub:event-list", whole_event, 4),  # events, institutions, themes, countries
    ("hub:project-list", whole_project, 4),  # projects, countries, themes, institutions
    ("hub:practice-list", whole_practice, 4),  # practices, countries, themes, institutions
    ("hub:resource-centre-list", ResourceCentreFactory, 2),  # centres, the five countries
]


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize(("name", "add_one", "queries"), LISTS)
def test_list_asks_a_fixed_number_of_questions(
    client: Client,
    django_assert_num_queries: Any,
    name: str,
    add_one: Callable[[], Any],
    queries: int,
    how_many: int,
) -> None:
    for _number in range(how_many):
        add_one()

    with django_assert_num_queries(queries):
        response = client.get(reverse(name))

    assert response.status_code == 200


@pytest.mark.parametrize(("name", "_add_one", "_queries"), LISTS)
def test_list_ignores_values_it_does_not_know(
    client: Client, name: str, _add_one: object, _queries: int
) -> None:
    page = Page(client.get(reverse(name), {"country": "nowhere", "kind": "?", "by": "weight"}))

    assert page.status == 200
    assert page.texts("p[@class='chosen']") == []


def test_partners_stand_before_all_other_institutions(client: Client) -> None:
    InstitutionFactory(name="Another", kind=Institution.Kind.UNIVERSITY)
    InstitutionFactory(name="Zeta", hub_role=Institution.HubRole.PARTNER)
    InstitutionFactory(name="Alpha", kind=Institution.Kind.DONOR)

    page = Page(client.get(reverse("hub:institution-list")))

    assert page.texts("h2") == ["Partner institutes", "Universities", "Donors"]
    assert page.texts("h3") == ["Zeta", "Another", "Alpha"]


def test_institutions_are_narrowed_by_country_and_kind(client: Client) -> None:
    InstitutionFactory(name="Here", country_id="NP", kind=Institution.Kind.NGO)
    InstitutionFactory(name="There", country_id="IN", kind=Institution.Kind.NGO)
    InstitutionFactory(name="Other", country_id="NP", kind=Institution.Kind.DONOR)

    page = Page(client.get(reverse("hub:institution-list"), {"country": "NP", "kind": "ngo"}))

    assert page.texts("h3") == ["Here"]
    assert page.links()["Remove Country: Nepal"] == "/institutions/?kind=ngo"
    assert page.links()["Clear all"] == "/institutions/"
    # Each box counts what its own choices would leave.
    assert page.texts("select[@name='country']/option") == ["All", "India (1)", "Nepal (1)"]
    assert page.texts("select[@name='kind']/option") == [
        "All",
        "Donor (1)",
        "Non-governmental organisation (1)",
    ]


def test_list_says_when_nothing_fits(client: Client) -> None:
    InstitutionFactory(country_id="NP", kind=Institution.Kind.NGO)
    InstitutionFactory(country_id="IN", kind=Institution.Kind.DONOR)

    page = Page(client.get(reverse("hub:institution-list"), {"country": "np", "kind": "donor"}))

    assert page.texts("div[@class='empty']") == ["No institution fits these choices."]


def test_people_stand_under_the_first_letter(client: Client) -> None:
    for name in ("bela", "Asha", "Bina"):
        AffiliationFactory(person__name=name)

    page = Page(client.get(reverse("hub:person-list")))

    assert page.texts("h2") == ["A", "B"]


def test_people_stand_under_their_latest_institution(client: Client) -> None:
    asha = PersonFactory(name="Asha")
    AffiliationFactory(person=asha, institution__name="Old", as_of=2010)
    AffiliationFactory(person=asha, institution__name="New", role="Director", as_of=2020)
    CreditFactory(person=PersonFactory(name="Bina"))

    page = Page(client.get(reverse("hub:person-list"), {"by": "institution"}))

    assert page.texts("h2") == ["New", "Institution not known"]
    assert page.texts("ul[@class='entries']/li") == ["Asha Director (2020)", "Bina 1 output"]


def test_coming_events_stand_before_the_past(client: Client) -> None:
    EventFactory(title="Later", starts_on=date(2900, 5, 1), ends_on=date(2900, 5, 1))
    EventFactory(title="Next", starts_on=date(2900, 1, 1), ends_on=date(2900, 1, 1))
    EventFactory(title="Was", starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 1))
    EventFactory(title="Was later", starts_on=date(2021, 1, 1), ends_on=date(2021, 1, 1))

    page = Page(client.get(reverse("hub:event-list")))

    assert page.texts("h2") == ["Coming", "2021", "2020"]
    assert page.texts("h3") == ["Next", "Later", "Was later", "Was"]


def test_cancelled_event_says_so_in_the_list(client: Client) -> None:
    EventFactory(title="Off", state="cancelled", city="Dhaka")

    page = Page(client.get("/events/"))

    assert page.texts("ul[@class='dates']//p[@class='by']") == ["Cancelled Conference, Dhaka"]


def test_events_are_narrowed_by_what_they_were_about(client: Client) -> None:
    gender = Theme.objects.get(slug="gender-and-migration")
    EventFactory(title="Both", forms=["internal"], themes=[gender])
    EventFactory(title="Form only", forms=["internal"])

    page = Page(
        client.get(
            reverse("hub:event-list"), {"form": "internal", "theme": "gender-and-migration"}
        )
    )

    assert page.texts("h3") == ["Both"]


def test_projects_stand_under_the_year_they_began(client: Client) -> None:
    ProjectFactory(title="Undated")
    ProjectFactory(title="Old", start="2011")
    ProjectFactory(title="New", start="2021-03")

    page = Page(client.get(reverse("hub:project-list")))

    assert page.texts("h2") == ["2021", "2011", "Start not known"]
    assert page.texts("h3") == ["New", "Old", "Undated"]


def test_practices_are_narrowed_by_form_stage_and_population(client: Client) -> None:
    whole = {"forms": ["internal"], "stages": ["return"], "populations": ["women"]}
    PracticeFactory(title="All three", **whole)
    PracticeFactory(title="Two", **whole | {"populations": ["youth"]})

    asked = {"form": "internal", "stage": "return", "population": "women"}
    page = Page(client.get(reverse("hub:practice-list"), asked))

    assert page.texts("article/h2") == ["All three"]


def test_proposals_are_marked_in_the_list(client: Client) -> None:
    PracticeFactory(title="Tried")
    PracticeFactory(title="Untried", is_proposal=True)

    page = Page(client.get(reverse("hub:practice-list")))

    assert page.texts("article/p[@class='kind']/b") == ["Proposal, not yet carried out"]


def test_centres_stand_under_country_and_city(client: Client) -> None:
    ResourceCentreFactory(name="Mobile", country_id="NP")
    ResourceCentreFactory(name="Valley", country_id="NP", city="Kathmandu")
    ResourceCentreFactory(name="Coast", country_id="LK", city="Kandy", languages=["si", "ta"])

    page = Page(client.get(reverse("hub:resource-centre-list")))

    assert page.texts("h2") == ["Nepal", "Sri Lanka"]
    assert page.texts("h3") == ["Kathmandu", "Several places, or not known", "Kandy"]
    assert page.texts("h4") == ["Valley", "Mobile", "Coast"]
    assert "Sinhala, Tamil" in page.words
