"""OAI-PMH: what is asked, what is followed, what is read of broken answers."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from research.ingestion.connectors.entries import Found
from research.ingestion.connectors.table import CONNECTORS
from research.ingestion.transport import SourceUnavailable, Transport
from tests.research.ingestion.connectors.sources import (
    dc,
    error,
    items,
    listed,
    pages,
    record,
    repository,
    titles,
)
from tests.servers import serving

IDENTIFY = "<Identify><granularity>{}</granularity></Identify>"
SECONDS = IDENTIFY.format("YYYY-MM-DDThh:mm:ssZ")
FORMAT = "<metadataFormat><metadataPrefix>{}</metadataPrefix></metadataFormat>"


class Server:
    """Answers by what it is asked, and remembers that."""

    def __init__(self, stack: ExitStack, settings: Any) -> None:
        self.stack, self.settings = stack, settings
        self.seen: list[dict[str, str]] = []

    def __call__(self, answer: Any, **verbs: str) -> str:
        place = self.stack.enter_context(serving(repository(answer, self.seen, **verbs)))
        self.settings.SERVICES = {"test": place}
        return place

    @property
    def lists(self) -> list[dict[str, str]]:
        """How records were asked for, without the verb."""
        return [
            {name: value for name, value in said.items() if name != "verb"}
            for said in self.seen
            if said["verb"] == "ListRecords"
        ]


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with ExitStack() as stack:
        yield Server(stack, settings)


def test_tokens_are_followed_to_the_end(server):
    def answer(said: dict[str, str]) -> str:
        if "resumptionToken" not in said:
            return listed(record("a", dc("One")), token="to two", size=3)
        if said["resumptionToken"] == "to two":
            return listed(record("b", deleted=True), token="3")
        return listed(record("c", dc("Three")), size=3)

    found = pages("oai-pmh", server(answer))

    assert [titles(page.items) for page in found] == [["One"], ["deleted"], ["Three"]]
    assert [item.identifier for page in found for item in page.items] == ["a", "b", "c"]
    assert [item.changed for item in found[0].items] == ["2026-10-01"]
    assert [page.total for page in found] == [3, None, 3]
    assert len({page.watermark for page in found}) == 1
    assert server.lists == [
        {"metadataPrefix": "oai_dc"},
        {"resumptionToken": "to two"},
        {"resumptionToken": "3"},
    ]


def test_a_run_goes_on_from_a_token_with_its_own_watermark(server):
    def answer(said: dict[str, str]) -> str:
        if said.get("resumptionToken") == "2":
            return listed(record("b", dc("Two")))
        return listed(record("a", dc("One")), token="2")

    place = server(answer)
    first = pages("oai-pmh", place)[0]
    server.seen.clear()

    rest = pages("oai-pmh", place, token=first.token)

    assert [titles(page.items) for page in rest] == [["Two"]]
    assert rest[0].watermark == first.watermark
    assert server.lists == [{"resumptionToken": "2"}]


def test_a_token_that_the_server_forgot_means_from_the_beginning(server):
    def answer(said: dict[str, str]) -> str:
        if "resumptionToken" in said:
            return error("badResumptionToken")
        return listed(record("a", dc("One")))

    place = server(answer, Identify=SECONDS)

    found = pages("oai-pmh", place, token="2026-11-01T00:00:00Z 0:gone", since="2026-10-10")

    assert [titles(page.items) for page in found] == [["One"]]
    assert server.lists[1] == {"metadataPrefix": "oai_dc", "from": "2026-10-08T00:00:00Z"}


@pytest.mark.parametrize(
    ("granularity", "since", "start", "end"),
    [
        ("YYYY-MM-DDThh:mm:ssZ", "2026-10-10T08:30:00Z", "2026-10-08T08:30:00Z", "T23:59:59Z"),
        ("YYYY-MM-DD", "2026-10-10T08:30:00Z", "2026-10-08", ""),
        ("nonsense", "2026-10-10", "2026-10-08", ""),
    ],
)
def test_what_changed_is_asked_for_in_the_granularity_of_the_server(
    server, granularity, since, start, end
):
    place = server(lambda _said: error("noRecordsMatch"), Identify=IDENTIFY.format(granularity))

    found = pages("oai-pmh", place, since=since, until="2026-11-30")

    assert [(page.items, page.token) for page in found] == [((), "")]
    assert server.lists == [
        {"metadataPrefix": "oai_dc", "from": start, "until": f"2026-11-30{end}"}
    ]


def test_sets_are_asked_for_one_after_the_other(server):
    def answer(said: dict[str, str]) -> str:
        if said.get("set") == "col_1":
            return listed(record("a", dc("One")), token="more")
        if said.get("set") == "col_2":
            return listed(record("a", dc("One")))
        return listed(record("b", dc("Two")))

    found = pages("oai-pmh", server(answer), set="col_1 col_2")

    assert [titles(page.items) for page in found] == [["One"], ["Two"], ["One"]]
    assert [said.get("set") for said in server.lists] == ["col_1", None, "col_2"]


@pytest.mark.parametrize(
    ("offered", "asked"),
    [(["oai_dc", "mods", "xoai"], "mods"), (["oai_dc", "ore"], "oai_dc"), (["xoai"], "xoai")],
)
def test_the_richest_format_is_asked_for(server, offered, asked):
    formats = "".join(FORMAT.format(prefix) for prefix in offered)
    place = server(
        lambda _said: listed(record("a", dc("One"))),
        ListMetadataFormats=f"<ListMetadataFormats>{formats}</ListMetadataFormats>",
    )

    pages("oai-pmh", place)

    assert server.lists == [{"metadataPrefix": asked}]


def test_a_format_that_is_offered_and_not_had_gives_way_to_dublin_core(server):
    def answer(said: dict[str, str]) -> str:
        is_plain = said["metadataPrefix"] == "oai_dc"
        return listed(record("a", dc("One"))) if is_plain else error("cannotDisseminateFormat")

    formats = f"<ListMetadataFormats>{FORMAT.format('mods')}</ListMetadataFormats>"

    found = items("oai-pmh", server(answer, ListMetadataFormats=formats))

    assert titles(found) == ["One"]


def test_an_error_of_the_protocol_is_told_in_its_words(server):
    place = server(lambda _said: error("noSetHierarchy", "There are no sets here"))

    with pytest.raises(SourceUnavailable, match="There are no sets here"):
        pages("oai-pmh", place, set="x")


@pytest.mark.parametrize(
    "answer", ["<html><body>Log in</body></html>", "not even that <", "<OAI-PMH/>", ""]
)
def test_what_is_no_answer_of_the_protocol_is_said_to_be_none(server, answer):
    with pytest.raises(SourceUnavailable):
        pages("oai-pmh", server(lambda _said: answer))


# Records by themselves


def test_records_that_nobody_can_read_are_set_aside_with_a_reason(server):
    answer = listed(
        record("a", dc("One")),
        record("b"),
        record("", dc("Nameless")),
        record("d", "<foo xmlns='urn:foo'/>"),
        record("e", dc("")),
        record("", deleted=True),
    )

    found = items("oai-pmh", server(lambda _said: answer))

    assert titles(found) == [
        "One",
        "! The record has no metadata.",
        "! The record has no identifier.",
        "! Nobody here reads this format of metadata: foo (urn:foo).",
        "! There is no title.",
        "! The record has no identifier.",
    ]
    assert found[2].identifier.startswith("content:")
    assert "<dc:title>Nameless</dc:title>" in found[2].raw


@pytest.mark.parametrize(
    ("broken", "title"),
    [
        ("Fees & wages", "Fees & wages"),
        ("Fees&nbsp;&eacute;t&eacute; &bogus;", "Fees été &bogus;"),
        ("Wages < fees", "Wages < fees"),
        ("Wages\x0b and\x01 fees&#x1F;", "Wages and fees"),
        ("Wages <b>and <i>fees</b>", "Wages and fees"),
        ("<x:y>Wages</x:y>", "Wages"),
    ],
)
def test_a_common_fault_in_the_xml_is_mended(server, broken, title):
    answer = listed(record("a", dc(broken)), record("b", dc("Two")), token="2")
    place = server(lambda said: listed() if "resumptionToken" in said else answer)

    found = items("oai-pmh", place)

    assert titles(found) == [title, "Two"]


def test_what_was_mended_says_so(server):
    answer = listed(record("a", dc("Fees & wages")))

    (found,) = items("oai-pmh", server(lambda _said: answer))

    assert isinstance(found.read, Found)
    assert [remark.reason for remark in found.read.remarks] == [
        "The XML of the record was broken and has been mended."
    ]


def test_a_record_beyond_mending_is_set_aside_and_the_others_are_taken(server):
    broken = record("b", dc("Two")).replace("</dc:title>", "</dc:titel>")
    answer = listed(record("a", dc("One")), broken, record("c", dc("Three")), token="2")
    place = server(lambda said: listed() if "resumptionToken" in said else answer)

    found = items("oai-pmh", place)

    assert [item.identifier for item in found] == ["a", "b", "c"]
    assert titles(found)[::2] == ["One", "Three"]
    assert titles(found)[1].startswith("! The XML of the record is broken: ")


def test_an_answer_that_is_cut_keeps_what_came_and_is_asked_for_again(server):
    whole = listed(record("a", dc("One")), record("b", dc("Two")), token="2")
    cut = whole[: whole.index("Two")]
    place = server(lambda _said: cut)
    coming = CONNECTORS["oai-pmh"].pages(Transport(), {"address": place}, "", "")
    came = next(coming)

    with pytest.raises(SourceUnavailable, match="ends in the middle"):
        next(coming)

    assert titles(came.items) == ["One", "! The XML of the record ends in the middle."]
    server.seen.clear()
    with pytest.raises(SourceUnavailable):
        pages("oai-pmh", place, token=came.token)
    assert server.lists == [{"metadataPrefix": "oai_dc"}]


def test_answers_without_namespaces_are_read(server):
    answer = (
        "<OAI-PMH><ListRecords><record><header><identifier>a</identifier></header><metadata>"
        "<dc><title>One</title><creator>Rai, Sita</creator></dc>"
        "</metadata></record></ListRecords></OAI-PMH>"
    )

    (found,) = items("oai-pmh", server(lambda _said: answer))

    assert isinstance(found.read, Found)
    assert found.read.output.title == "One"
    assert [person.name for person in found.read.output.people] == ["Sita Rai"]
