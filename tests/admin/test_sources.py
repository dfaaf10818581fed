"""Sources at the desk: their rules are seen at work before they are kept."""

import pytest
from django.urls import reverse

from research.ingestion.connectors.table import CONNECTORS, Connector, Setting
from research.ingestion.relevance import SOUTH_ASIA, Rules
from research.models import Harvest, HarvestRecord, Source
from tests import broker
from tests.factories import ConceptFactory, InstitutionFactory, MembershipFactory, UserFactory
from tests.factories.harvests import SourceFactory, Told, item, silent

pytestmark = pytest.mark.django_db
ADD = "/admin/research/source/add/?kind=told"
PLACES = (
    Setting("address", "Address", is_required=True),
    Setting("set", "Set", choices=(("a", "All"), ("b", "Briefs"))),
)


@pytest.fixture(autouse=True)
def told(monkeypatch):
    source = Told([[item("1", "Remittances to Nepal"), item("2", "Arctic warming")]])
    told = source.connector()
    named = Connector("told", "Told", PLACES, told.pages)
    monkeypatch.setitem(CONNECTORS, "told", named)
    with broker.at_once():
        yield source


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def form(**more):
    return {
        "name": "Reports",
        "slug": "reports",
        "setting_address": "https://example.org/oai",
        "trust": "review",
        "every": "24",
        "has_rules": "on",
        "keywords": "remittance, migrant",
        "countries": "Nepal, IN",
        "destinations": "",
        "affiliations": "",
        "unwanted": "",
        "threshold": "55",
        "_seen": "0",
    } | more


def address(source):
    return reverse("admin:research_source_change", args=[source.pk])


def tried(page):
    return page.context["adminform"].form["tried"].value()


def test_a_kind_is_chosen_before_a_source_is_described(desk):
    page = desk.get("/admin/research/source/add/").content.decode()

    assert 'href="?kind=told"' in page
    assert "What kind of source?" in page


def test_new_source_is_offered_the_rules_of_the_hub(desk):
    page = desk.get(ADD)

    initial = page.context["adminform"].form.initial
    assert (initial["countries"], initial["has_rules"]) == (list(SOUTH_ASIA.countries), True)
    assert "Bangladesh, India, Nepal, Pakistan, Sri Lanka" in page.content.decode()


def test_rules_are_saved_only_once_their_examples_were_seen(desk):
    page = desk.post(ADD, form())

    assert Source.objects.count() == 0
    assert "Not saved yet" in page.content.decode()
    trial = page.context["shown"].trial
    assert (trial.seen, trial.taken) == (2, 1)
    assert [one.title for one in trial.barely_taken] == ["Remittances to Nepal"]
    assert [one.title for one in trial.barely_left] == ["Arctic warming"]

    desk.post(ADD, form(tried=tried(page)))

    source = Source.objects.get()
    assert Rules.read(source.rules) == Rules(
        keywords=("remittance", "migrant"), countries=("NP", "IN")
    )
    assert (source.kind, source.settings) == ("told", {"address": "https://example.org/oai"})


def test_other_rules_than_those_seen_are_shown_again(desk):
    seen = tried(desk.post(ADD, form()))

    page = desk.post(ADD, form(tried=seen, threshold="90"))

    assert Source.objects.count() == 0
    assert page.context["shown"].trial.taken == 0
    assert dict(page.context["shown"].trial.at)[70] == 1


def test_trying_saves_nothing_though_the_rules_were_seen(desk):
    source = SourceFactory(name="Before", settings={"address": "https://example.org"})

    page = desk.post(address(source), form(_try="1", name="After", has_rules=""))

    assert page.context["shown"].trial.taken == 2
    assert Source.objects.get().name == "Before"


def test_rules_are_tried_on_what_a_source_said_before(desk):
    source = SourceFactory(settings={"address": "https://example.org/oai"})
    run = Harvest.objects.create(source=source, state="finished")
    HarvestRecord.objects.create(
        run=run, source=source, identifier="9", title="x", digest="d", verdict="irrelevant",
        reasons=["why"], record={"title": "Migrants of India"},
    )  # fmt: skip

    page = desk.post(address(source), form(_try="1"))

    assert [one.title for one in page.context["shown"].trial.barely_taken] == ["Migrants of India"]
    assert "what the source has said so far" in page.content.decode()


def test_source_that_does_not_answer_can_be_saved_all_the_same(desk, told):
    told.pages = [silent()]

    page = desk.post(ADD, form())
    assert "can&#x27;t be reached" in page.content.decode()
    desk.post(ADD, form(tried=tried(page)))

    assert Source.objects.count() == 1


