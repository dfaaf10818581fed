"""Every error of the protocol, by its exact code."""

import base64
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from lxml import etree

from research.oai import repository, tokens
from research.oai.protocol import Question
from tests.factories import OutputFactory
from tests.research.oai.conftest import OAI, error

LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}

ERRORS = {
    "": "badVerb",
    "verb=": "badVerb",
    "verb=Nonsense": "badVerb",
    "verb=identify": "badVerb",
    "verb=Identify&verb=Identify": "badVerb",
    "metadataPrefix=oai_dc": "badVerb",
    "verb=Identify&metadataPrefix=oai_dc": "badArgument",
    "verb=Identify&resumptionToken=x": "badArgument",
    "verb=ListSets&set=type": "badArgument",
    "verb=ListSets&resumptionToken=x": "badResumptionToken",
    "verb=ListMetadataFormats&metadataPrefix=oai_dc": "badArgument",
    "verb=ListMetadataFormats&identifier=oai:elsewhere:1": "idDoesNotExist",
    "verb=GetRecord": "badArgument",
    "verb=GetRecord&metadataPrefix=oai_dc": "badArgument",
    "verb=GetRecord&identifier=oai:localhost.localdomain:1": "badArgument",
    "verb=GetRecord&metadataPrefix=oai_dc&identifier=": "idDoesNotExist",
    "verb=GetRecord&metadataPrefix=oai_dc&identifier=nonsense": "idDoesNotExist",
    "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:x.org:0": "idDoesNotExist",
    "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:x.org:9%00": "idDoesNotExist",
    "verb=ListRecords": "badArgument",
    "verb=ListIdentifiers": "badArgument",
    "verb=ListRecords&metadataPrefix=": "badArgument",
    "verb=ListRecords&metadataPrefix=a+b": "badArgument",
    "verb=ListRecords&metadataPrefix=unknown": "cannotDisseminateFormat",
    "verb=ListIdentifiers&metadataPrefix=unknown": "cannotDisseminateFormat",
    "verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x": "badArgument",
    "verb=ListRecords&resumptionToken=": "badResumptionToken",
    "verb=ListRecords&resumptionToken=nonsense": "badResumptionToken",
    "verb=ListRecords&resumptionToken=%F0%9F%8C%8D": "badResumptionToken",
    "verb=ListRecords&metadataPrefix=oai_dc&from=": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=yesterday": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2023-02-30": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=0000-01-01": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2023": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2023-01-01T00:00:00": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2023-01-01T24:00:00Z": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2023-01-01T00:00:00.5Z": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2023-01-02&until=2023-01-01": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2023-01-01&until=2023-01-01T00:00:00Z": (
        "badArgument"
    ),
    "verb=ListRecords&metadataPrefix=oai_dc&until=1999-01-01": "noRecordsMatch",
    "verb=ListRecords&metadataPrefix=oai_dc&from=2199-01-01": "noRecordsMatch",
    "verb=ListRecords&metadataPrefix=oai_dc&set=theme:unknown": "noRecordsMatch",
    "verb=ListRecords&metadataPrefix=oai_dc&set=": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&set=a::b": "badArgument",
    "verb=ListRecords&metadataPrefix=oai_dc&until=9999-12-31&set=x%00": "badArgument",
    "verb=Identify&colour=blue": "badArgument",
    "verb=Identify&%00=blue": "badArgument",
}


@pytest.mark.parametrize("how", ["get", "post"])
@pytest.mark.parametrize("query", ERRORS)
def test_wrong_request_is_answered_with_its_error(
    client: Client, committed: Callable[[], None], query: str, how: str
) -> None:
    OutputFactory()
    committed()

    if how == "get":
        response = client.get(f"/oai?{query}")
    else:
        form = "application/x-www-form-urlencoded"
        response = client.post("/oai", query, content_type=form)

    root = etree.fromstring(response.content)
    assert (response.status_code, error(root)) == (200, ERRORS[query])
    is_echoed = bool(root.find(f"{OAI}request").attrib)
    assert is_echoed == (ERRORS[query] not in {"badVerb", "badArgument"})


def test_arguments_may_come_in_address_and_body(
    client: Client, committed: Callable[[], None]
) -> None:
    response = client.post("/oai?verb=Identify", {"verb": "Identify"})

    assert error(etree.fromstring(response.content)) == "badVerb"  # it is repeated


def test_token_of_one_verb_is_none_of_another(ask: Callable[..., Any]) -> None:
    output = OutputFactory()
    position = tokens.Position(output.created_at, 1, 1, 9)
    token = tokens.write(Question("ListRecords", {"metadataPrefix": "oai_dc"}), position)

    assert error(ask(verb="ListIdentifiers", resumptionToken=token)) == "badResumptionToken"


@pytest.mark.parametrize(
    "inside",
    [
        b"[]",
        b'{"a": 1}',
        b"[" * 5000,
        b'[1,"ListRecords",{"metadataPrefix":"oai_dc"},"2020-01-01T00:00:00",1,1,1]',
        b'[1,"ListRecords",{"metadataPrefix":"oai_dc"},"2020-01-01T00:00:00+00:00",-1,1,1]',
        b'[1,"ListRecords",{"metadataPrefix":"oai_dc"},"2020-01-01T00:00:00+00:00",1e99,1,1]',
        b'[1,"ListRecords",{"metadataPrefix":"oai_dc"},"2020-01-01T00:00:00+00:00",9e18,true,1]',
        b'[1,"ListRecords",{"metadataPrefix":["a"]},"2020-01-01T00:00:00+00:00",1,1,1]',
        b'[1,"ListRecords",{"metadataPrefix":"oai_dc","x":"y"},"2020-01-01T00:00:00+00:00",1,1,1]',
        b'[1,"ListRecords",{"metadataPrefix":"no"},"2020-01-01T00:00:00+00:00",1,1,1]',
        b'[1,"ListRecords",{"metadataPrefix":"oai_dc","from":"x"},"2020-01-01T00:00:00Z",1,1,1]',
    ],
)
def test_forged_token_is_refused(ask: Callable[..., Any], inside: bytes) -> None:
    token = base64.urlsafe_b64encode(inside).decode().rstrip("=")

    assert error(ask(verb="ListRecords", resumptionToken=token)) == "badResumptionToken"


def test_request_repeats_the_arguments(ask: Callable[..., Any]) -> None:
    OutputFactory()

    request = ask(**LIST, from_="2020-01-01", set="type:report").find(f"{OAI}request")

    assert request.text == "http://localhost:8000/oai"
    assert dict(request.attrib) == LIST | {"from": "2020-01-01", "set": "type:report"}


def test_token_survives_any_time(ask: Callable[..., Any], monkeypatch: Any) -> None:
    """Nothing is kept of it: what stands in it is enough."""
    monkeypatch.setattr(repository, "AT_ONCE", 1)
    OutputFactory.create_batch(2)
    token = ask(**LIST).findtext(f".//{OAI}resumptionToken")

    again = [ask(verb="ListRecords", resumptionToken=token) for _ in range(2)]

    identifiers = {answer.findtext(f".//{OAI}identifier") for answer in again}
    assert len(identifiers) == 1
    assert urlencode({"resumptionToken": token}) == f"resumptionToken={token}"
