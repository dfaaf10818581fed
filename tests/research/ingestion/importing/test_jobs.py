"""An import as a job: killed, stopped, resumed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from research.ingestion.importing import applying, jobs, work
from research.models import Credit, Import, Output
from tests.research.ingestion.importing.lists import begun, checked, run, table, works

pytestmark = pytest.mark.django_db


def test_killed_in_the_middle_it_loses_and_doubles_nothing(monkeypatch):
    monkeypatch.setattr(work, "BATCH", 7)
    job = checked(table(*works(30)))
    jobs.go(job, "run")
    real, calls = applying.apply, []

    def dies_in_the_third_batch(*args):
        real(*args)
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt  # what is not committed is gone, as after kill -9

    monkeypatch.setattr(work, "apply", dies_in_the_third_batch)
    with pytest.raises(KeyboardInterrupt):
        work.work_on(job.pk)
    assert (Output.objects.count(), job.progress()) == (14, (14, 30))
    monkeypatch.setattr(work, "apply", real)
    Import.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    work.work_on(job.pk)

    job.refresh_from_db()
    assert (job.state, Output.objects.count(), job.progress()) == ("done", 30, (30, 30))
    assert Credit.objects.count() == 60


def test_work_in_other_hands_is_left_alone():
    job = begun(table(*works(1)))
    Import.objects.update(lease_until=timezone.now() + timedelta(minutes=1))
    work.work_on(job.pk)
    job.refresh_from_db()
    assert job.state == "checking"


def test_stopped_it_stops_and_resumed_it_goes_on(monkeypatch):
    monkeypatch.setattr(work, "BATCH", 10)
    job = checked(table(*works(25)))
    jobs.go(job, "run")

    def stops_it(done, total):
        if done == 10:
            jobs.go(job, "stop")

    work.work_on(job.pk, stops_it)
    job.refresh_from_db()
    assert (job.state, Output.objects.count()) == ("stopped", 10)

    run(job, "resume")
    assert (job.state, Output.objects.count()) == ("done", 25)


def test_verb_at_the_wrong_time_is_refused():
    job = checked(table(*works(1)))
    with pytest.raises(jobs.NotPossibleNow):
        jobs.go(job, "undo")
    assert jobs.possible(job) == ["run", "check_again"]
