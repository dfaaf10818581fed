"""Links are asked in turn, and called broken late."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from research import editorial
from research.ingestion.answers import SourceUnavailable
from research.ingestion.links import asking, judging, listing
from research.ingestion.links.asking import Asker
from research.ingestion.links.judging import Found, Meaning
from research.ingestion.transport import Transport
from research.models import LinkCheck, Output
from tests.factories import OutputFactory, UserFactory
from tests.servers import Asked, Told, serving

pytestmark = pytest.mark.django_db
State = LinkCheck.State
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
REGISTERED = {"responseCode": 1, "values": [{"index": 1, "type": "URL"}]}
ANSWERS: dict[str, Told] = {}
asked: list[str] = []


def answer(question: Asked) -> Told:
    if question.method == "GET":
        asked.append(question.path)
    return ANSWERS.get(question.path, Told(status=404))


@pytest.fixture
def place(settings: Any) -> Iterator[str]:
    with serving(answer) as address:
        settings.SERVICES = dict.fromkeys(("doi", "handle", "site"), address)
        cache.clear()
        asked.clear()
        ANSWERS.clear()
        yield address


def ask(now: datetime = NOW) -> int:
    return asking.ask_in_turn(Asker(Transport(heeds_robots=True), Transport()), now=now)


def listed() -> LinkCheck:
    LinkCheck.objects.update(due_at=NOW)
    return LinkCheck.objects.get()


def rows() -> list[tuple[str, str, str]]:
    found = LinkCheck.objects.order_by("output", "field")
    return [(link.field, link.address, link.host) for link in found]


def test_every_address_of_a_published_output_is_listed():
    OutputFactory(
        doi="10.1234/a", handle="1234/5", url="https://Example.org/a", pdf_url="http://x.org/a.pdf"
    )
    OutputFactory(draft=True, url="https://example.org/draft")
    OutputFactory()

    assert listing.keep_up() == 4
    assert listing.keep_up() == 0
    assert rows() == [
        ("doi", "https://doi.org/10.1234/a", "doi.org"),
        ("handle", "https://hdl.handle.net/1234/5", "hdl.handle.net"),
        ("pdf_url", "http://x.org/a.pdf", "x.org"),
        ("url", "https://Example.org/a", "example.org"),
    ]


def test_a_changed_address_begins_anew_and_a_removed_one_goes():
    output = OutputFactory(url="https://example.org/a", doi="10.1234/a")
    listing.keep_up()
    LinkCheck.objects.update(state="alive", alive_at=NOW, checked_at=NOW, due_at=NOW + DAY)

    Output.objects.filter(pk=output.pk).update(url="https://example.org/b", doi="")

    assert listing.keep_up() == 2
    link = LinkCheck.objects.get()
    assert (link.address, link.state, link.alive_at) == (
        "https://example.org/b",
        "waiting",
        None,
    )


def test_links_of_a_withdrawn_output_are_forgotten():
    output = OutputFactory(url="https://example.org/a")
    listing.keep_up()

    editorial.withdraw(output, by=UserFactory(), reason="Wrong.")

    assert listing.keep_up(since=output.updated_at - DAY) == 1
    assert not LinkCheck.objects.exists()


def test_only_outputs_changed_since_are_looked_at():
    OutputFactory(url="https://example.org/a")

    assert listing.keep_up(since=datetime.now(UTC) + DAY) == 0
    assert listing.keep_up(since=datetime.now(UTC) - DAY) == 1


def test_a_link_that_works_is_seen_and_asked_again_in_a_month(place):
    ANSWERS["/a"] = Told(b"here")
    OutputFactory(url=f"{place}/a")
    listing.keep_up()
    listed()

    assert ask() == 1

    link = LinkCheck.objects.get()
    assert (link.state, link.alive_at, link.due_at) == (State.ALIVE, NOW, NOW + 30 * DAY)
    assert ask(NOW + DAY) == 0


def test_a_doi_is_looked_up_and_its_publisher_left_alone(place):
    ANSWERS["/api/handles/10.1234/a"] = Told(json.dumps(REGISTERED).encode())
    OutputFactory(doi="10.1234/a")
    OutputFactory(doi="10.1234/b")
    OutputFactory(handle="1234/5")
    listing.keep_up()
    LinkCheck.objects.update(due_at=NOW)

    ask()

    found = LinkCheck.objects.order_by("output").values_list("field", "state", "reason")
    assert list(found) == [
        ("doi", "alive", ""),
        ("doi", "failing", judging.NOT_REGISTERED),
        ("handle", "failing", judging.NOT_REGISTERED),
    ]
    assert asked == [
        "/api/handles/10.1000/182",  # whether anybody can be reached
        "/api/handles/10.1234/a",
        "/api/handles/10.1234/b",
        "/api/handles/1234/5",
    ]


def test_a_link_is_broken_after_three_failures_over_days_and_says_when_it_was_seen(place):
    ANSWERS["/a"] = Told(b"here")
    OutputFactory(url=f"{place}/a")
    listing.keep_up()
    listed()
    ask()
    del ANSWERS["/a"]

    states, at = [], NOW + 30 * DAY
    for _again in range(4):
        ask(at)
        link = LinkCheck.objects.get()
        states.append((link.state, link.failures, (link.due_at - at).days))
        at = link.due_at

    assert states == [("failing", 1, 1), ("failing", 2, 2), ("failing", 3, 4), ("broken", 4, 7)]
    assert (link.alive_at, link.failing_since) == (NOW, NOW + 30 * DAY)
    assert (link.status, link.reason) == (404, judging.GONE)
    assert list(LinkCheck.objects.broken()) == [link]


def test_a_broken_link_that_works_again_is_whole(place):
    OutputFactory(url=f"{place}/a")
    listing.keep_up()
    listed()
    LinkCheck.objects.update(
        state="broken", failures=4, failing_since=NOW - 9 * DAY, reason=judging.GONE, status=404
    )
    ANSWERS["/a"] = Told(b"back")

    ask()

    link = LinkCheck.objects.get()
    assert (link.state, link.failures, link.failing_since, link.reason) == ("alive", 0, None, "")


def test_an_address_changed_while_it_was_asked_stays_unasked(place, monkeypatch):
    ANSWERS["/a"] = Told(b"here")
    output = OutputFactory(url=f"{place}/a")
    listing.keep_up()
    listed()
    really = Transport.look

    def look(self: Transport, address: str) -> Any:
        Output.objects.filter(pk=output.pk).update(url=f"{place}/b")
        listing.keep_up()
        return really(self, address)

    monkeypatch.setattr(Transport, "look", look)
    ask()

    link = LinkCheck.objects.get()
    assert (link.address, link.state) == (f"{place}/b", State.WAITING)


@pytest.mark.parametrize(
    ("told", "state", "reason"),
    [
        (Told(status=403), "unclear", judging.NOT_TO_PROGRAMS),
        (Told(status=429), "unclear", judging.NOT_TO_PROGRAMS),
        (Told(status=410), "failing", judging.GONE),
        (Told(status=500), "failing", judging.AN_ERROR),
        (Told(status=302, headers={"Location": "/"}), "failing", judging.FRONT_PAGE),
        (Told(status=302, headers={"Location": "/moved/here"}), "alive", ""),
        (Told(status=302, headers={"Location": "http://10.0.0.1/"}), "failing", judging.NO_ANSWER),
        (Told(status=302, headers={"Location": "/no/programs"}), "unclear", judging.ROBOTS),
    ],
)
def test_what_an_answer_means(place, told, state, reason):
    ANSWERS["/deep/page"] = told
    ANSWERS["/"] = ANSWERS["/moved/here"] = Told(b"here")
    ANSWERS["/robots.txt"] = Told(b"User-agent: *\nDisallow: /no\n")
    ANSWERS[f"/api/handles/{asking.CANARY}"] = Told(json.dumps(REGISTERED).encode())
    OutputFactory(url=f"{place}/deep/page")
    listing.keep_up()
    listed()

    ask()

    link = LinkCheck.objects.get()
    assert (link.state, link.reason) == (state, reason)


def test_nothing_is_called_broken_while_our_own_line_is_down(place, settings):
    dead = "http://127.0.0.1:9"
    settings.SERVICES = {"doi": dead, "site": dead}
    OutputFactory(url=f"{dead}/a")
    listing.keep_up()
    listed()

    assert ask() == 0

    link = LinkCheck.objects.get()
    assert (link.state, link.failures, link.due_at) == (State.WAITING, 0, NOW + timedelta(hours=1))


def test_a_server_that_is_gone_fails_while_others_answer(place, settings):
    dead = "http://127.0.0.1:9"
    settings.SERVICES = {"doi": place, "site": dead}
    OutputFactory(url=f"{dead}/a")
    listing.keep_up()
    listed()

    assert ask() == 1
    assert LinkCheck.objects.get().reason == judging.NO_ANSWER


def test_no_more_are_asked_than_the_hour_and_the_server_have_room_for(place, monkeypatch):
    monkeypatch.setattr(asking, "AN_HOUR", 5)
    monkeypatch.setattr(asking, "OF_A_HOST", 3)
    other = place.replace("127.0.0.1", "localhost")
    for number in range(4):
        ANSWERS[f"/{number}/a"] = Told(b"here")
        OutputFactory(url=f"{place}/{number}/a")
        OutputFactory(url=f"{other}/{number}/a")
    listing.keep_up()
    LinkCheck.objects.update(due_at=NOW)

    first = ask()
    again = ask(NOW + timedelta(minutes=30))
    later = ask(NOW + timedelta(minutes=61))

    assert (first, again, later) == (5, 0, 3)


def test_what_people_ask_for_comes_first(place, monkeypatch):
    monkeypatch.setattr(asking, "AN_HOUR", 1)
    outputs = [OutputFactory(url=f"{place}/{n}/a") for n in range(3)]
    ANSWERS["/2/a"] = Told(b"here")
    listing.keep_up()
    LinkCheck.objects.update(due_at=NOW)

    asking.again([LinkCheck.objects.get(output=outputs[2]).pk])
    ask()

    assert LinkCheck.objects.get(checked_at=NOW).output == outputs[2]


def test_two_workers_claim_different_links(place):
    for number in range(15):
        OutputFactory(url=f"https://h{number}.example/a")
    listing.keep_up()
    LinkCheck.objects.update(due_at=NOW)

    first, second, third = (asking._claimed(NOW) for _worker in range(3))

    assert len({link.pk for link in [*first, *second]}) == 15
    assert third == []


def test_merged_outputs_keep_one_row_for_each_field():
    keep = OutputFactory(url="https://example.org/a")
    away = OutputFactory(url="https://example.org/b", pdf_url="https://example.org/b.pdf")
    listing.keep_up()

    editorial.merge(keep, away, {}, None)
    listing.keep_up()

    assert rows() == [("url", "https://example.org/a", "example.org")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "broken", "failures": 3, "reason": "Gone."},
        {"state": "broken", "failing_since": NOW, "failures": 3},
        {"state": "alive", "failures": 1, "alive_at": NOW, "checked_at": NOW},
        {"state": "alive", "checked_at": NOW},
    ],
)
def test_a_row_that_contradicts_itself_is_refused(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        LinkCheck.objects.create(
            output=OutputFactory(), field="url", address="https://a.org", host="a.org", **wrong
        )


@given(
    meanings=st.lists(st.sampled_from(Meaning), max_size=12),
    gaps=st.lists(st.integers(0, 40), min_size=12, max_size=12),
)
def test_broken_is_never_said_early_and_alive_always_heals(meanings, gaps):
    link, at, since = LinkCheck(), NOW, None
    for meaning, gap in zip(meanings, gaps, strict=False):
        at += gap * DAY
        verdict = judging.judged(link, Found(meaning, 500, "Away."), at)
        since = (since or at) if meaning == Meaning.AWAY else None
        if verdict.state == State.BROKEN:
            assert at - since >= judging.AWAY_FOR
            assert verdict.failures >= judging.FAILURES
        assert (verdict.state in {State.FAILING, State.BROKEN}) == (meaning == Meaning.AWAY)
        assert verdict.due_at > at
        link.failures, link.failing_since = verdict.failures, verdict.failing_since


@pytest.mark.parametrize(
    ("told", "meaning"),
    [
        (REGISTERED, Meaning.ALIVE),
        ({"responseCode": 1, "values": [{"type": "10320/loc"}]}, Meaning.ALIVE),
        ({"responseCode": 1, "values": [{"type": "HS_ADMIN"}]}, Meaning.AWAY),
        ({"responseCode": 1}, Meaning.AWAY),
        ({"responseCode": 100}, Meaning.AWAY),
        ([], Meaning.AWAY),
        ({"responseCode": 1, "values": "odd"}, Meaning.AWAY),
    ],
)
def test_what_the_handle_system_says(told, meaning):
    assert judging.resolved(told).meaning == meaning


def test_a_refusal_by_rule_is_not_the_links_fault():
    assert judging.refused(SourceUnavailable("Stay away.", is_by_rule=True)).reason == (
        judging.ROBOTS
    )
