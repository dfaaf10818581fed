from collections.abc import Callable
from typing import Any

import pytest

from research import merging
from research.models import OaiRecord
from research.oai import repository
from tests.factories import OutputFactory, UserFactory
from tests.research.oai.conftest import OAI, error, texts


@pytest.fixture
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository, "AT_ONCE", 2)


def test_list_goes_on_by_token_until_all_are_told(
    ask: Callable[..., Any], two_at_once: None
) -> None:
    outputs = OutputFactory.create_batch(5)

    told, tokens = [], []
    answer = ask(verb="ListIdentifiers", metadataPrefix="oai_dc")
    while True:
        told += texts(answer, "identifier")
        token = answer.find(f".//{OAI}resumptionToken")
        tokens.append((token.get("cursor"), token.get("completeListSize")))
        if not token.text:
            break
        answer = ask(verb="ListIdentifiers", resumptionToken=token.text)

    assert told == [f"oai:localhost.localdomain:{output.pk}" for output in outputs]
    assert tokens == [("0", "5"), ("2", "5"), ("4", "5")]


def test_whole_list_has_no_token(ask: Callable[..., Any], two_at_once: None) -> None:
    OutputFactory.create_batch(2)

    answer = ask(verb="ListRecords", metadataPrefix="oai_dc")

    assert texts(answer, "resumptionToken") == []


def test_external_outputs_and_drafts_are_not_served(ask: Callable[..., Any]) -> None:
    OutputFactory(origin="external")
    OutputFactory(draft=True)

    assert error(ask(verb="ListRecords", metadataPrefix="oai_dc")) == "noRecordsMatch"


@pytest.mark.parametrize("prefix", ["oai_dc", "oai_datacite", "mods", "marcxml"])
def test_records_are_listed_in_a_fixed_number_of_queries(
    client: Any, committed: Callable[[], None], django_assert_num_queries: Any, prefix: str
) -> None:
    OutputFactory.create_batch(3, themes=["gender-and-migration"], countries=["NP"])
    committed()

    with django_assert_num_queries(11):  # count, page, outputs and what belongs to them
        response = client.get("/oai", {"verb": "ListRecords", "metadataPrefix": prefix})

    assert response.content.count(b"<record>") + response.content.count(b"<record ") >= 3


def test_withdrawn_output_is_a_deleted_record_in_its_sets(ask: Callable[..., Any]) -> None:
    OutputFactory(withdrawn=True, themes=["gender-and-migration"])

    answer = ask(verb="ListRecords", metadataPrefix="oai_dc", set="theme:gender-and-migration")

    header = answer.find(f".//{OAI}header")
    assert header.get("status") == "deleted"
    assert texts(answer, "setSpec") == ["openaire", "theme:gender-and-migration", "type:report"]
    assert texts(answer, "metadata") == []


def test_output_that_is_gone_stays_a_deleted_record(ask: Callable[..., Any]) -> None:
    output = OutputFactory(themes=["gender-and-migration"])
    ask(verb="Identify")

    output.delete()

    answer = ask(verb="ListIdentifiers", metadataPrefix="oai_dc", set="theme")
    assert answer.find(f".//{OAI}header").get("status") == "deleted"


def test_output_that_becomes_external_is_deleted(ask: Callable[..., Any]) -> None:
    output = OutputFactory()
    ask(verb="Identify")

    output.origin = "external"
    output.save()

    answer = ask(
        verb="GetRecord",
        metadataPrefix="oai_dc",
        identifier=f"oai:localhost.localdomain:{output.pk}",
    )
    assert answer.find(f".//{OAI}header").get("status") == "deleted"
    assert OaiRecord.objects.get().is_deleted


def test_merged_output_is_a_deleted_record_in_its_old_sets(ask: Callable[..., Any]) -> None:
    keep = OutputFactory(title="Kept")
    away = OutputFactory(title="Given up", themes=["gender-and-migration"])
    number = away.pk
    ask(verb="Identify")

    merging.merge(keep, away, {}, UserFactory())

    answer = ask(verb="ListIdentifiers", metadataPrefix="oai_dc", set="theme:gender-and-migration")
    gone = {
        header.findtext(f"{OAI}identifier"): header.get("status")
        for header in answer.iter(f"{OAI}header")
    }
    assert gone[f"oai:localhost.localdomain:{number}"] == "deleted"
