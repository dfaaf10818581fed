"""What a record without themes is filed under, and how it names where it comes from."""

import pytest

from research.ingestion.connectors.composing import compose
from research.ingestion.connectors.entries import Entry, Found
from research.ingestion.harvesting.topics import Topics
from research.ingestion.importing import drafting
from research.ingestion.records import IncomingOutput
from tests.factories.thesaurus import ConceptFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics() -> Topics:
    ConceptFactory(slug="labour-migration", en=["labour migration"])
    ConceptFactory(slug="remittance", en=["remittance"])
    return Topics.read()


@pytest.mark.parametrize(
    ("record", "themes"),
    [
        (IncomingOutput("Labour migration management in Belize"), ("labour-migration-policies",)),
        (IncomingOutput("A survey", keywords=("Remittances",)), ("migration-and-development",)),
        (
            IncomingOutput("Remittances of labour migration"),
            ("migration-and-development",),
        ),
        (IncomingOutput("A survey", abstract="It asks about remittances."), ()),
        (IncomingOutput("A survey"), ()),
    ],
)
def test_subjects_count_as_the_title_and_plain_labour_migration_has_a_theme(
    topics, record, themes
):
    assert topics.completed(record).themes == themes


def test_a_keyword_with_commas_in_brackets_stays_whole():
    entry = Entry(1, {"title": ["A"], "keywords": ["Labour (recruitment, market), Health, 2, 3"]})

    found = compose(entry)

    assert isinstance(found, Found)
    assert found.output.keywords[:2] == ("Labour (recruitment, market)", "Health, 2, 3")


@pytest.mark.parametrize(
    ("identifier", "wanted"),
    [
        ("oai:example.org:1", "Archive: oai:example.org:1"),
        ("57ef0f5e04ec1eaa6c45a625e7d4d541", "Archive"),
        ("sha256:57ef0f5e04ec1eaa6c45", "Archive"),
        ("", "Archive"),
    ],
)
def test_the_source_names_records_only_as_people_would_find_them(identifier, wanted):
    giver = drafting.Giver("Archive", None)

    output = drafting.output_of(IncomingOutput("A", identifier=identifier), giver)

    assert output.source == wanted
