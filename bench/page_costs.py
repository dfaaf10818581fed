"""What a page costs on the server: queries and milliseconds."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import clock

ROUNDS = 25


def measure(pages: Mapping[str, str]) -> dict[str, Any]:
    client = Client(SERVER_NAME="localhost", headers={"accept-language": "en"})
    return {name: _cost(client, path) for name, path in pages.items()}


def _cost(client: Client, path: str) -> dict[str, Any]:
    ask = partial(client.get, path)
    ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    return {
        "queries": len(asked),
        **clock.times(clock.milliseconds(ask) for _ in range(ROUNDS)),
    }
