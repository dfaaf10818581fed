"""Files: only those that may be had, whole or in part, in a sandbox."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from research.models import Document
from research.vocabularies import Access
from tests.factories import DocumentFactory, OutputFactory

#: The smallest image there is: one pixel.
PIXEL = bytes.fromhex("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700")

pytestmark = pytest.mark.django_db


def content(response: FileResponse) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


def first_page_address(document: Document) -> str:
    return reverse("research:first-page", args=[document.output.slug, document.pk])


def test_document_is_served_inline_in_a_sandbox(client: Client) -> None:
    document = DocumentFactory(content=b"%PDF-1.7 words")

    response = client.get(document.get_absolute_url(), headers={"Accept-Encoding": "gzip"})

    assert content(response) == b"%PDF-1.7 words"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{document.filename}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].endswith("; sandbox")
    assert "Content-Encoding" not in response


def test_document_that_browsers_may_run_is_saved(client: Client) -> None:
    document = DocumentFactory(filename="page.html", media_type="text/html")

    response = client.get(document.get_absolute_url())

    assert response["Content-Disposition"] == 'attachment; filename="page.html"'


def test_document_unchanged_is_not_sent_again(client: Client) -> None:
    document = DocumentFactory()
    etag = client.get(document.get_absolute_url())["ETag"]

    again = client.get(document.get_absolute_url(), headers={"If-None-Match": etag})

    assert etag == f'"{document.sha256}"'
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("asked", "sent", "described"),
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-2", b"89", "bytes 8-9/10"),
        ("bytes=5-99", b"56789", "bytes 5-9/10"),
    ],
)
def test_document_is_served_in_parts(
    client: Client, asked: str, sent: bytes, described: str
) -> None:
    document = DocumentFactory(content=b"0123456789")

    response = client.get(document.get_absolute_url(), headers={"Range": asked})

    assert response.status_code == 206
    assert content(response) == sent
    assert response["Content-Range"] == described
    assert response["Content-Length"] == str(len(sent))


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-1,4-5",
        "pages=1-2",
        "bytes=5-2",
        "bytes=-",
        "x",
        pytest.param(f"bytes={'9' * 5000}-", id="a number nobody reads"),
    ],
)
def test_document_is_served_whole_where_a_range_means_nothing(client: Client, asked: str) -> None:
    document = DocumentFactory(content=b"0123456789")

    response = client.get(document.get_absolute_url(), headers={"Range": asked})

    assert (response.status_code, content(response)) == (200, b"0123456789")


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=-0"])
def test_document_refuses_a_part_it_does_not_have(client: Client, asked: str) -> None:
    document = DocumentFactory(content=b"0123456789")

    response = client.get(document.get_absolute_url(), headers={"Range": asked})

    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10")


def test_document_is_served_whole_if_the_readers_half_is_of_another_file(client: Client) -> None:
    document = DocumentFactory(content=b"0123456789")

    headers = {"Range": "bytes=0-3", "If-Range": '"another"'}
    response = client.get(document.get_absolute_url(), headers=headers)

    assert (response.status_code, content(response)) == (200, b"0123456789")


def test_document_by_another_name_leads_to_its_own(client: Client) -> None:
    document = DocumentFactory()
    wrong = reverse("research:document", args=[document.output.slug, document.pk, "old.pdf"])

    response = client.get(wrong)

    assert (response.status_code, response["Location"]) == (301, document.get_absolute_url())


@pytest.mark.parametrize(
    "changes",
    [
        {"draft": True},
        {"access": Access.METADATA_ONLY},
        {"access": Access.EMBARGOED, "embargo_until": timezone.now() + timedelta(days=9)},
    ],
)
def test_document_that_readers_may_not_have_is_not_found(
    client: Client, changes: dict[str, object]
) -> None:
    document = DocumentFactory(output=OutputFactory(**changes))
    text = reverse("research:document-text", args=[document.output.slug, document.pk])

    for address in (document.get_absolute_url(), first_page_address(document), text):
        assert client.get(address).status_code == 404


def test_document_of_a_withdrawn_output_is_gone(client: Client) -> None:
    document = DocumentFactory(output=OutputFactory(withdrawn=True))

    assert client.get(document.get_absolute_url()).status_code == 410


def test_document_is_not_found_under_another_output(client: Client) -> None:
    document, other = DocumentFactory(), OutputFactory()
    address = reverse("research:document", args=[other.slug, document.pk, document.filename])

    assert client.get(address).status_code == 404


def test_first_page_without_an_image_is_not_found(client: Client) -> None:
    assert client.get(first_page_address(DocumentFactory())).status_code == 404


def test_first_page_is_a_cached_image(client: Client) -> None:
    document = DocumentFactory()
    document.first_page_image.save("x.webp", ContentFile(PIXEL))

    response = client.get(first_page_address(document))

    assert content(response) == PIXEL
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=600"
