"""A source harvested: what becomes of its records, once, again, and undone."""

import hashlib

import pytest
from django.db import connection

from research.ingestion.harvesting import runs
from research.models import Credit, Edition, Harvest, HarvestRecord, Output, Proposal, Source
from research.models.harvests import COUNTS
from tests.factories import CreditFactory, OutputFactory
from tests.factories.harvests import SourceFactory, gone, item, refused, title_of
from tests.research.ingestion.harvesting.conftest import gone as go

pytestmark = pytest.mark.django_db
#: All that a harvest may write in, besides what it notes about itself.
TABLES = (
    "research_output", "research_credit", "research_outputinstitution", "research_edition",
    "research_output_themes", "research_output_countries", "research_document",
    "research_proposal", "partners_person", "partners_institution",
)  # fmt: skip


def digest() -> str:
    with connection.cursor() as cursor:
        parts = []
        for name in TABLES:
            rows = f"SELECT coalesce(string_agg(t::text, '' ORDER BY id), '') FROM {name} t"  # noqa: S608
            cursor.execute(rows)
            parts.append(cursor.fetchone()[0])
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def counts(run: Harvest) -> dict[str, int]:
    return {name: number for name, number in run.counts().items() if number}


def test_harvest_brings_each_record_once_with_its_source(harvest):
    source = SourceFactory(name="RMMRU", slug="rmmru")

    run = harvest(source, [item("a"), item("b")], [item("c"), refused("d"), gone("e")])

    assert (run.state, counts(run)) == (
        "finished",
        {"seen": 5, "new": 3, "set_aside": 1, "deleted": 1},
    )
    output = Output.objects.get(url="https://example.org/a")
    assert (output.status, output.source, output.title) == (
        "submitted",
        "RMMRU: a",
        title_of("a"),
    )
    assert output.provenance["title"]["source"] == "harvest:rmmru"
    assert [one.name for one in output.credits.all()] == ["Das, Priya"]


def test_harvest_again_is_harmless(harvest):
    source = SourceFactory()
    harvest(source, [item("a"), refused("b"), gone("c")])
    before = digest()

    run = harvest(source, since="")

    assert counts(run) == {"seen": 3, "unchanged": 3}
    assert digest() == before
    assert run.records.count() == 0


def test_undo_restores_the_database_as_it_was(harvest):
    source = SourceFactory(trust="publish")
    known = OutputFactory(title="Wages of masons in Doha", issued="2019", doi="")
    report = OutputFactory(
        title="Debts of returnees to Sylhet district", issued="2020", type="report"
    )
    first = harvest(source, [item("a", abstract="Short."), item("b")])
    before = digest()

    run = harvest(
        source,
        [
            item("a", abstract="Longer than it was.", people=("Das, Priya", "Onta, Nisha")),
            item("b"),
            item("c"),
            item("k", "Wages of masons in Doha", issued="2019", doi="10.1234/k", people=()),
            item(
                "m",
                "Debts of returnees to Sylhet district",
                issued="2020",
                type="policy-brief",
                people=(),
            ),
            gone("b"),
        ],
    )
    assert counts(run) == {"seen": 6, "new": 2, "changed": 2, "unchanged": 1, "deleted": 1}
    assert Edition.objects.get().of == report
    assert Output.objects.get(pk=known.pk).doi == "10.1234/k"
    assert digest() != before

    undone = go(run, "undo")

    assert undone.state == "undone"
    assert digest() == before
    assert set(HarvestRecord.objects.current().values_list("run", "identifier")) == {
        (first.pk, "a"),
        (first.pk, "b"),
    }


def test_undone_harvest_can_be_repeated(harvest):
    source = SourceFactory()
    run = harvest(source, [item("a")])
    go(run, "undo")

    again = harvest(source)

    assert (counts(again), Output.objects.count()) == ({"seen": 1, "new": 1}, 1)


