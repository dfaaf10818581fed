"""Two outputs with one file: asked about once, and not where both are known to be two."""

import pytest

from research.ingestion.harvesting import same_files
from research.models import DifferentWorks, Output, Proposal
from tests.factories import DocumentFactory, OutputFactory
from tests.factories.harvests import SourceFactory, item

pytestmark = pytest.mark.django_db


@pytest.fixture
def fetched(harvest):
    """A file fetched for a harvested output, that another output has too."""
    known = OutputFactory(title="Brain drain, revisited")
    first = DocumentFactory(output=known)
    harvest(SourceFactory(), [item("a")])
    output = Output.objects.exclude(pk=known.pk).get()
    return DocumentFactory(output=output, sha256=first.sha256)


def test_same_file_is_proposed_as_one_work_once(fetched):
    proposal = same_files.propose(fetched.pk)

    assert proposal is not None
    assert (proposal.output, proposal.theirs) == (fetched.output, "Brain drain, revisited")
    assert same_files.propose(fetched.pk) is None
    assert Proposal.objects.count() == 1


def test_outputs_said_to_differ_are_not_proposed_as_one(fetched):
    known, output = Output.objects.order_by("pk")
    DifferentWorks.objects.create(first=known, second=output)

    assert same_files.propose(fetched.pk) is None


def test_file_of_an_output_that_no_source_brought_is_nobodys_question():
    assert same_files.propose(DocumentFactory().pk) is None