def test_source_that_is_taken_whole_needs_no_trial(desk):
    desk.post(ADD, form(has_rules=""))

    assert Source.objects.get().rules == {}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"setting_address": ""}, "setting_address"),
        ({"setting_set": "z"}, "setting_set"),
        ({"countries": "Nepal, Atlantis"}, "countries"),
        ({"keywords": "", "countries": ""}, "has_rules"),
        ({"threshold": "101"}, "threshold"),
        ({"every": "9999"}, "every"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(desk, wrong, field):
    page = desk.post(ADD, form(**wrong))

    assert list(page.context["adminform"].form.errors) == [field]
    assert Source.objects.count() == 0


def test_topics_of_the_thesaurus_are_ticked_by_their_words(desk):
    ConceptFactory(slug="wage-theft", en=["wage theft"])

    seen = tried(desk.post(ADD, form(concepts=["wage-theft"])))
    desk.post(ADD, form(concepts=["wage-theft"], tried=seen))

    assert Source.objects.get().rules["concepts"] == ["wage-theft"]


def test_harvest_now_begins_a_run(desk, django_capture_on_commit_callbacks):
    source = SourceFactory(settings={"address": "https://example.org"}, watermark="2020-01-01")

    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(reverse("admin:research_source_harvest", args=[source.pk]))

    run = Harvest.objects.get()
    assert answer.url == reverse("admin:research_harvest_change", args=[run.pk])
    assert (run.state, run.seen, run.since) == ("finished", 2, "2020-01-01")


def test_all_is_harvested_anew_where_that_is_asked(desk):
    source = SourceFactory(watermark="2020-01-01")

    desk.post(reverse("admin:research_source_harvest", args=[source.pk]), {"anew": "1"})

    assert Harvest.objects.get().since == ""


def test_a_source_is_not_harvested_twice_at_a_time(desk):
    source = SourceFactory()
    Harvest.objects.create(source=source)

    answer = desk.post(reverse("admin:research_source_harvest", args=[source.pk]), follow=True)

    assert "being harvested already" in answer.content.decode()


def test_source_with_harvests_is_switched_off_not_deleted(desk):
    with_runs, without = SourceFactory(), SourceFactory()
    Harvest.objects.create(source=with_runs)

    desk.post(reverse("admin:research_source_delete", args=[with_runs.pk]), {"post": "yes"})
    desk.post(reverse("admin:research_source_delete", args=[without.pk]), {"post": "yes"})

    assert list(Source.objects.all()) == [with_runs]


def test_institution_editor_sees_the_own_sources_and_changes_none(client):
    membership = MembershipFactory(role="institution_editor")
    mine = SourceFactory(institution=membership.institution, name="Ours")
    other = SourceFactory(institution=InstitutionFactory(), name="Theirs")
    client.force_login(membership.user)

    listed = client.get("/admin/research/source/").content.decode()

    assert ("Ours" in listed, "Theirs" in listed) == (True, False)
    page = client.get(address(mine)).content.decode()
    assert 'name="_save"' not in page
    assert "Harvest now" not in page
    assert client.post(address(mine), form()).status_code == 403
    assert client.get(address(other)).status_code == 302
    harvest = reverse("admin:research_source_harvest", args=[mine.pk])
    assert client.post(harvest).status_code == 403
    assert client.get(ADD).status_code == 403


def test_source_is_looked_after_by_who_adds_it_unless_another_is_chosen(desk, editor):
    nobody = UserFactory(name="Has left", is_active=False)

    page = desk.get(ADD)

    assert page.context["adminform"].form.initial["owner"] == editor.pk
    assert nobody not in page.context["adminform"].form.fields["owner"].queryset
    seen = tried(desk.post(ADD, form()))
    desk.post(ADD, form(tried=seen, owner=editor.pk))
    assert Source.objects.get().owner == editor


def test_contributor_sees_no_sources(client):
    client.force_login(MembershipFactory().user)

    assert client.get("/admin/research/source/").status_code == 403


@pytest.mark.parametrize("how_many", [1, 3])
def test_list_of_sources_asks_a_fixed_number_of_questions(
    desk, django_assert_num_queries, how_many
):
    for _each in range(how_many):
        Harvest.objects.create(source=SourceFactory(), state="finished")

    desk.get("/admin/research/source/")  # what a process asks once

    with django_assert_num_queries(10):
        page = desk.get("/admin/research/source/").content.decode()

    assert page.count('class="field-name"') == how_many