def test_undo_keeps_what_people_changed(harvest):
    source = SourceFactory()
    run = harvest(source, [item("a"), item("b")])
    touched = Output.objects.get(url="https://example.org/a")
    touched.title = "A better title"
    touched.save()

    go(run, "undo")

    assert list(Output.objects.all()) == [touched]
    assert run.records.kept().get().output == touched


def test_undo_pauses_the_source_and_moves_its_watermark_back(harvest):
    source = SourceFactory(is_active=True, watermark="2025-01-01")
    run = harvest(source, [item("a")])
    assert Source.objects.get().watermark == "2026-01-02"

    go(run, "undo")

    source.refresh_from_db()
    assert (source.is_active, source.watermark) == (False, "2025-01-01")


def test_record_that_changed_updates_what_it_wrote(harvest):
    source = SourceFactory()
    harvest(source, [item("a", abstract="First.")])

    run = harvest(source, [item("a", abstract="Second.", people=("Das, Priya", "Onta, Nisha"))])

    output = Output.objects.get()
    assert counts(run) == {"seen": 1, "changed": 1}
    assert (output.abstract, output.summary) == ("Second.", "Second.")
    assert Credit.objects.filter(output=output).count() == 2


def test_field_that_a_person_changed_stays_and_is_asked_about(harvest):
    source = SourceFactory()
    harvest(source, [item("a", pages="1–9", volume="3")])
    output = Output.objects.get()
    output.pages = "1–12"
    output.save()

    run = harvest(source, [item("a", pages="1–10", volume="4")])

    output.refresh_from_db()
    assert (output.pages, output.volume) == ("1–12", "4")
    assert counts(run) == {"seen": 1, "changed": 1}
    proposal = Proposal.objects.get()
    assert (proposal.field, proposal.ours, proposal.theirs) == ("pages", "1–12", "1–10")


def test_field_that_a_person_emptied_is_not_filled_again(harvest):
    source = SourceFactory()
    harvest(source, [item("a", abstract="Wrong words.", pages="1")])
    Output.objects.update(abstract="")

    harvest(source, [item("a", abstract="Wrong words again.", pages="2")])

    assert (Output.objects.get().abstract, Output.objects.get().pages) == ("", "2")
    assert Proposal.objects.get().field == "abstract"


def test_output_that_a_person_deleted_does_not_come_back(harvest):
    source = SourceFactory()
    harvest(source, [item("a")])
    Output.objects.all().delete()

    runs_ = [harvest(source, [item("a", pages=pages)], since="") for pages in ("1", "1", "2")]

    assert [counts(run) for run in runs_] == [
        {"seen": 1, "set_aside": 1},
        {"seen": 1, "unchanged": 1},
        {"seen": 1, "set_aside": 1},
    ]
    assert Output.objects.count() == 0


def test_same_work_of_two_sources_is_one_output(harvest):
    first = SourceFactory(trust="publish")
    second = SourceFactory(trust="publish")
    harvest(first, [item("a", "Costs of recruitment in Nepal", doi="10.1234/a")])

    run = harvest(second, [item("x", "Costs of recruitment in Nepal", volume="7", url="")])

    assert (counts(run), Output.objects.count()) == ({"seen": 1, "changed": 1}, 1)
    assert Output.objects.get().volume == "7"


@pytest.mark.parametrize(
    ("title", "issued", "how_many"),
    [
        ("Wages of migrant masons in Doha before the tournament", "2020", 1),
        ("Wages of migrant msaons in Doha before the tournament", "2021", 1),
        ("Wages of Migrant Masons in Doha before the Tournament: a survey", "", 1),
        ("Wages of migrant masons in Doha before the tournament", "2009", 2),
        ("Wages of migrant masons in Dubai before the tournament", "2021", 2),
    ],
)
def test_work_is_known_by_its_title_and_about_its_year(harvest, title, issued, how_many):
    known = OutputFactory(
        title="Wages of migrant masons in Doha before the tournament", issued="2021"
    )
    CreditFactory(output=known, name="Das, Priya")

    harvest(SourceFactory(), [item("a", title, issued=issued)])

    assert Output.objects.count() == how_many


