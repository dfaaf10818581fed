"""Beginning the form of an institution or a person with what ROR and ORCID know."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from tests.factories import InstitutionFactory, PersonFactory
from tests.research.ingestion.test_lookups import ORCID, ROR, SDPI, SITA
from tests.servers import Asked, Told, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def registries(settings: Any) -> Iterator[None]:
    def reply(asked: Asked) -> Told:
        told = {"items": [SDPI]} if "organizations" in asked.path else {"expanded-result": [SITA]}
        return Told(json.dumps(told).encode())

    with serving(reply) as place:
        settings.SERVICES = {"ror": place, "orcid": place}
        yield


def offered(response: Any) -> list[dict[str, str]]:
    """What the forms would begin with."""
    forms = [offer.form for offer in response.context["found"]]
    return [{n: v[0] for n, v in parse_qs(urlsplit(form).query).items()} for form in forms]


@pytest.mark.usefixtures("registries")
def test_the_form_of_an_institution_begins_with_what_ror_knows(client, editor):
    client.force_login(editor)

    found = client.get(reverse("look-up-institutions"), {"q": "policy institute"})

    assert offered(found) == [
        {
            "name": "Sustainable Development Policy Institute",
            "acronym": "SDPI",
            "ror": ROR,
            "country": "PK",
            "city": "Islamabad",
            "website": "https://sdpi.org",
            "founded": "1992",
            "source": f"https://ror.org/{ROR}",
        }
    ]
    begun = client.get(found.context["found"][0].form).context["adminform"].form
    assert begun["name"].value() == "Sustainable Development Policy Institute"
    assert begun["country"].value() == "PK"


@pytest.mark.usefixtures("registries")
def test_the_form_of_a_person_begins_with_what_orcid_knows(client, editor):
    client.force_login(editor)

    found = client.get(reverse("look-up-people"), {"q": "Sita Rai"})

    assert offered(found) == [
        {"name": "Sita Rai", "orcid": ORCID, "source": f"https://orcid.org/{ORCID}"}
    ]


@pytest.mark.usefixtures("registries")
def test_whom_the_hub_has_already_is_not_begun_again(client, editor):
    institution, person = InstitutionFactory(ror=ROR), PersonFactory(orcid=ORCID)
    client.force_login(editor)

    of_institutions = client.get(reverse("look-up-institutions"), {"q": "x"})
    of_people = client.get(reverse("look-up-people"), {"q": "x"})

    assert [offer.form for offer in of_institutions.context["found"]] == [
        reverse("admin:partners_institution_change", args=[institution.pk])
    ]
    assert [offer.form for offer in of_people.context["found"]] == [
        reverse("admin:partners_person_change", args=[person.pk])
    ]


def test_a_registry_that_is_down_is_told(client, editor, settings):
    client.force_login(editor)
    with serving(lambda _asked: Told(status=500)) as place:
        settings.SERVICES = {"ror": place}
        response = client.get(reverse("look-up-institutions"), {"q": "x"})

    assert response.status_code == 200
    assert "The registry can't be asked just now" in response.context["problem"]


def test_the_lists_lead_to_the_registries(client, editor):
    client.force_login(editor)

    for model, kind in (("institution", "institutions"), ("person", "people")):
        page = client.get(reverse(f"admin:partners_{model}_changelist")).content.decode()
        assert f'href="{reverse(f"look-up-{kind}")}"' in page


def test_who_deposits_may_look_up_and_a_stranger_may_not(client, contributor):
    pages = [reverse("look-up-people"), reverse("look-up-institutions")]

    assert [client.get(page).status_code for page in pages] == [302, 302]
    client.force_login(contributor.user)
    assert [client.get(page).status_code for page in pages] == [200, 200]
