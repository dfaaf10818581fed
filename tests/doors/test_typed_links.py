"""Signposting, read by the ``signposting`` library of those who describe it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from signposting import find_signposting_http_link
from signposting.linkset import (
    Linkset,
    LinksetJSON,
    _parse_linkset,
    _parse_linkset_json,
)

from tests.factories import CreditFactory, DocumentFactory, OutputFactory, PersonFactory

pytestmark = pytest.mark.django_db
HUB = "http://localhost:8000"
PAGE = f"{HUB}/outputs/one/"


@pytest.fixture
def output():
    found = OutputFactory(slug="one", doi="10.1234/abc", licence="CC-BY-4.0", type="dataset")
    CreditFactory(output=found, person=PersonFactory(slug="she", orcid="0000-0002-7646-603X"))
    CreditFactory(output=found, person=PersonFactory(slug="he"))
    CreditFactory(output=found, name="Nobody Known")
    return found


def signposts(answer, address=PAGE):
    return find_signposting_http_link([answer["Link"]], address)


def targets(found):
    return sorted(str(link.target) for link in found)


def test_page_of_an_output_leads_to_all_that_belongs_to_it(client, output):
    document = DocumentFactory(output=output)

    found = signposts(client.get("/outputs/one/"))

    assert str(found.citeAs.target) == "https://doi.org/10.1234/abc"
    assert targets(found.authors) == [
        f"{HUB}/people/he/",
        "https://orcid.org/0000-0002-7646-603X",
    ]
    [item] = found.items
    assert str(item.target) == f"{PAGE}documents/{document.pk}/report.pdf"
    assert str(item.type) == "application/pdf"
    assert targets(found.types) == ["https://schema.org/AboutPage", "https://schema.org/Dataset"]
    assert str(found.license.target) == "https://creativecommons.org/licenses/by/4.0/"
    assert {str(link.type) for link in found.linksets} == {
        "application/linkset+json",
        "application/linkset",
    }


def test_every_description_and_link_set_that_is_named_is_there_in_its_format(client, output):
    found = signposts(client.get("/outputs/one/"))

    links = [*found.describedBy, *found.linksets]
    assert len(links) > 8
    for link in links:
        answer = client.get(str(link.target).removeprefix(HUB))
        assert answer.status_code == 200, link.target
        assert answer["Content-Type"].partition(";")[0] == str(link.type)


def test_output_without_doi_is_cited_by_its_address(client):
    OutputFactory(slug="one", doi="")

    assert str(signposts(client.get("/hi/outputs/one/")).citeAs.target) == PAGE


def test_file_leads_back_to_its_output(client, output):
    document = DocumentFactory(output=output)

    address = f"/outputs/one/documents/{document.pk}/report.pdf"
    found = signposts(client.get(address), HUB + address)

    assert str(found.collection.target) == PAGE
    assert str(found.citeAs.target) == "https://doi.org/10.1234/abc"
    assert str(found.license.target) == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("suffix", "kind", "parse"),
    [
        ("linkset.json", LinksetJSON, _parse_linkset_json),
        ("linkset", Linkset, _parse_linkset),
    ],
)
def test_link_set_has_every_author_and_says_from_where(client, output, suffix, kind, parse):
    document = DocumentFactory(output=output)
    for number in range(30):
        CreditFactory(output=output, person=PersonFactory(slug=f"author-{number:02}"))

    answer = client.get(f"/outputs/one.{suffix}")
    text = answer.content.decode()
    found = parse(kind(text, answer["Content-Type"], f"{HUB}/outputs/one.{suffix}", None))

    of_page = found.for_context(PAGE)
    of_file = found.for_context(f"{PAGE}documents/{document.pk}/report.pdf")
    of_bibtex = [link for link in found if str(link.context) == f"{HUB}/outputs/one.bib"]
    assert len(of_page.authors) == 32
    assert len(signposts(client.get("/outputs/one/")).authors) == 20
    assert str(of_file.collection.target) == PAGE
    assert [str(link.target) for link in of_bibtex] == [PAGE]


def test_file_under_embargo_is_no_item(client, output):
    DocumentFactory(output=output)
    output.access, output.embargo_until = "embargoed", timezone.now() + timedelta(days=9)
    output.save()

    assert not signposts(client.get("/outputs/one/")).items
    assert "report.pdf" not in client.get("/outputs/one.linkset.json").content.decode()


@pytest.mark.parametrize("standing", ["draft", "withdrawn"])
def test_output_that_is_not_public_has_no_link_set(client, standing):
    OutputFactory(**{standing: True}, slug="one")

    assert client.get("/outputs/one.linkset.json").status_code == 404
    assert "Link" not in client.get("/outputs/one/")


def test_link_sets_ask_a_fixed_number_of_questions(client, output, django_assert_num_queries):
    for _ in range(3):
        DocumentFactory(output=output)
        CreditFactory(output=output, person=PersonFactory())

    with django_assert_num_queries(9):
        client.get("/outputs/one.linkset.json")
