"""A source that says what the test lets it say."""

from collections.abc import Callable, Sequence

import pytest

from research.ingestion.connectors.table import CONNECTORS, Item
from research.ingestion.harvesting import runs
from research.ingestion.harvesting.work import work_on
from research.models import Harvest, Source
from tests.factories.harvests import Told


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """The answers of every source of the kind ``told``."""
    answers = Told()
    monkeypatch.setitem(CONNECTORS, "told", answers.connector())
    return answers


@pytest.fixture
def harvest(told: Told) -> Callable[..., Harvest]:
    """Harvests a source that answers with these pages; the run as it ended."""

    def harvested(source: Source, *pages: Sequence[Item] | Exception, **options: str) -> Harvest:
        if pages:
            told.pages = list(pages)
        source.refresh_from_db()
        return worked(runs.begin(source, by=None, **options))

    return harvested


def worked(run: Harvest) -> Harvest:
    work_on(run.pk)
    run.refresh_from_db()
    return run


def gone(run: Harvest, verb: str) -> Harvest:
    runs.go(run, verb)
    return worked(run)
