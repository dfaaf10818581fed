"""The gallery renders every component, for those who build the hub."""

from typing import Any

from django.test import Client


def test_gallery_shows_every_state_without_the_database(client: Client, settings: Any) -> None:
    settings.DEBUG = True

    html = client.get("/gallery/").content.decode()

    for words in (
        "PDF here, 64 pages searchable",
        "PDF here, 62 of 64 pages searchable",
        "PDF here, scanned: not searchable yet",
        "PDF here, pages not searchable yet",
        "Under embargo until",
        "Read at the publisher",
        "Record only, no open copy known",
    ):
        assert words in html


def test_gallery_is_not_for_readers(client: Client, settings: Any) -> None:
    settings.DEBUG = False

    assert client.get("/gallery/").status_code == 404