def test_editions_with_dois_of_their_own_are_linked(harvest):
    article = OutputFactory(
        title="Wages of masons in Doha", issued="2021", type="journal-article", doi="10.1234/a"
    )
    CreditFactory(output=article, name="Das, Priya")
    said = {"doi": "10.5678/b", "type": "working-paper"}

    harvest(SourceFactory(), [item("b", "Wages of masons in Doha", issued="2021", **said)])

    link = Edition.objects.get()
    assert (link.output.doi, link.kind, link.of) == ("10.5678/b", "preprint", article)


def test_same_work_twice_in_one_answer_is_one_output(harvest):
    run = harvest(
        SourceFactory(),
        [item("a", "Costs of recruitment in Nepal"), item("b", "Costs of Recruitment in Nepal.")],
    )

    assert (run.new, Output.objects.count()) == (1, 1)


def test_record_said_twice_in_one_answer_counts_once(harvest):
    run = harvest(SourceFactory(), [item("a"), item("a", pages="3")])

    assert counts(run) == {"seen": 2, "new": 1, "unchanged": 1}
    assert Output.objects.get().pages == "3"


def test_record_that_changes_under_our_feet_is_one_output_and_undone_as_one(harvest):
    before = digest()

    run = harvest(SourceFactory(), [item("a", abstract="Once.")], [item("a", abstract="Anew.")])

    assert counts(run) == {"seen": 2, "new": 1, "changed": 1}
    assert Output.objects.get().abstract == "Anew."
    go(run, "undo")
    assert digest() == before


def test_other_edition_is_linked_and_not_merged(harvest):
    report = OutputFactory(title="Debts of returnees to Sylhet district", issued="2020")

    run = harvest(
        SourceFactory(),
        [
            item("x", "Debts of returnees to Sylhet district", issued="2020", type="policy-brief"),
        ],
    )

    assert counts(run) == {"seen": 1, "new": 1}
    link = Edition.objects.get()
    assert (link.of, link.kind, link.output.type) == (report, "brief", "policy-brief")


@pytest.mark.parametrize(
    ("trust", "status", "how_many"),
    [("publish", "published", 1), ("review", "submitted", 1), ("propose", "", 0)],
)
def test_trust_decides_what_becomes_of_a_record(harvest, trust, status, how_many):
    source = SourceFactory(trust=trust)
    said = {"themes": ("gender-and-migration",), "summary": "What it finds."}

    run = harvest(source, [item("a", **said)])

    assert [output.status for output in Output.objects.all()] == [status] * how_many
    assert counts(run) == {"seen": 1, "new" if how_many else "proposed": 1}
    assert Proposal.objects.filter(kind="new").count() == 1 - how_many


def test_trusted_source_publishes_nothing_that_lacks_what_readers_need(harvest):
    run = harvest(SourceFactory(trust="publish"), [item("a")])

    assert Output.objects.get().status == "submitted"
    assert run.records.get().reasons == [
        "It waits for review:",
        "Choose at least one theme.",
        "The summary (“in brief”) is missing.",
    ]


def test_record_that_breaks_the_database_is_set_aside_alone(harvest):
    broken = item("b", doi="no doi at all")

    run = harvest(SourceFactory(), [item("a"), broken, item("c")])

    assert counts(run) == {"seen": 3, "new": 2, "set_aside": 1}
    assert run.records.get(verdict="set_aside").identifier == "b"


def test_counts_of_a_run_add_up_to_what_was_seen():
    assert set(COUNTS) == set(HarvestRecord.Verdict.values)


def test_source_is_harvested_once_at_a_time(told):
    source = SourceFactory()
    runs.begin(source, by=None)

    with pytest.raises(runs.NotPossibleNow):
        runs.begin(source, by=None)
