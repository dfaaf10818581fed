"""A source that fails: put off, told of once, gone on where it was; stopped and resumed."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from partners.models import Letter
from partners.roles import Role
from research import tasks
from research.ingestion import turns
from research.ingestion.connectors.table import CONNECTORS, Connector, Page
from research.ingestion.harvesting import runs
from research.ingestion.harvesting.work import work_on
from research.models import Harvest, Output, Source
from tests.factories import MembershipFactory, UserFactory
from tests.factories.harvests import SourceFactory, item, silent
from tests.research.ingestion.harvesting.conftest import worked

pytestmark = pytest.mark.django_db


def again(run: Harvest) -> Harvest:
    """As if the time to wait were over."""
    Harvest.objects.filter(pk=run.pk).update(not_before=timezone.now() - timedelta(seconds=1))
    return worked(run)


def test_source_that_fails_is_left_alone_and_goes_on_at_its_mark(harvest, told):
    source = SourceFactory(owner=UserFactory())
    run = harvest(source, [item("a")], silent())
    assert (run.state, run.token, run.seen) == ("waiting", "1", 1)
    assert run.not_before > timezone.now()
    assert worked(run).seen == 1

    told.pages = [[item("a")], [item("b")]]
    run = again(run)

    assert (run.state, run.seen, run.new) == ("finished", 2, 2)
    assert told.asked == [("", ""), ("", "1")]
    source.refresh_from_db()
    assert (source.failures, source.waits_until, source.told_at) == (0, None, None)


def test_owner_is_told_once_until_it_has_worked_again(harvest, told):
    owner = UserFactory()
    source = SourceFactory(owner=owner, name="IPS")

    run = again(again(harvest(source, silent())))

    letter = Letter.objects.get()
    assert (letter.kind, letter.to) == ("harvest_failed", owner.email)
    assert letter.facts["source"] == "IPS"
    told.pages = [[item("a")]]
    again(run)
    harvest(source, silent())
    assert Letter.objects.count() == 2


def test_administrators_are_told_where_nobody_owns_the_source(harvest):
    administrator = MembershipFactory(role=Role.ADMINISTRATOR, institution=None).user

    harvest(SourceFactory(), silent())

    assert [letter.to for letter in Letter.objects.all()] == [administrator.email]


def test_server_that_asks_to_wait_is_obeyed_and_nobody_is_told(harvest):
    run = harvest(SourceFactory(owner=UserFactory()), silent(retry_after=7200))

    assert run.not_before > timezone.now() + timedelta(minutes=119)
    assert Letter.objects.count() == 0


def test_run_fails_in_the_end_and_says_why(harvest):
    run = harvest(SourceFactory(), silent())
    for _time in range(5):
        run = again(run)

    assert (run.state, run.reason) == ("failed", "The server can't be reached.")
    assert "resume" in runs.possible(run)


def test_mark_that_is_not_answered_is_given_up(harvest, told):
    run = harvest(SourceFactory(), [item("a")], silent())
    for _time in range(2):
        run = again(run)
    told.pages = [[item("a")], [item("b")]]

    run = again(run)

    assert told.asked[-1] == ("", "")
    assert (run.state, run.new, run.unchanged) == ("finished", 2, 1)


def test_watermark_moves_only_on_a_clean_finish(harvest, told):
    source = SourceFactory(watermark="2025-01-01")
    run = harvest(source, [item("a")], silent())
    source.refresh_from_db()
    assert (run.since, source.watermark) == ("2025-01-01", "2025-01-01")

    told.pages = [[item("a")], []]
    again(run)

    source.refresh_from_db()
    assert source.watermark == "2026-01-02"


def test_connector_that_breaks_fails_the_run_and_no_worker_tries_for_ever(harvest):
    run = harvest(SourceFactory(), ZeroDivisionError())

    assert run.state == "failed"
    assert run.lease_until is None


def test_stopped_run_goes_on_where_it_was(told):
    told.pages = [[item("a")], [item("b")], [item("c")]]
    run = runs.begin(SourceFactory(), by=None)

    work_on(run.pk, lambda done, total: runs.go(run, "stop") if done == 1 else None)

    run.refresh_from_db()
    assert (run.state, run.seen) == ("stopped", 1)
    runs.go(run, "resume")
    assert worked(run).state == "finished"
    assert told.asked == [("", ""), ("", "1")]
    assert Output.objects.count() == 3


def test_worker_gives_its_turn_back_in_time_and_the_next_goes_on(told):
    told.pages = [[item("a")], [item("b")]]
    run = runs.begin(SourceFactory(), by=None)

    work_on(run.pk, seconds=1e-9)

    run.refresh_from_db()
    assert (run.state, run.seen, run.lease_until) == ("running", 1, None)
    assert worked(run).new == 2


def test_two_workers_do_not_harvest_the_same_run(told):
    told.pages = [[item("a")], [item("b")]]
    run = runs.begin(SourceFactory(), by=None)

    work_on(run.pk, lambda done, total: work_on(run.pk))

    assert (worked(run).seen, len(told.asked)) == (2, 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_turn_is_kept_while_a_server_takes_its_time(told, monkeypatch):
    monkeypatch.setitem(turns.LENGTH, Harvest, timedelta(seconds=0.6))
    run = runs.begin(SourceFactory(), by=None)

    def slowly(*_asked):
        time.sleep(1.5)
        work_on(run.pk)  # another worker, that would take over what nobody keeps up
        yield Page((item("a"),), "")

    monkeypatch.setitem(CONNECTORS, "told", Connector("told", "Told", (), slowly))
    work_on(run.pk)

    run.refresh_from_db()
    assert (run.state, run.seen) == ("finished", 1)


def test_sources_are_harvested_when_they_are_due(told):
    told.pages = [[item("a")]]
    due = SourceFactory(is_active=True, every=24)
    SourceFactory(is_active=False)
    SourceFactory(is_active=True, waits_until=timezone.now() + timedelta(hours=1))

    tasks.harvest_what_waits()

    assert [run.source for run in Harvest.objects.all()] == [due]
    worked(Harvest.objects.get())
    tasks.harvest_what_waits()
    assert Harvest.objects.count() == 1
    Harvest.objects.update(begun_at=timezone.now() - timedelta(hours=25))
    tasks.harvest_what_waits()
    assert Harvest.objects.count() == 2


def test_raw_answers_of_what_was_left_out_are_forgotten(harvest):
    run = harvest(SourceFactory(rules={"keywords": ["remittances"]}), [item("a")])
    assert run.records.get().raw
    Harvest.objects.update(begun_at=timezone.now() - timedelta(days=200))

    tasks.forget_old_answers()

    assert (run.records.get().raw, Source.objects.get().records.count()) == ("", 1)
