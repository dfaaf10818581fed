"""What stands in an answer: golden files, and the published schemas where they are at hand."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from research.oai import repository
from tests.factories import OutputFactory
from tests.research.formats.nasty import nasty_records
from tests.research.formats.whole import whole_output
from tests.research.oai.conftest import OAI, error, texts

SAMPLES = Path(__file__).parents[2] / "samples" / "oai"
SCHEMAS = Path(__file__).parents[4] / "shared" / "schemas"
needs_schemas = pytest.mark.skipif(
    not (SCHEMAS.is_dir() and shutil.which("xmllint")),
    reason="needs xmllint (Debian: libxml2-utils) and ../shared/schemas",
)


def validate(document: bytes, folder: Path) -> None:
    """By xmllint, with the payload held against its schema too."""
    path = folder / "answer.xml"
    path.write_bytes(document)
    command = ["xmllint", "--nonet", "--noout", "--schema", str(SCHEMAS / "all.xsd"), str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]


@pytest.mark.parametrize("prefix", ["oai_dc", "oai_datacite", "mods", "marcxml"])
def test_record_is_written_as_in_the_golden_file(ask: Callable[..., Any], prefix: str) -> None:
    output = whole_output()

    answer = ask(
        verb="GetRecord",
        metadataPrefix=prefix,
        identifier=f"oai:localhost.localdomain:{output.pk}",
    )

    metadata = answer.find(f".//{OAI}metadata")[0]
    etree.indent(metadata)
    etree.cleanup_namespaces(metadata)
    written = etree.tostring(metadata, encoding="unicode").strip() + "\n"
    for document in output.documents.all():
        written = written.replace(f"documents/{document.pk}/", "documents/1/")
    written = _without_today(written)
    assert written == (SAMPLES / f"{prefix}.xml").read_text()


def _without_today(written: str) -> str:
    """MARC says the moment to the second, and the day it was entered in six figures."""
    written = re.sub(r"[0-9]{14}\.0", "NOW", written)
    written = written.replace(f"{datetime.now(UTC):%y%m%d}s", "TODAYs")
    return written.replace(f"{datetime.now(UTC):%Y-%m-%d}", "TODAY")


@needs_schemas
@pytest.mark.parametrize(
    "query",
    [
        "verb=Identify",
        "verb=ListMetadataFormats",
        "verb=ListSets",
        "verb=ListIdentifiers&metadataPrefix=oai_dc",
        "verb=ListRecords&metadataPrefix=oai_dc",
        "verb=ListRecords&metadataPrefix=oai_datacite",
        "verb=ListRecords&metadataPrefix=oai_dc&from=2000-01-01",
        "verb=ListRecords&resumptionToken=%00",
        "verb=%00",
        "verb=GetRecord&metadataPrefix=oai_dc&identifier=a%20b",
        "verb=GetRecord&metadataPrefix=oai_dc&identifier=%F0%9F%8C%8D",
        "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai%3Ax%3A%22%3C",
        "verb=GetRecord&metadataPrefix=..&identifier=x",
        "verb=ListRecords&metadataPrefix=none&set=a:b",
    ],
)
def test_answer_is_valid_by_the_published_schema(
    client: Client, committed: Callable[[], None], tmp_path: Path, query: str
) -> None:
    whole_output()
    OutputFactory(withdrawn=True)
    committed()

    validate(client.get(f"/oai?{query}").content, tmp_path)


@needs_schemas
@pytest.mark.parametrize("prefix", ["oai_dc", "oai_datacite"])
def test_nastiest_records_are_valid(
    client: Client,
    committed: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    prefix: str,
) -> None:
    monkeypatch.setattr(repository, "AT_ONCE", 2000)
    nasty_records()
    committed()

    response = client.get("/oai", {"verb": "ListRecords", "metadataPrefix": prefix})

    validate(response.content, tmp_path)


def test_friends_are_told_of(ask: Callable[..., Any], settings: Any) -> None:
    settings.OAI_FRIENDS = ["https://repository.example.org/oai"]

    friend = ask(verb="Identify").find(".//{http://www.openarchives.org/OAI/2.0/friends/}baseURL")

    assert friend.text == "https://repository.example.org/oai"


def test_repository_is_called_by_its_host(ask: Callable[..., Any], settings: Any) -> None:
    settings.HUB_URL = "https://hub.example.org"
    output = OutputFactory()

    answer = ask(verb="ListIdentifiers", metadataPrefix="oai_dc")

    assert texts(answer, "identifier") == [f"oai:hub.example.org:{output.pk}"]
    assert texts(answer, "request") == ["https://hub.example.org/oai"]


def test_day_ends_with_its_last_second(ask: Callable[..., Any]) -> None:
    OutputFactory()
    today = f"{datetime.now(UTC):%Y-%m-%d}"

    answer = ask(verb="ListIdentifiers", metadataPrefix="oai_dc", from_=today, until=today)

    assert error(answer) is None
    assert len(texts(answer, "identifier")) == 1


def test_answer_is_sent_compressed_to_whom_asks(client: Client, committed: Any) -> None:
    OutputFactory.create_batch(3)
    committed()
    asked = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}

    response = client.get("/oai", asked, headers={"accept-encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"


def test_stylesheet_is_our_own_and_whole(client: Client, committed: Any) -> None:
    answer = client.get("/oai?verb=Identify").content
    assert b'<?xml-stylesheet type="text/xsl" href="/oai/answer.xsl"?>' in answer

    sheet = client.get("/oai/answer.xsl")

    assert sheet["Content-Type"] == "text/xsl; charset=utf-8"
    shown = etree.XSLT(etree.fromstring(sheet.content))(etree.fromstring(answer))
    assert "SALAM Knowledge Hub" in str(shown)
