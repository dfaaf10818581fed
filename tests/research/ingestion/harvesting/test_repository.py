"""A repository on a local port, harvested through connector, matching and database."""

import pytest

from research.ingestion.harvesting import runs
from research.models import Output, Source
from tests.factories.harvests import SourceFactory
from tests.research.ingestion.connectors.sources import dc, listed, query, record
from tests.research.ingestion.harvesting.conftest import gone as go
from tests.research.ingestion.harvesting.conftest import worked
from tests.servers import Asked, Told, serving

pytestmark = pytest.mark.django_db
IDENTIFY = (
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
    "<responseDate>2026-11-01T10:00:00Z</responseDate><request/><Identify>"
    "<repositoryName>IPS</repositoryName><protocolVersion>2.0</protocolVersion>"
    "<earliestDatestamp>2000-01-01</earliestDatestamp><deletedRecord>persistent</deletedRecord>"
    "<granularity>YYYY-MM-DD</granularity></Identify></OAI-PMH>"
)
FORMATS = (
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
    "<responseDate>2026-11-01T10:00:00Z</responseDate><request/><ListMetadataFormats>"
    "<metadataFormat><metadataPrefix>oai_dc</metadataPrefix></metadataFormat>"
    "</ListMetadataFormats></OAI-PMH>"
)
STUDY = "<dc:date>2019</dc:date><dc:creator>Das, Priya</dc:creator><dc:language>en</dc:language>"


class Repository:
    """Two pages of records; the second may be out of order for a while."""

    def __init__(self) -> None:
        self.is_broken = False
        self.first = [
            record("oai:ips:1", dc("Wages of masons in Doha", STUDY)),
            record("oai:ips:2", dc("", STUDY)),
        ]
        self.second = [record("oai:ips:3", dc("Debts of nurses from Kerala", STUDY))]
        self.asked: list[dict[str, str]] = []

    def answer(self, asked: Asked) -> Told:
        said = query(asked)
        if said.get("verb") == "Identify":
            return Told(IDENTIFY.encode())
        if said.get("verb") == "ListMetadataFormats":
            return Told(FORMATS.encode())
        if said.get("verb") != "ListRecords":
            return Told(status=404)
        self.asked.append(said)
        if said.get("resumptionToken") == "two":
            if self.is_broken:
                return Told(status=503, headers={"Retry-After": "7200"})
            return Told(listed(*self.second, size=3).encode())
        return Told(listed(*self.first, token="two", size=3).encode())


@pytest.fixture
def repository():
    return Repository()


@pytest.fixture
def source(repository, settings):
    with serving(repository.answer) as place:
        settings.SERVICES = {"repository": place}
        yield SourceFactory(kind="oai-pmh", settings={"address": f"{place}/oai"})


def test_repository_is_harvested_resumed_repeated_and_undone(repository, source):
    repository.is_broken = True
    run = worked(runs.begin(source, by=None))
    assert (run.state, run.seen, run.new, run.set_aside) == ("waiting", 2, 1, 1)
    assert Source.objects.get().watermark == ""

    repository.is_broken = False
    type(run).objects.update(not_before=None)
    run = worked(run)

    assert (run.state, run.seen, run.total, run.new) == ("finished", 3, 3, 2)
    assert repository.asked[-1]["resumptionToken"] == "two"
    assert run.records.get(verdict="set_aside").raw.startswith("<record ")
    output = Output.objects.get(title="Wages of masons in Doha")
    assert (output.issued, output.credits.get().name) == ("2019", "Priya Das")
    source.refresh_from_db()
    assert source.watermark

    again = worked(runs.begin(source, by=None, since=""))
    assert (again.seen, again.unchanged, Output.objects.count()) == (3, 3, 2)

    repository.first[0] = record("oai:ips:1", deleted=True)
    third = worked(runs.begin(source, by=None))
    assert (third.deleted, third.unchanged, Output.objects.count()) == (1, 2, 2)

    assert go(run, "undo").state == "undone"
    assert Output.objects.count() == 0
