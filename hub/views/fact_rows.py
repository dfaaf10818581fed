"""The facts of institutions, people, events, projects, practices and centres, as rows.

What is known is shown, and leads to more of the same; what is unknown has no row.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.functional import Promise

from partners.models import Country, Institution
from research.views.facts import Fact, Value
from research.views.reading import host

Read = Callable[[Any], Iterable[Value]]
Rows = tuple[tuple[Promise, Read], ...]

#: What a telephone number is dialled with.
NOT_DIALLED = re.compile(r"[^0-9+]")


def facts_of(thing: Any, rows: Rows) -> tuple[Fact, ...]:
    """What is known of ``thing``, in the order of ``rows``."""
    read = ((label, tuple(values(thing))) for label, values in rows)
    return tuple(Fact(str(label), values) for label, values in read if values)


def sources_of(thing: Any) -> tuple[Value, ...]:
    """Where the facts come from: links by their host, everything else in its own words."""
    return tuple(_source(source) for source in thing.public_sources)


def list_address(name: str, **parameters: str) -> str:
    """The list with the address ``name``, narrowed."""
    return f"{reverse(name)}?{urlencode(parameters)}"


def plain(text: object) -> Iterable[Value]:
    return (Value(str(text)),) if text else ()


def institutions(rows: Iterable[Institution]) -> Iterable[Value]:
    return (Value(row.name, row.get_absolute_url()) for row in rows)


def in_role(links: str, role: str) -> Read:
    """The institutions that have ``role`` among the thing's ``links``."""

    def read(thing: Any) -> Iterable[Value]:
        rows = (link.institution for link in getattr(thing, links).all() if link.role == role)
        return institutions(rows)

    return read


def countries(name: str, rows: Iterable[Country]) -> Iterable[Value]:
    """Countries, each leading to the list ``name`` of that country."""
    for country in rows:
        yield Value(country.local_name, list_address(name, country=country.code.lower()))


def vocabulary(name: str, parameter: str, field: str, choices: type[TextChoices]) -> Read:
    """The words of ``field``, each leading to the list ``name`` narrowed to it."""

    def read(thing: Any) -> Iterable[Value]:
        for word in getattr(thing, field):
            yield Value(str(choices(word).label), list_address(name, **{parameter: word}))

    return read


def website(address: str) -> Iterable[Value]:
    return (Value(host(address), address),) if address else ()


def telephone(number: str) -> Iterable[Value]:
    return (Value(number, dialled(number)),) if number else ()


def dialled(number: str) -> str:
    """The address that a telephone dials."""
    return f"tel:{NOT_DIALLED.sub('', number)}"


def _source(words: str) -> Value:
    is_address = words.startswith("http") and " " not in words
    return Value(host(words), words) if is_address else Value(words)
