"""How the transport behaves: robots.txt, pace, unchanged answers, limits that hold."""

import gzip
import io
import time
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from research.ingestion import pacing, transport
from research.ingestion.addresses import Origin, origin
from research.ingestion.answers import Seen, SourceUnavailable
from research.ingestion.robots import Manners
from research.ingestion.transport import Transport
from research.ingestion.unpacking import BrokenOff, unpacked
from tests.servers import Asked, Told, serving

ANSWERS: dict[str, Told] = {}
asked: list[tuple[str, str]] = []


def answer(question: Asked) -> Told:
    asked.append((question.method, question.path))
    if question.path == "/seen" and question.headers.get("If-None-Match") == '"one"':
        return Told(status=304)
    if question.path == "/no-head" and question.method == "HEAD":
        return Told(status=405)
    return ANSWERS.get(question.path, Told(status=404))


@pytest.fixture(autouse=True)
def place(settings: Any) -> Iterator[str]:
    with serving(answer) as address:
        settings.SERVICES = {"crossref": address}
        cache.clear()
        asked.clear()
        ANSWERS.clear()
        yield address


def test_what_robots_txt_forbids_is_not_asked(place):
    ANSWERS["/robots.txt"] = Told(b"User-agent: salam-knowledge-hub\nDisallow: /private\n")
    ANSWERS["/open"] = Told(b"yes")
    polite = Transport(heeds_robots=True)

    with pytest.raises(SourceUnavailable, match="asks us to stay away") as refused:
        polite.get(f"{place}/private/a.pdf")

    assert refused.value.is_by_rule
    assert polite.get(f"{place}/open").content == b"yes"
    assert asked == [("GET", "/robots.txt"), ("GET", "/open")]


@pytest.mark.parametrize(
    ("told", "is_allowed"),
    [
        (Told(status=404), True),
        (Told(status=403), True),
        (Told(status=500), False),
        (Told(status=503, headers={"Retry-After": "5"}), False),
        (Told(b"x" * 600_000), False),
        (Told(b"\xff\xfe\x00 nothing of sense"), True),
    ],
)
def test_a_robots_txt_that_cannot_be_had(place, told, is_allowed):
    ANSWERS["/robots.txt"], ANSWERS["/a"] = told, Told(b"a")

    polite = Transport(heeds_robots=True)

    if is_allowed:
        assert polite.get(f"{place}/a").content == b"a"
    else:
        with pytest.raises(SourceUnavailable, match="asks us to stay away"):
            polite.get(f"{place}/a")


def test_a_redirect_is_held_against_robots_txt_too(place):
    ANSWERS["/robots.txt"] = Told(b"User-agent: *\nDisallow: /private\n")
    ANSWERS["/a"] = Told(status=302, headers={"Location": "/private/a"})

    with pytest.raises(SourceUnavailable, match="asks us to stay away"):
        Transport(heeds_robots=True).get(f"{place}/a")

    assert ("GET", "/private/a") not in asked


def test_the_pause_a_robots_txt_asks_for_is_kept_within_reason():
    assert Manners("User-agent: *\nCrawl-delay: 4\n").pause == 4
    assert Manners("User-agent: *\nCrawl-delay: 86400\n").pause == 30
    assert Manners("User-agent: *\nCrawl-delay: soon\n").pause == 0
    assert Manners("").pause == 0


def test_questions_to_one_server_are_a_pause_apart(place):
    ANSWERS["/a"] = Told(b"a")
    slow = Transport(pause=1, patience=0.9)

    began = time.monotonic()
    for _again in range(2):
        slow.get(f"{place}/a")

    assert 0.9 < time.monotonic() - began < 3


def test_a_pause_is_kept_when_the_cache_is_away(monkeypatch):
    def down(*_how: Any, **_more: Any) -> bool:
        raise OSError

    monkeypatch.setattr(pacing.cache, "add", down)

    assert pacing.wait("example.org", 1) < 0.5
    assert pacing.wait("example.org", 1) > 0.5


def test_who_waits_too_long_for_a_turn_is_told_to_come_back(place, monkeypatch):
    monkeypatch.setattr(pacing, "LONGEST_WAIT", 0.2)
    ANSWERS["/a"] = Told(b"a")
    Transport(pause=5).get(f"{place}/a")

    with pytest.raises(SourceUnavailable, match="Others are asking") as refused:
        Transport(pause=5).get(f"{place}/a")

    assert refused.value.retry_after


def test_an_unchanged_answer_is_not_sent_again(place):
    ANSWERS["/seen"] = Told(b"text", headers={"ETag": '"one"', "Last-Modified": "yesterday"})

    first = Transport().get_changed(f"{place}/seen", Seen())
    second = Transport().get_changed(f"{place}/seen", first.seen)

    assert (first.content, first.seen) == (b"text", Seen('"one"', "yesterday"))
    assert second is None


def test_not_modified_without_having_asked_is_an_error(place):
    ANSWERS["/odd"] = Told(status=304)

    with pytest.raises(SourceUnavailable, match="304"):
        Transport().get_changed(f"{place}/odd", Seen())


