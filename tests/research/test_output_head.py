"""What the page of an output tells programmes in its head."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import CreditFactory, DocumentFactory, OutputFactory, PersonFactory
from tests.research.formats.whole import whole_output

pytestmark = pytest.mark.django_db

TAG = re.compile(r'<meta (?:name|property)="([^"]+)"(?: lang="[^"]*")? content="([^"]*)">')


def head(client: Client, output: Any) -> str:
    return client.get(output.get_absolute_url()).content.decode().partition("</head>")[0]


def tags(client: Client, output: Any, beginning: str) -> list[tuple[str, str]]:
    found = TAG.findall(head(client, output))
    return [(name, unescape(content)) for name, content in found if name.startswith(beginning)]


def test_citation_tags_say_everything(client: Client) -> None:
    output = whole_output()
    document = output.documents.get()

    said = tags(client, output, "citation_")

    page = "http://localhost:8000/outputs/fees-and-wages/"
    assert said == [
        ("citation_title", "Fees & wages: A survey in <Nepal>"),
        ("citation_author", "Rai, Sita"),
        ("citation_author_institution", "CESLAM"),
        ("citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"),
        ("citation_author", "ढकाल, राम"),
        ("citation_author_institution", "CESLAM"),
        ("citation_author", "World Bank"),
        ("citation_editor", "van der Berg, Anna"),
        ("citation_publication_date", "2023/05/31"),
        ("citation_language", "en"),
        ("citation_journal_title", "Journal of Migration"),
        ("citation_volume", "12"),
        ("citation_issue", "3"),
        ("citation_firstpage", "45"),
        ("citation_lastpage", "67"),
        ("citation_series_title", "Working papers"),
        ("citation_publisher", "SALAM"),
        ("citation_doi", "10.1234/fees.wages"),
        ("citation_isbn", "978-3-16-148410-0"),
        ("citation_issn", "1234-5679"),
        ("citation_keywords", "fees"),
        ("citation_keywords", "wages"),
        ("citation_abstract_html_url", page),
        ("citation_pdf_url", f"{page}documents/{document.pk}/fees.pdf"),
    ]


def test_every_author_and_file_has_its_tag(client: Client) -> None:
    output = OutputFactory()
    for order in range(1, 41):
        CreditFactory(output=output, name=f"Sita Rai{order}", order=order)
    DocumentFactory.create_batch(3, output=output)

    names = [name for name, _content in tags(client, output, "citation_")]

    assert (names.count("citation_author"), names.count("citation_pdf_url")) == (40, 3)


def test_no_tag_leads_to_a_file_under_embargo(client: Client) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    output = OutputFactory(access="embargoed", embargo_until=tomorrow)
    document = DocumentFactory(output=output)

    html = client.get(output.get_absolute_url()).content.decode()

    assert "citation_pdf_url" not in html
    assert f"/documents/{document.pk}/" not in html


def test_dublin_core_and_open_graph_stand_beside(client: Client) -> None:
    output = OutputFactory(title='"Fees" & <wages>', summary="In brief.", language="en")
    CreditFactory(output=output, person=PersonFactory(name="Sita Rai"))

    dublin_core = dict(tags(client, output, "DC."))
    open_graph = dict(tags(client, output, "og:"))

    assert dublin_core["DC.title"] == '"Fees" & <wages>'
    assert dublin_core["DC.creator"] == "Rai, Sita"
    assert open_graph == {
        "og:site_name": "SALAM Knowledge Hub",
        "og:type": "article",
        "og:title": '"Fees" & <wages>',
        "og:description": "In brief.",
        "og:locale": "en_GB",
        "og:url": f"http://localhost:8000{output.get_absolute_url()}",
    }


def test_page_names_itself_in_every_language(client: Client) -> None:
    OutputFactory(slug="fees")

    html = client.get("/ne/outputs/fees/?style=harvard").content.decode()

    assert '<link rel="canonical" href="http://localhost:8000/ne/outputs/fees/">' in html
    offered = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html))
    assert offered["x-default"] == "http://localhost:8000/outputs/fees/"
    assert offered["ur"] == "http://localhost:8000/ur/outputs/fees/"


def test_narrowed_list_is_no_page_of_its_own(client: Client) -> None:
    assert 'rel="canonical"' not in client.get("/search/?q=fees").content.decode()
    assert 'href="http://localhost:8000/search/"' in client.get("/search/").content.decode()


def test_page_has_no_coins(client: Client) -> None:
    output = whole_output()

    assert "Z3988" not in client.get(output.get_absolute_url()).content.decode()
