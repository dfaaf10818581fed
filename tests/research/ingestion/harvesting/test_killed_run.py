"""A worker that is killed with signal 9 in the middle of a run, and the one that takes over."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection
from django.utils import timezone

from research.ingestion.connectors.table import CONNECTORS
from research.ingestion.harvesting import runs
from research.ingestion.harvesting.work import work_on
from research.models import Credit, Harvest, HarvestRecord, Output
from tests.factories.harvests import SourceFactory, Told, item
from tests.waiting import wait_for

PAGES, A_PAGE = 40, 10
WORKER = """
import django
django.setup()
from django.db import connections
connections.databases["default"]["NAME"] = {database!r}
from tests.research.ingestion.harvesting import test_killed_run as test
test.work_on_it({run})
"""


def long_source() -> Told:
    """Each record told twice, so that what is doubled or lost shows."""
    pages = [[item(f"{page} {place}") for place in range(A_PAGE)] for page in range(PAGES)]
    return Told(pages)


def work_on_it(run_id: int) -> None:
    CONNECTORS["told"] = long_source().connector()
    work_on(run_id)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_killed_run_goes_on_and_doubles_nothing(monkeypatch):
    told = long_source()
    monkeypatch.setitem(CONNECTORS, "told", told.connector())
    run = runs.begin(SourceFactory(), by=None)
    code = WORKER.format(database=connection.settings_dict["NAME"], run=run.pk)
    worker = subprocess.Popen([sys.executable, "-c", code], env=os.environ)

    wait_for(lambda: Output.objects.count() >= 2 * A_PAGE)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()

    left = Output.objects.count()
    run.refresh_from_db()
    assert 2 * A_PAGE <= left < PAGES * A_PAGE
    assert (run.state, run.seen, run.new) == ("running", left, left)
    work_on(run.pk)
    assert Output.objects.count() == left  # the lease of the dead has not run out yet
    Harvest.objects.update(lease_until=timezone.now())  # two minutes later
    work_on(run.pk)
    run.refresh_from_db()
    assert told.asked == [("", str(left // A_PAGE))]
    assert (run.state, run.seen, run.new) == ("finished", PAGES * A_PAGE, PAGES * A_PAGE)
    assert Output.objects.count() == Credit.objects.count() == PAGES * A_PAGE
    assert HarvestRecord.objects.values("output").distinct().count() == PAGES * A_PAGE
