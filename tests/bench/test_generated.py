"""What outputs are generated from, and that PostgreSQL and the index take them."""

import pytest
from django.core.management import call_command

from bench import generated, loading, sources
from bench.sources import Sources
from research.models import Output
from research.search import Criteria, find

FEW = Sources(
    titles=("Recruitment fees in the Gulf", "Wage theft after the pandemic"),
    sentences=("Workers borrow to pay agents.", "Women send more of what they earn."),
    keywords=("remittances", "wages"),
    given_names=("Asha", "Bilal"),
    family_names=tuple(f"Family{n}" for n in range(generated.INSTITUTIONS)),
)


@pytest.fixture
def few_sources(monkeypatch):
    monkeypatch.setattr(sources, "read", lambda: FEW)


def test_same_outputs_are_generated_each_time(few_sources):
    assert list(generated.World(20).outputs()) == list(generated.World(20).outputs())


@pytest.mark.django_db
def test_generated_outputs_are_loaded_whole_and_found(few_sources):
    loading.load(generated.World(200))

    call_command("rebuild_index", verbosity=0)

    assert Output.objects.published().count() == 200
    results = find(Criteria(text="recruitment fees"))
    assert results.count == Output.objects.filter(title__startswith="Recruitment").count()
    assert all(hit.output.credits.exists() for hit in results.hits)
