"""Requests no browser sends: every address of the portal answers them, none with a fault.

The addresses are read from the table of URLs, so that a page of tomorrow is asked too.
Each is asked with the names of all parameters the portal knows, and with odd values.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any
from urllib.parse import quote, unquote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from drf_spectacular.generators import SchemaGenerator

from partners.models import User
from research.models import Import
from tests.factories import (
    ConceptFactory,
    CorridorFactory,
    DocumentFactory,
    EventFactory,
    InstitutionFactory,
    IssueFactory,
    OutputFactory,
    PersonFactory,
    PracticeFactory,
    ProjectFactory,
    RecommendationFactory,
    ResourceCentreFactory,
    SessionFactory,
    SubscriberFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
#: One name and one number for everything, so that any address leads to something.
SLUG, NUMBER = "gender-and-migration", 7
#: Percent-encoded as on the wire: no byte that UTF-8 knows, NUL, beyond every integer, long ...
ODD = {
    "NUL": "a%00b",
    "no UTF-8": "%FF%FE%C3%28",
    "half a pair": "%ED%A0%80",
    "huge": "9" * 31,
    "beyond 64 bits": "9223372036854775808",
    "beyond 32 bits": "2147483648",
    "negative": "-1",
    "no number": "NaN",
    "infinite": "1e999",
    "other digits": quote("१२३"),
    "superscript": quote("²"),
    "long": "x" * 100_000,
    "empty": "",
    "date": "2024-13-45T99:99:99Z",
    "year 0": "0000-00-00",
    "year 10000": "10000-01-01",
    "brackets": quote("((([[[{{{\"'\\"),
    "direction": quote("\u202e\u2066\ufeff\u200d"),
    "JSON": quote('{"a": [1e400, null]}'),
}
#: For parts of an address; a slash would make it another one.
ODD_PARTS = [value for name, value in ODD.items() if name not in {"empty", "long"}] + ["x" * 3000]
FITTING = {
    "slug": SLUG, "name": "theme", "code": "np", "pair": "np-qa", "kind": "themes",
    "suffix": "json", "object_id": str(NUMBER), "pk": str(NUMBER), "other": str(NUMBER),
    "id": str(NUMBER), "number": str(NUMBER), "day": "1", "order": "1", "filename": "x.pdf",
    "token": "token", "key": "key", "verb": "run", "app_label": "research", "url": "nothing",
    "content_type_id": "1",
}  # fmt: skip
ASKED = {
    "q", "page", "sort", "style", "next", "to", "p", "o", "e", "all", "verdict", "part", "among",
    "by", "dir", "done", "draft", "format", "language", "output", "term", "app_label",
    "model_name", "field_name", "_changelist_filters", "_popup", "_to_field", "title", "themes",
    "verb", "metadataPrefix", "identifier", "from", "until", "set", "resumptionToken", "without",
}  # fmt: skip
HEADERS = {
    "HTTP_ACCEPT": "text/html;q=nan, */*;q=-1, ;;;,",
    "HTTP_ACCEPT_LANGUAGE": "hi-\xff-" + "x" * 300 + ";q=9",
    "HTTP_IF_NONE_MATCH": 'W/"' + "\xff" * 50,
    "HTTP_IF_MODIFIED_SINCE": "Sun, 99 Nov 20222 99:99:99 GMT",
    "HTTP_RANGE": "bytes=99999999999999999999999-1,-0,5-2",
    "HTTP_REFERER": "http://[::1/\xff?q=%00",
    "HTTP_USER_AGENT": "\xff\xfe",
    "HTTP_AUTHORIZATION": "Bearer \xff\xfe",
    "HTTP_COOKIE": 'sessionid="\xff"; csrftoken=%00; django_language=\xff',
    "HTTP_IF_MATCH": '"' + "\xff" * 50,
    "HTTP_X_FORWARDED_FOR": "999.1.1.1, ::g, \xff",
}


@pytest.fixture
def whole() -> None:
    """One of each thing that has an address."""
    same: dict[str, Any] = {"pk": NUMBER, "slug": SLUG}
    owner = InstitutionFactory(**same)
    output = OutputFactory(**same, owner=owner)
    DocumentFactory(pk=NUMBER, output=output)
    RecommendationFactory(pk=NUMBER, output=output)
    for factory in (PersonFactory, ProjectFactory, PracticeFactory, ResourceCentreFactory):
        factory(**same)
    SessionFactory(pk=NUMBER, event=EventFactory(**same))
    CorridorFactory(pk=NUMBER, origin_id="NP", destination_id="QA")
    ConceptFactory(pk=NUMBER)
    IssueFactory(pk=NUMBER, slug=SLUG)
    SubscriberFactory(pk=NUMBER)
    UserFactory(pk=NUMBER, is_superuser=True)
    Import.objects.create(pk=NUMBER, filename="list.csv", owner=owner, state="checked")


def routes(patterns: Iterable[Any], start: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, start + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield start + str(pattern.pattern)


PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:\[[^\]]*\][+*]?(?:\{[^}]*\})?|[^\[\]()])*\)")


def addresses(route: str, odd: str | None = None) -> Iterator[str]:
    """The route with what fits in its parts; if told, with something odd in each in turn."""
    plain = route.replace("^", "").replace("$", "").replace("\\.", ".").replace("[\\s\\S]*", "x")
    parts = list(PART.finditer(plain))
    for turn in range(len(parts)) if odd else (None,):
        names = [found[1] or found[2] for found in parts]
        values = [
            odd if place == turn else FITTING.get(name, "x") for place, name in enumerate(names)
        ]
        filled = iter(values)
        yield "/" + PART.sub(lambda _found: str(next(filled)), plain)  # noqa: B023


def every_address(*, of_staff: bool, odd: str | None = None) -> list[str]:
    found = [one for route in routes(get_resolver().url_patterns) for one in addresses(route, odd)]
    return [one for one in found if one.startswith("/admin/") == of_staff]


def names() -> list[str]:
    """Of all parameters: those of the REST interface stand in its description."""
    described = SchemaGenerator().get_schema(request=None, public=True)
    told = {
        parameter["name"]
        for path in described["paths"].values()
        for verb in path.values()
        for parameter in verb.get("parameters", ())
        if parameter["in"] == "query"
    }
    return sorted(told | ASKED)


class Asker:
    """Asks as a stranger, each time from another address, and notes what goes wrong."""

    def __init__(self, user: Any = None) -> None:
        self.client = Client(raise_request_exception=False)
        if user:
            self.client.force_login(user)
        self.numbers = count(1)
        self.faults: dict[str, str] = {}

    def ask(self, address: str, about: str, **headers: str) -> None:
        number = next(self.numbers)
        if number % 200 == 0:
            cache.clear()
        origin = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        response = self.client.get(address, REMOTE_ADDR=origin, **headers)
        if response.streaming:
            for _chunk in response:
                pass
        if response.status_code >= 500 and response.status_code != 503:
            why = repr(getattr(response, "exc_info", ("", ""))[1])[:200]
            self.faults[f"{about}: {address[:120]}"] = why


@pytest.fixture
def stranger(whole: None) -> Asker:
    return Asker()


@pytest.fixture
def staff(whole: None) -> Asker:
    return Asker(User.objects.get(pk=NUMBER))


#: What each address is asked with; of the others one each, so that all come their turn.
ALWAYS = ("NUL", "empty")
TURNS = [name for name in ODD if name not in ALWAYS]


def asked_with(place: int) -> list[str]:
    return [*ALWAYS, TURNS[place % len(TURNS)]]


def ask_all(asker: Asker, *, of_staff: bool) -> None:
    known = names()
    for place, address in enumerate(every_address(of_staff=of_staff)):
        for about in asked_with(place):
            asked = "&".join(f"{name}={ODD[about][:2000]}" for name in known)
            asker.ask(f"{address}?{asked}", about)


def ask_parts(asker: Asker, *, of_staff: bool) -> None:
    for turn, odd in enumerate(ODD_PARTS):
        for place, address in enumerate(every_address(of_staff=of_staff, odd=odd)):
            if odd == ODD["NUL"] or place % len(ODD_PARTS) == turn:
                asker.ask(address, "part")


def test_public_addresses_answer_odd_values(stranger):
    ask_all(stranger, of_staff=False)

    assert stranger.faults == {}


def test_public_addresses_answer_odd_parts_of_themselves(stranger):
    ask_parts(stranger, of_staff=False)

    assert stranger.faults == {}


def test_staff_addresses_answer_odd_values(staff):
    ask_all(staff, of_staff=True)

    assert staff.faults == {}


def test_staff_addresses_answer_odd_parts_of_themselves(staff):
    ask_parts(staff, of_staff=True)

    assert staff.faults == {}


def test_public_addresses_answer_odd_headers(stranger):
    for address in every_address(of_staff=False):
        stranger.ask(address, "headers", **HEADERS)

    assert stranger.faults == {}


@pytest.mark.parametrize("about", ODD)
def test_question_for_duplicates_answers_odd_values(staff, about):
    """It is asked with a whole form, while somebody types."""
    odd = unquote(ODD[about], errors="surrogateescape").encode("utf-8", "replace").decode()
    odd *= 10 if about == "long" else 1
    fields = ("title", "subtitle", "issued", "doi", "isbn", "handle", "volume", "pages", "number")
    form = dict.fromkeys((*fields, "alike-output", "alike-sha256", f"alike-{odd[:30]}"), odd)
    form |= {"credits-0-person": odd, "credits-0-name": odd, f"credits-{odd[:30]}-person": odd}

    for more in ({}, {"title": "Recruitment fees of workers"}, {"title": odd + " of workers"}):
        answer = staff.client.post("/admin/research/output/alike/", form | more)
        assert answer.status_code in {200, 400}
