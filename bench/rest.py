"""REST: a list of 100 with everything expanded, and pages at any depth of the cursor."""

import json
from functools import partial
from typing import Any

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.http import JsonResponse
from django.test import Client

from bench.clock import side_by_side, times
from bench.generated import World
from bench.loading import load
from partners.api.paging import Cursor
from research.models import Output

ROUNDS = 12
ON_A_PAGE = 100
LIST = f"/api/v1/outputs/?page_size={ON_A_PAGE}"
EXPANDED = f"{LIST}&expand=all"
#: How far down the newest-first list a page begins, as parts of the whole.
DEPTHS = (0.0, 0.5, 0.999)


def measure(size: int) -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    load(World(size))
    client = Client(SERVER_NAME="localhost")
    return {
        "size": size,
        "lists": [_list(client, name, address) for name, address in _addresses()],
        "depths": [_depth(client, size, part) for part in DEPTHS],
    }


def _addresses() -> list[tuple[str, str]]:
    return [
        ("100 outputs", LIST),
        ("100 outputs, everything expanded", EXPANDED),
        ("100 outputs as BibTeX", f"{LIST}&format=bib"),
    ]


def _list(client: Client, name: str, address: str) -> dict[str, Any]:
    def ask(_round: int) -> Any:
        cache.clear()  # or the hub would tell its visitor to wait
        return client.get(address)

    content = ask(0).content
    queries: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        ask(0)
    data = json.loads(content) if content[:1] == b"{" else content.decode()
    plain = partial(_plain, data)
    asked, bare = side_by_side(ask, plain, rounds=ROUNDS)
    return {
        "name": name,
        "bytes": len(content),
        "queries": len(queries),
        "ms": times(asked),
        "plain": times(bare),
    }


def _plain(data: Any, _round: int) -> Any:
    return JsonResponse(data, safe=False, json_dumps_params={"ensure_ascii": False}).content


def _depth(client: Client, size: int, part: float) -> dict[str, Any]:
    place = int(size * part)
    found = Output.objects.published().newest_first()[place]
    cursor = Cursor("newest", found.issued, found.pk).written()
    address = f"{LIST}&cursor={cursor}" if place else LIST

    def ask(_round: int) -> Any:
        cache.clear()
        return client.get(address)

    def by_offset(_round: int) -> Any:
        rows = Output.objects.published().newest_first().for_listing()
        return list(rows[place : place + ON_A_PAGE])

    asked, offset = side_by_side(ask, by_offset, rounds=ROUNDS)
    return {"place": place, "ms": times(asked), "offset": times(offset)}
