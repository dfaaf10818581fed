"""Harvesters that nobody here wrote take everything, through several tokens."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import oaipmh_scythe
import pytest
from lxml import etree
from oaipmh.client import Client
from oaipmh.metadata import MetadataRegistry, oai_dc_reader
from sickle import Sickle

from research.models import OaiRecord
from research.oai import repository
from tests.factories import CreditFactory, DocumentFactory, OutputFactory
from tests.research.oai.conftest import OAI

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
OUTPUTS = 7
PREFIXES = ["oai_dc", "oai_datacite", "mods", "marcxml"]


@pytest.fixture
def repository_address(live_server: Any, settings: Any, monkeypatch: Any) -> str:
    """A repository of some outputs, one withdrawn, that answers with two at a time."""
    settings.HUB_URL = live_server.url
    monkeypatch.setattr(repository, "AT_ONCE", 2)
    for number in range(OUTPUTS - 1):
        output = OutputFactory(
            title=f"Fees & wages <{number}> नेपाल", themes=["gender-and-migration"]
        )
        CreditFactory(output=output, name="Sita Rai")
        DocumentFactory(output=output)
    OutputFactory(withdrawn=True)
    OutputFactory(origin="external")
    return f"{live_server.url}/oai"


def with_pyoai(address: str, prefix: str) -> Iterator[tuple[str, bool]]:
    registry = MetadataRegistry()
    registry.registerReader(prefix, oai_dc_reader if prefix == "oai_dc" else lambda element: None)
    for header, _metadata, _about in Client(address, registry).listRecords(metadataPrefix=prefix):
        yield header.identifier(), header.isDeleted()


def with_sickle(address: str, prefix: str) -> Iterator[tuple[str, bool]]:
    for record in Sickle(address).ListRecords(metadataPrefix=prefix):
        yield record.header.identifier, record.header.deleted


def with_scythe(address: str, prefix: str) -> Iterator[tuple[str, bool]]:
    with oaipmh_scythe.Scythe(address) as scythe:
        for record in scythe.list_records(metadata_prefix=prefix):
            yield record.header.identifier, record.header.deleted


def by_hand(address: str, prefix: str) -> Iterator[tuple[str, bool]]:
    """As the strictest reader does: each answer must be a document without a fault."""
    response = Sickle(address).harvest(verb="ListRecords", metadataPrefix=prefix)
    while True:
        root = etree.fromstring(response.raw.encode())
        for header in root.iter(f"{OAI}header"):
            identifier = header.findtext(f"{OAI}identifier")
            yield identifier, header.get("status") == "deleted"
        token = root.findtext(f".//{OAI}resumptionToken")
        if not token:
            return
        response = Sickle(address).harvest(verb="ListRecords", resumptionToken=token)


def in_the_database() -> list[tuple[str, bool]]:
    return [
        (f"oai:localhost.localdomain:{record.output_id}", record.is_deleted)
        for record in OaiRecord.objects.in_order()
    ]


def test_clients_harvest_what_the_database_holds(repository_address: str) -> None:
    held = in_the_database()

    # One test for all of them: to empty the database takes longer than to harvest it.
    harvested = {
        (client.__name__, prefix): list(client(repository_address, prefix))
        for client in (with_pyoai, with_sickle, with_scythe, by_hand)
        for prefix in PREFIXES
    }

    assert len(held) == OUTPUTS
    assert harvested == dict.fromkeys(harvested, held)
    _clients_read_identity_formats_and_sets(repository_address)


def _clients_read_identity_formats_and_sets(address: str) -> None:
    identity = Client(address, MetadataRegistry()).identify()
    sickle = Sickle(address)

    assert identity.repositoryName() == "SALAM Knowledge Hub"
    assert identity.deletedRecord() == "persistent"
    assert [each.metadataPrefix for each in sickle.ListMetadataFormats()] == PREFIXES
    assert [(each.setSpec, each.setName) for each in sickle.ListSets()] == [
        ("theme", "By theme"),
        ("theme:gender-and-migration", "Gender and migration"),
        ("type", "By type"),
        ("type:report", "Report"),
        ("openaire", "Open access, for OpenAIRE"),
    ]


def test_perl_harvests_what_the_database_holds(repository_address: str) -> None:
    perl = shutil.which("perl")
    has_client = perl and not subprocess.run([perl, "-MHTTP::OAI", "-e1"], check=False).returncode
    if not perl or not has_client:
        pytest.skip("HTTP::OAI is not installed (Debian: libhttp-oai-perl)")

    script = Path(__file__).with_name("harvest.pl")
    command = [perl, str(script), repository_address, "oai_dc"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert ran.stderr == ""
    assert ran.stdout.splitlines() == [identifier for identifier, _gone in in_the_database()]
