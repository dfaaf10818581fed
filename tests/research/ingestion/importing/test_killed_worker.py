"""A worker that is killed with signal 9 in the middle, and the one that takes over."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from research.ingestion.importing import jobs, work
from research.models import Credit, Import, ImportRow, Output
from tests.research.ingestion.importing.lists import table, works
from tests.waiting import wait_for

ROWS = 1500
WORKER = """
import django
django.setup()
from django.conf import settings
from django.db import connections
settings.MEDIA_ROOT = {media!r}
connections.databases["default"]["NAME"] = {database!r}
from research.ingestion.importing import work
work.BATCH = 50
work.work_on({job})
"""


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_killed_worker_loses_and_doubles_nothing():
    job = jobs.begin(
        ContentFile(table(*works(ROWS)), name="list"), filename="list.csv", owner=None, by=None
    )
    work.work_on(job.pk)
    jobs.go(job, "run")
    code = WORKER.format(
        database=connection.settings_dict["NAME"], media=str(settings.MEDIA_ROOT), job=job.pk
    )
    worker = subprocess.Popen([sys.executable, "-c", code], env=os.environ)

    wait_for(lambda: Output.objects.count() >= 100)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()

    left = Output.objects.count()
    assert 100 <= left < ROWS
    assert left == ImportRow.objects.done().count()
    Import.objects.update(lease_until=timezone.now())  # half a minute later
    work.work_on(job.pk)
    job.refresh_from_db()
    assert (job.state, Output.objects.count(), Credit.objects.count()) == ("done", ROWS, 2 * ROWS)
    assert ImportRow.objects.values("output").distinct().count() == ROWS
