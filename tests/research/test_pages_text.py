"""The light text edition, and how lines become paragraphs."""

import pytest
from django.test import Client
from django.urls import reverse

from research.models import Document
from research.views.text_paragraphs import paragraphs
from tests.factories import DocumentFactory, DocumentPageFactory


def text_address(document: Document) -> str:
    return reverse("research:document-text", args=[document.output.slug, document.pk])


@pytest.mark.django_db
def test_document_text_shows_each_page_with_a_link_to_the_file(client: Client) -> None:
    document = DocumentFactory(page_count=2, scanned_pages=[2])
    DocumentPageFactory(document=document, number=1, text="Fees <rose>.")
    DocumentPageFactory(document=document, number=2, text="")

    html = client.get(text_address(document)).content.decode()

    assert 'id="page-1"' in html
    assert "<p>Fees &lt;rose&gt;.</p>" in html
    assert f'href="{document.get_absolute_url()}#page=2"' in html
    assert "This page is a picture: nothing could be read on it." in html


@pytest.mark.django_db
def test_document_text_is_marked_with_its_language(client: Client) -> None:
    page = DocumentPageFactory(document__language="ur", text="بھرتی")

    html = client.get(text_address(page.document)).content.decode()

    assert '<div class="text-edition" lang="ur" dir="rtl">' in html


@pytest.mark.django_db
def test_document_text_of_a_long_document_comes_in_parts(client: Client) -> None:
    document = DocumentFactory(page_count=45)
    for number in range(1, 46):
        DocumentPageFactory(document=document, number=number)

    html = client.get(text_address(document), {"part": 2}).content.decode()

    assert html.count('class="text-page"') == 20
    assert 'id="page-21"' in html
    assert html.count('<span aria-current="page">21–40</span>') == 2
    assert '<a href="?part=3"><span class="visually-hidden">Pages </span>41–45</a>' in html


@pytest.mark.django_db
def test_document_text_of_an_unread_document_is_not_found(client: Client) -> None:
    document = DocumentFactory(state=Document.State.WAITING)

    assert client.get(text_address(document)).status_code == 404


def test_paragraphs_join_full_lines_and_end_at_short_ones() -> None:
    text = "\r\n".join(
        [
            "A heading",
            "This is the first line of a paragraph and it is full of many words",
            "that go on in the second line, which is just as long as the first,",
            "and end here.",
            "Another paragraph begins, and its only line is quite long, as seen",
        ]
    )

    assert paragraphs(text) == [
        "A heading",
        "This is the first line of a paragraph and it is full of many words "
        "that go on in the second line, which is just as long as the first, "
        "and end here.",
        "Another paragraph begins, and its only line is quite long, as seen",
    ]


def test_paragraphs_go_on_after_a_short_line_in_mid_sentence() -> None:
    text = "Workers paid\nmore than the law allows, and borrowed.\nBanks lent little."

    assert paragraphs(text) == [
        "Workers paid more than the law allows, and borrowed. Banks lent little."
    ]


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_paragraphs_of_nothing_are_none(text: str) -> None:
    assert paragraphs(text) == []
