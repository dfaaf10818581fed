"""A harvester's view of the hub."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from lxml import etree

OAI = "{http://www.openarchives.org/OAI/2.0/}"


@pytest.fixture
def committed(db: Any) -> Callable[[], None]:
    """Does what the end of a transaction does: what it changed gets its datestamps."""

    def commit() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            # All of a test is one transaction; the next changes are another's.
            cursor.execute("UPDATE research_oairecord SET written_by = 0")

    return commit


@pytest.fixture
def ask(client: Client, committed: Callable[[], None]) -> Callable[..., Any]:
    """The answer's root, after what the test did so far is committed."""

    def asked(**arguments: str) -> Any:
        committed()
        # ``from`` can't be the name of an argument in Python.
        named = {name.rstrip("_"): value for name, value in arguments.items()}
        response = client.get("/oai", named)
        assert response.status_code == 200
        assert response["Content-Type"] == "text/xml; charset=utf-8"
        return etree.fromstring(response.content)

    return asked


def texts(root: Any, name: str) -> list[str]:
    return [element.text for element in root.iter(f"{OAI}{name}")]


def error(root: Any) -> str | None:
    found = root.find(f"{OAI}error")
    return None if found is None else found.get("code")