def test_a_large_answer_goes_to_a_file_with_the_name_it_is_given(place):
    ANSWERS["/file"] = Told(
        b"%PDF-1.7",
        headers={"Content-Disposition": "attachment; filename*=utf-8''fees%20%C3%A9.pdf"},
    )
    into = io.BytesIO()

    found = Transport().save_changed(f"{place}/file", Seen(), into)

    assert (into.getvalue(), found.filename, found.content) == (b"%PDF-1.7", "fees é.pdf", b"")


def test_looking_fetches_nothing_and_asks_again_where_heads_are_refused(place):
    ANSWERS["/here"] = ANSWERS["/no-head"] = Told(b"x" * 1000)

    assert Transport(most_bytes=10).look(f"{place}/here").content == b""
    Transport(most_bytes=10).look(f"{place}/no-head")
    with pytest.raises(SourceUnavailable) as gone:
        Transport().look(f"{place}/gone")

    assert gone.value.status == 404
    assert asked == [
        ("HEAD", "/here"),
        ("HEAD", "/no-head"),
        ("GET", "/no-head"),
        ("HEAD", "/gone"),
        ("GET", "/gone"),
    ]


def drip(connection: Any) -> None:
    """Headers one letter at a time, each soon enough to be a sign of life."""
    for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"y" * 200:
        connection.write(bytes([letter]))
        connection.flush()
        time.sleep(0.05)


def test_a_server_that_drips_its_headers_runs_into_the_limit(place):
    ANSWERS["/drip"] = Told(raw=drip)

    began = time.monotonic()
    with pytest.raises(SourceUnavailable, match="too slowly"):
        Transport(patience=0.5).get(f"{place}/drip")

    assert time.monotonic() - began < 1


def packed(content: bytes, **more: str) -> Told:
    return Told(content, headers={"Content-Encoding": "gzip", **more})


def test_packed_answers_are_unpacked(place):
    text = b"fees " * 50_000
    bare = zlib.compressobj(wbits=-15)
    ANSWERS["/gzip"] = packed(gzip.compress(text))
    ANSWERS["/twice"] = packed(gzip.compress(text[:1000]) + gzip.compress(text[1000:]))
    ANSWERS["/deflate"] = Told(zlib.compress(text), headers={"Content-Encoding": "deflate"})
    ANSWERS["/bare"] = Told(
        bare.compress(text) + bare.flush(), headers={"Content-Encoding": "deflate"}
    )

    for path in ("/gzip", "/twice", "/deflate", "/bare"):
        assert Transport().get(place + path).content == text, path


@pytest.mark.parametrize(
    "told",
    [
        packed(gzip.compress(b"fees " * 5000)[:-20]),
        packed(b"this is not packed at all"),
        packed(b"x", **{"Content-Encoding": "br"}),
        Told(b"short", headers={"Content-Length": "100"}),
        Told(raw=lambda connection: connection.write(b"nonsense\r\n\r\n")),
        Told(raw=lambda connection: None),
    ],
)
def test_an_answer_that_breaks_off_is_no_answer(place, told):
    ANSWERS["/broken"] = told

    with pytest.raises(SourceUnavailable, match="damaged or broke off"):
        Transport(patience=3).get(f"{place}/broken")


def test_a_few_packed_bytes_never_unpack_to_more_than_is_taken(place):
    ANSWERS["/bomb"] = packed(gzip.compress(b"\0" * 50_000_000))

    with pytest.raises(SourceUnavailable, match="too large"):
        Transport(most_bytes=1_000_000).get(f"{place}/bomb")

    steps = unpacked([gzip.compress(b"\0" * 50_000_000)], "gzip")
    assert max(len(step) for step in steps) <= 65_536


def test_unpacking_plain_and_unknown():
    assert list(unpacked([b"a", b"b"], "")) == [b"a", b"b"]
    assert list(unpacked([], "gzip")) == []
    with pytest.raises(BrokenOff):
        list(unpacked([b"a"], "zstd"))


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://Example.org/a", Origin("https", "example.org", 443)),
        ("http://example.org:8080/", Origin("http", "example.org", 8080)),
        ("http://नेपाल.example/", Origin("http", "xn--l2bey1c2b.example", 80)),
        ("http://[::1]:8000/", Origin("http", "::1", 8000)),
    ],
)
def test_the_server_of_an_address(address, wanted):
    assert origin(address) == wanted


def test_an_address_outside_ascii_is_asked_as_servers_expect(place):
    ANSWERS["/%E0%A4%A8%20a?q=%C3%A9"] = Told(b"found")

    assert Transport().get(f"{place}/न a?q=é").content == b"found"


def test_the_second_address_of_a_server_is_tried_where_the_first_is_dead(
    place, settings, monkeypatch
):
    ANSWERS["/a"] = Told(b"a")
    port = int(place.rpartition(":")[2])
    settings.SERVICES = {"crossref": f"http://two.test:{port}"}
    found = [(2, 1, 6, "", (ip, port)) for ip in ("127.0.0.9", "127.0.0.1")]
    monkeypatch.setattr(transport.socket, "getaddrinfo", lambda *_a, **_k: found)

    assert Transport().get(f"http://two.test:{port}/a").content == b"a"
