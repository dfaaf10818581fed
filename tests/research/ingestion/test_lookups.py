"""Institutions of ROR and people of ORCID, looked up for somebody before a form."""

import json
from typing import Any

import pytest

from research.ingestion.lookups import InstitutionFound, PersonFound, institutions, people
from research.ingestion.transport import SourceUnavailable
from tests.research.ingestion.connectors.sources import query
from tests.servers import Asked, Told, serving

ROR, ORCID = "059v8t736", "0000-0002-1825-0097"
#: Facts of the registry, shortened.
SDPI = {
    "id": f"https://ror.org/{ROR}",
    "established": 1992,
    "links": [
        {"type": "wikipedia", "value": "https://en.wikipedia.org/wiki/SDPI"},
        {"type": "website", "value": "https://sdpi.org"},
    ],
    "locations": [{"geonames_details": {"country_code": "PK", "name": "Islamabad"}}],
    "names": [
        {"types": ["acronym"], "value": "SDPI"},
        {"types": ["ror_display", "label"], "value": "Sustainable Development Policy Institute"},
        {"types": ["label"], "value": "پائیدار ترقی"},
    ],
}
FOUND = InstitutionFound(
    ROR,
    "Sustainable Development Policy Institute",
    "SDPI",
    "PK",
    "Islamabad",
    "https://sdpi.org",
    1992,
    ("پائیدار ترقی",),
)
SITA = {
    "orcid-id": ORCID, "given-names": "Sita", "family-names": "Rai",
    "other-name": ["S. Rai"], "institution-name": ["Migration Institute"],
}  # fmt: skip


@pytest.mark.parametrize("typed", [f"https://ror.org/{ROR}", f" {ROR} "])
def test_an_institution_is_found_by_its_ror(settings, typed):
    asked: list[str] = []

    def reply(question: Asked) -> Told:
        asked.append(question.path)
        return Told(json.dumps(SDPI).encode())

    with serving(reply) as place:
        settings.SERVICES = {"ror": place}
        found = institutions(typed)

    assert found == [FOUND]
    assert asked == [f"/v2/organizations/{ROR}"]


def test_institutions_are_found_by_name(settings):
    asked: list[dict[str, str]] = []

    def reply(question: Asked) -> Told:
        asked.append(query(question))
        return Told(json.dumps({"items": [SDPI, {"id": "nonsense"}, 7]}).encode())

    with serving(reply) as place:
        settings.SERVICES = {"ror": place}
        found = institutions("policy institute")

    assert found == [FOUND]
    assert asked == [{"query": "policy institute"}]


def test_a_person_is_found_by_orcid(settings):
    person = {
        "name": {"given-names": {"value": "Sita"}, "family-name": {"value": "Rai"}},
        "other-names": {"other-name": [{"content": "S. Rai"}]},
    }
    with serving(lambda _asked: Told(json.dumps(person).encode())) as place:
        settings.SERVICES = {"orcid": place}
        found = people(f"https://orcid.org/{ORCID}")

    assert found == [PersonFound(ORCID, "Sita Rai", ("S. Rai",))]


def test_people_are_found_by_name(settings):
    asked: list[dict[str, str]] = []

    def reply(question: Asked) -> Told:
        asked.append(query(question))
        return Told(json.dumps({"expanded-result": [SITA, {}]}).encode())

    with serving(reply) as place:
        settings.SERVICES = {"orcid": place}
        found = people('Sita "Rai*')

    assert found == [PersonFound(ORCID, "Sita Rai", ("S. Rai",), ("Migration Institute",))]
    assert asked[0]["q"] == (
        '(given-names:"Sita" OR family-name:"Sita" OR other-names:"Sita") AND '
        '(given-names:"Rai" OR family-name:"Rai" OR other-names:"Rai")'
    )


@pytest.mark.parametrize(("look_up", "typed"), [(institutions, ROR), (people, ORCID)])
def test_nobody_is_found_where_the_registry_knows_nobody(settings, look_up, typed):
    with serving(lambda _asked: Told(b"{}", 404)) as place:
        settings.SERVICES = {"ror": place, "orcid": place}
        found = look_up(typed)

    assert found == []


@pytest.mark.parametrize("body", [b"[]", b"null", b'{"items": 7, "expanded-result": null}'])
@pytest.mark.parametrize("look_up", [institutions, people])
def test_an_odd_answer_finds_nobody(settings, look_up, body):
    with serving(lambda _asked: Told(body)) as place:
        settings.SERVICES = {"ror": place, "orcid": place}
        found = look_up("Somebody")

    assert found == []


@pytest.mark.parametrize("look_up", [institutions, people])
def test_a_registry_that_is_down_is_said_to_be(settings, look_up: Any):
    with serving(lambda _asked: Told(status=500)) as place:
        settings.SERVICES = {"ror": place, "orcid": place}
        with pytest.raises(SourceUnavailable):
            look_up("Somebody")
