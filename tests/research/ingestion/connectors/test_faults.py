"""What goes wrong with servers: each ends in a reason, never in a crash or in silence."""

import gzip
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from research.ingestion.connectors import walking
from research.ingestion.connectors.entries import Found
from research.ingestion.connectors.table import CONNECTORS
from research.ingestion.transport import SourceUnavailable, Transport
from tests.research.ingestion.connectors.sources import (
    OAI,
    dc,
    items,
    listed,
    pages,
    record,
    replies,
    titles,
)
from tests.servers import Asked, Told, serving

Place = Callable[..., str]
ONE = listed(record("a", dc("One")))
KINDS = ("oai-pmh", "feed", "file")


@pytest.fixture
def at(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A server that answers so, one answer after the other; nobody waits long for it."""
    monkeypatch.setattr(walking, "PAUSES_SECONDS", (0.0, 0.0))
    with ExitStack() as stack:

        def place(*bodies: Any) -> str:
            found = stack.enter_context(serving(replies(*bodies)))
            settings.SERVICES = {"test": found}
            return found

        yield place


def plain(place: str, **more: str) -> Any:
    """Records of a repository that is asked for Dublin Core at once."""
    return items("oai-pmh", place, format="oai_dc", **more)


# Servers that stumble


@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_is_silent_is_given_up(at, monkeypatch, kind):
    monkeypatch.setattr(walking, "PATIENCE_SECONDS", 0.3)

    def sleep(_connection: Any) -> None:
        time.sleep(1.5)

    with pytest.raises(SourceUnavailable):
        list(CONNECTORS[kind].pages(
            Transport(patience=0.3), {"address": at(Told(raw=sleep)), "format": "oai_dc"}, "", ""
        ))  # fmt: skip


def test_an_error_of_the_server_that_passes_is_waited_for(at):
    found = plain(at(Told(status=500), Told(status=502), ONE))

    assert titles(found) == ["One"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_of_the_server_that_stays_ends_the_run(at, kind):
    with pytest.raises(SourceUnavailable) as caught:
        pages(kind, at(Told(status=500)))

    assert caught.value.status == 500


def test_a_short_pause_that_the_server_wants_is_made(at):
    busy = Told(status=503, headers={"Retry-After": "1"})
    before = time.monotonic()

    found = plain(at(busy, ONE))

    assert titles(found) == ["One"]
    assert time.monotonic() - before >= 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_long_pause_that_the_server_wants_is_told(at, kind):
    with pytest.raises(SourceUnavailable) as caught:
        pages(kind, at(Told(status=503, headers={"Retry-After": "3600"})))

    assert (caught.value.status, caught.value.retry_after) == (503, 3600)


@pytest.mark.parametrize("kind", KINDS)
def test_a_truncated_gzip_is_no_answer(at, kind):
    whole = gzip.compress(ONE.encode() * 50)
    half = Told(whole[: len(whole) // 2], headers={"Content-Encoding": "gzip"})

    with pytest.raises(SourceUnavailable):
        pages(kind, at(half))


# Wrong charsets


@pytest.mark.parametrize(
    ("declared", "encoded"),
    [
        ("utf-8", "iso-8859-1"),
        ("utf-8", "windows-1252"),
        ("iso-8859-1", "utf-8"),
        ("us-ascii", "utf-8"),
        ("utf-16", "utf-8"),
        ("nonsense", "utf-8"),
        ("", "utf-8-sig"),
        ("utf-16", "utf-16"),
    ],
)
def test_a_wrong_charset_loses_no_letter(at, declared, encoded):
    told = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = told + listed(record("a", dc("Côte d’Azur – été" if "8859" not in encoded else "été")))
    wanted = "été" if "8859" in encoded else "Côte d’Azur – été"

    found = plain(at(text.encode(encoded)))

    assert titles(found) == [wanted]


def test_a_charset_of_its_own_is_believed_where_it_can_be_true(at):
    text = '<?xml version="1.0" encoding="windows-1251"?>' + listed(record("a", dc("Труд")))

    assert titles(plain(at(text.encode("windows-1251")))) == ["Труд"]


# Too much


def test_a_record_of_thirty_megabytes_is_set_aside_and_the_others_are_taken(at):
    huge = record("b", dc("Two", f"<dc:description>{'word ' * 6_000_000}</dc:description>"))
    answer = listed(record("a", dc("One")), huge, record("c", dc("Three")))

    found = plain(at(answer))

    assert [item.identifier for item in found] == ["a", "b", "c"]
    assert titles(found) == [
        "One",
        "! The record is too large to be the description of a work.",
        "Three",
    ]
    assert len(found[1].raw) < 300_000


def test_an_answer_beyond_all_bounds_is_refused(at, monkeypatch):
    monkeypatch.setattr(walking, "MOST_BYTES_OF_A_PAGE", 1000)
    place = at(listed(record("a", dc("word " * 1000))))
    connector = CONNECTORS["oai-pmh"]

    with pytest.raises(SourceUnavailable, match="too large"):
        list(connector.pages(Transport(most_bytes=1000), {"address": place}, "", ""))


def test_the_same_page_over_and_over_is_noticed(at):
    place = at(listed(record("a", dc("One")), record("b", dc("Two")), token="again"))
    coming = CONNECTORS["oai-pmh"].pages(
        Transport(), {"address": place, "format": "oai_dc"}, "", ""
    )

    assert titles(next(coming).items) == ["One", "Two"]
    with pytest.raises(SourceUnavailable, match="over and over"):
        next(coming)


def test_empty_pages_without_an_end_are_noticed(settings):
    numbers = iter(range(10_000))

    def answer(_asked: Asked) -> Told:
        return Told(listed(token=f"t{next(numbers)}").encode())

    with serving(answer) as place:
        settings.SERVICES = {"test": place}
        with pytest.raises(SourceUnavailable, match="over and over"):
            pages("oai-pmh", place, format="oai_dc")

    assert next(numbers) < 20


# Where nobody is to be led


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1:9/",
        "http://10.0.0.1/",
        "http://[::1]:9/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0/",
        "file:///etc/passwd",
        "gopher://example.org/",
    ],
)
def test_a_redirect_into_a_private_place_is_not_followed(at, kind, to):
    with pytest.raises(SourceUnavailable):
        pages(kind, at(Told(status=302, headers={"Location": to})))


def test_a_name_that_is_somebody_else_the_second_time_leads_nowhere_private(settings, monkeypatch):
    really = socket.getaddrinfo
    asked: list[str] = []

    def look_up(name: str, *more: Any, **how: Any) -> Any:
        if name != "repository.example":
            return really(name, *more, **how)
        asked.append(name)
        return really("127.0.0.1" if len(asked) == 1 else "10.0.0.1", *more, **how)

    with serving(replies(listed(record("a", dc("One")), token="2"))) as place:
        address = f"http://repository.example:{place.rpartition(':')[2]}"
        settings.SERVICES = {"test": address}
        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        settings_of = {"address": address, "format": "oai_dc"}
        coming = CONNECTORS["oai-pmh"].pages(Transport(patience=1), settings_of, "", "")
        first = next(coming)
        settings.SERVICES = {}
        with pytest.raises(SourceUnavailable, match="private"):
            next(coming)

    # One look-up for each question, and the place that was looked up is the one that was asked.
    assert titles(first.items) == ["One"]
    assert len(asked) == 2


BILLION = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>'
RSS = '<rss version="2.0"><channel><item><title>&a9;</title></item></channel></rss>'
ENDNOTE = "<xml><records><record><titles><title>&a9;</title></titles></record></records></xml>"


@pytest.mark.parametrize("defined", [BILLION, OUTSIDE])
@pytest.mark.parametrize(
    ("kind", "answer"),
    [("oai-pmh", listed(record("a", dc("&a9;")))), ("feed", RSS), ("file", ENDNOTE)],
)
def test_entities_are_never_expanded(at, kind, answer, defined):
    before = time.monotonic()

    try:
        found = titles(items(kind, at(defined + answer)))
    except SourceUnavailable:
        found = []

    assert not any("lol" in title or "root:" in title for title in found)
    assert time.monotonic() - before < 5


# What changes meanwhile


def test_a_record_that_changes_between_two_pages_comes_as_it_is_each_time(at):
    found = plain(at(
        listed(record("a", dc("One")), record("b", dc("Two")), token="2"),
        listed(record("a", dc("One, revised"), stamp="2026-11-02"), record("c", dc("Three"))),
    ))  # fmt: skip

    assert [(item.identifier, item.changed) for item in found] == [
        ("a", "2026-10-01"), ("b", "2026-10-01"), ("a", "2026-11-02"), ("c", "2026-10-01"),
    ]  # fmt: skip
    assert titles(found) == ["One", "Two", "One, revised", "Three"]


def test_a_list_that_changes_between_two_runs_is_read_from_its_beginning(at):
    def table(last: str) -> str:
        return "id,title\n" + "".join(f"{n},Paper {n}\n" for n in range(149)) + f'149,"{last}"\n'

    place = at(table("Last"))
    token = pages("file", place)[0].token
    same = pages("file", place, token=token)
    place = at(table("Last, as revised"))
    other = pages("file", place, token=token)

    assert [len(page.items) for page in same] == [50]
    assert [len(page.items) for page in other] == [100, 50]
    assert other[-1].items[-1].identifier == "149"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0" * 50,
        b"\xff\xfe<\0",
        b"<" * 5000,
        b"<a>" * 3000,
        "\ud800".encode("utf-8", "surrogatepass"),
        OAI.format("<ListRecords/>").encode(),
        OAI.format("<ListRecords><record/><record><header/></record></ListRecords>").encode(),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_an_answer_is_it_ends_in_a_reason(at, kind, answer):
    try:
        found = items(kind, at(answer))
    except SourceUnavailable:
        found = []

    assert [item for item in found if isinstance(item.read, Found)] == []
