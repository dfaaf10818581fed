"""A harvest at the desk: its counts, its records with reasons, and the way back."""

import pytest
from django.urls import reverse

from research.ingestion.connectors.table import CONNECTORS
from research.ingestion.harvesting import runs
from research.ingestion.harvesting.work import work_on
from research.models import Harvest, HarvestRecord, Output, Source
from tests import broker
from tests.factories import InstitutionFactory, MembershipFactory, OutputFactory
from tests.factories.harvests import SourceFactory, Told, item, refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told(monkeypatch):
    answers = Told()
    monkeypatch.setitem(CONNECTORS, "told", answers.connector())
    with broker.at_once():
        yield answers


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def harvested(told, source, *items):
    told.pages = [items]
    run = runs.begin(source, by=None)
    work_on(run.pk)
    run.refresh_from_db()
    return run


def page_of(client, run, **query):
    address = reverse("admin:research_harvest_change", args=[run.pk])
    return client.get(address, query)


def go(client, run, verb):
    return client.post(reverse("admin:research_harvest_go", args=[run.pk, verb]), follow=True)


def titles(page):
    return [row.title for row in page.context["rows"]]


def test_run_shows_its_counts_and_why_each_record_became_what_it_is(desk, told):
    run = harvested(told, SourceFactory(), item("a", "Wages of masons"), refused("b"))

    page = page_of(desk, run)

    text = page.content.decode()
    assert titles(page) == ["Wages of masons", ""]
    assert ("There is no title." in text, "new: 1" in text, "set aside: 1" in text) == (
        True, True, True,
    )  # fmt: skip
    assert "Refresh" not in page


def test_records_are_narrowed_to_a_verdict(desk, told):
    run = harvested(told, SourceFactory(), item("a", "Wages of masons"), refused("b"))

    assert [row.identifier for row in page_of(desk, run, verdict="set_aside").context["rows"]] == [
        "b"
    ]
    assert len(page_of(desk, run, verdict="nonsense").context["rows"]) == 2


def test_page_of_a_run_at_work_asks_again_by_itself(desk):
    run = Harvest.objects.create(source=SourceFactory(), state="running", total=40)

    page = page_of(desk, run)

    assert page["Refresh"] == "3"
    assert '<progress id="harvest-progress" value="0" max="40">' in page.content.decode()


def test_source_that_does_not_say_how_many_shows_no_bar(desk):
    run = Harvest.objects.create(source=SourceFactory(), state="running")

    assert "<progress" not in page_of(desk, run).content.decode()


def test_record_shows_the_answer_it_was_read_from_and_what_it_changed(desk, told):
    source = SourceFactory()
    harvested(told, source, item("a", "Wages of masons", issued="2020"))
    run = harvested(told, source, item("a", "Wages of masons", issued="2021"))
    record = run.records.get()

    page = desk.get(reverse("admin:research_harvestrecord_change", args=[record.pk]))

    text = page.content.decode()
    assert "&lt;record&gt;Wages of masons&lt;/record&gt;" in text
    assert [(one.before, one.after) for one in page.context["changes"]] == [("2020", "2021")]
    assert [other.verdict for other in page.context["others"]] == ["new"]
    assert ("People", "Das, Priya") in page.context["said"]


def test_raw_answer_is_text_and_never_markup(desk, told):
    run = harvested(told, SourceFactory(), item("a", "<script>alert(1)</script> wages"))
    record = run.records.get()
    HarvestRecord.objects.filter(pk=record.pk).update(raw="<script>alert(2)</script>")

    page = desk.get(reverse("admin:research_harvestrecord_change", args=[record.pk]))

    assert "<script>alert" not in page.content.decode()


def test_run_is_stopped_and_goes_on(desk, told):
    run = Harvest.objects.create(source=SourceFactory(), state="waiting")

    go(desk, run, "stop")
    run.refresh_from_db()
    assert run.state == "stopped"

    go(desk, run, "resume")
    run.refresh_from_db()
    assert run.state == "waiting"


def test_undo_says_first_what_it_would_do(desk, told, django_capture_on_commit_callbacks):
    source = SourceFactory()
    run = harvested(told, source, item("a", "Wages of masons"), item("b", "Fees of nurses"))
    changed = Output.objects.get(title="Fees of nurses")
    changed.summary = "Somebody wrote this."
    changed.save()

    page = desk.get(reverse("admin:research_harvest_undo", args=[run.pk]))

    effects = page.context["effects"]
    assert (effects.removed, effects.restored, effects.proposals) == (1, 0, 0)
    assert (effects.kept, effects.kept_titles) == (1, ["Fees of nurses"])
    assert Output.objects.count() == 2

    with django_capture_on_commit_callbacks(execute=True):
        go(desk, run, "undo")
    assert list(Output.objects.all()) == [changed]
    assert [row.stage_label for row in page_of(desk, run, verdict="kept").context["rows"]] == [
        "kept: changed since"
    ]
    assert not Source.objects.get().is_active


def test_what_is_done_already_is_told_kindly(desk):
    run = Harvest.objects.create(source=SourceFactory(), state="stopped")

    assert "can&#x27;t be done" in go(desk, run, "stop").content.decode()


def test_set_aside_records_of_all_sources_stand_in_one_list(desk, told):
    harvested(
        told, SourceFactory(), item("a", "Wages of masons"), refused("b", "There is no title.")
    )

    page = desk.get("/admin/research/harvestrecord/?verdict__exact=set_aside").content.decode()

    assert ("There is no title." in page, "Wages of masons" in page) == (True, False)


def test_institution_editor_sees_the_own_runs_and_moves_none(client, told):
    membership = MembershipFactory(role="institution_editor")
    mine = harvested(told, SourceFactory(institution=membership.institution), item("a"))
    other = harvested(told, SourceFactory(institution=InstitutionFactory()), item("b"))
    client.force_login(membership.user)

    page = page_of(client, mine)

    assert (page.status_code, page.context["verbs"]) == (200, [])
    assert page_of(client, other).status_code == 404
    assert go(client, mine, "undo").status_code == 403
    assert client.get(reverse("admin:research_harvest_undo", args=[mine.pk])).status_code == 403
    record = other.records.get()
    address = reverse("admin:research_harvestrecord_change", args=[record.pk])
    assert client.get(address).status_code == 404


def test_draft_of_another_institution_is_not_named_by_a_record(client, told):
    membership = MembershipFactory(role="institution_editor")
    run = harvested(told, SourceFactory(institution=membership.institution), item("a", "A title"))
    secret = OutputFactory(
        status="draft", published_at=None, title="Unfinished", owner=InstitutionFactory()
    )
    HarvestRecord.objects.update(output=secret)
    client.force_login(membership.user)

    assert "Unfinished" not in page_of(client, run).content.decode()


def test_contributor_sees_no_harvests(client):
    client.force_login(MembershipFactory().user)

    assert client.get("/admin/research/harvest/").status_code == 403
    assert client.get("/admin/research/harvestrecord/").status_code == 403


@pytest.mark.parametrize("how_many", [1, 3])
def test_page_of_a_run_asks_a_fixed_number_of_questions(
    desk, told, django_assert_num_queries, how_many
):
    run = harvested(told, SourceFactory(), *(item(str(n)) for n in range(how_many)))

    with django_assert_num_queries(12):
        page = page_of(desk, run)

    assert len(page.context["rows"]) == how_many
