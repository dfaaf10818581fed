"""Two records become one: nothing that pointed at either is lost, whatever table it is in."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone

from partners.models import Change
from research import editorial, merging
from research.models import (
    Credit,
    DayOfUsage,
    Edition,
    MergedOutput,
    Output,
    SearchThatLed,
    UsageCount,
)
from tests.factories import (
    CreditFactory,
    DocumentFactory,
    EventFactory,
    InstitutionFactory,
    MembershipFactory,
    OutputFactory,
    OutputInstitutionFactory,
    ProjectFactory,
    RecommendationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return MembershipFactory(of_the_hub=True).user


def merge(keep, away, by, **choices):
    return editorial.merge(keep, away, choices, by)


def test_every_table_that_points_at_an_output_is_moved():
    """Asked of all models of all apps: none can be forgotten, not those of later chapters."""
    pointing = {
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Output
    }
    own = {f.remote_field.through for f in Output._meta.many_to_many} - {
        Output.institutions.through
    }

    moved = {(r.related_model, r.field.name) for r in merging.relations()}

    assert moved == {(model, name) for model, name in pointing if model not in own}


def test_no_generic_relation_points_at_outputs_by_name():
    """Such a one has no foreign key; merging would have to learn of it."""
    generic = [
        model
        for model in apps.get_models()
        for field in model._meta.private_fields
        if isinstance(field, models.Field) and model._meta.app_label in {"research", "hub"}
    ]

    assert generic == []


def test_merge_keeps_every_address_count_and_link(client: Client, editor):
    keep = OutputFactory(slug="kept", title="Fees", themes=["gender-and-migration"])
    away = OutputFactory(
        slug="given-up", title="Fees!", themes=["drivers-of-migration"], doi="10.1234/a"
    )
    same = DocumentFactory(output=keep, content=b"%PDF same")
    twin = DocumentFactory(output=away, content=b"%PDF same")
    other = DocumentFactory(output=away, content=b"%PDF other")
    translation = OutputFactory()
    Edition.objects.create(output=translation, of=away, kind="translation")
    event, project = EventFactory(), ProjectFactory(outputs=[away])
    event.outputs.add(away, keep)
    RecommendationFactory(output=keep, text="Pay.", order=1)
    RecommendationFactory(output=away, text="Pay.", order=1)
    RecommendationFactory(output=away, text="Ban fees.", order=2)
    institution = InstitutionFactory()
    OutputInstitutionFactory(output=keep, institution=institution)
    OutputInstitutionFactory(output=away, institution=institution)
    CreditFactory(output=away, name="A. Khan")
    day = date(2026, 1, 5)
    UsageCount.objects.create(day=day, counted_at="2026-01-06T00:10Z")
    DayOfUsage.objects.create(output=keep, day=day, investigations=5, requests=2)
    DayOfUsage.objects.create(output=away, day=day, investigations=7, requests=3)
    DayOfUsage.objects.create(output=away, day=date(2026, 1, 4), investigations=1)
    SearchThatLed.objects.create(output=away, day=day, text="fees", readers=4)

    merge(keep, away, editor, doi="away")

    keep.refresh_from_db()
    assert keep.doi == "10.1234/a"
    assert set(keep.themes.values_list("slug", flat=True)) == {
        "gender-and-migration",
        "drivers-of-migration",
    }
    assert set(keep.documents.values_list("pk", flat=True)) == {same.pk, other.pk}
    assert list(keep.editions.values_list("output", "kind")) == [(translation.pk, "translation")]
    assert list(event.outputs.all()) == [keep]
    assert list(project.outputs.all()) == [keep]
    assert list(keep.recommendations.order_by("order").values_list("text", flat=True)) == [
        "Pay.",
        "Ban fees.",
    ]
    assert keep.output_institutions.count() == 1
    assert list(keep.credits.values_list("name", flat=True)) == ["A. Khan"]
    assert keep.days_of_usage.counts()["investigations"] == 13
    assert keep.days_of_usage.counts()["requests"] == 5
    assert keep.searches_that_led.get().readers == 4
    old_files, new_files = "/outputs/given-up/documents", "/outputs/kept/documents"
    for old, new in {
        "/outputs/given-up/?q=1": "/outputs/kept/?q=1",
        "/hi/outputs/given-up/": "/hi/outputs/kept/",
        f"{old_files}/{other.pk}/report.pdf": f"{new_files}/{other.pk}/report.pdf",
        f"{old_files}/{twin.pk}/report.pdf": f"{new_files}/{same.pk}/report.pdf",
        f"{old_files}/{twin.pk}/text/": f"{new_files}/{same.pk}/text/",
    }.items():
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, new)
        assert client.get(new).status_code == 200
    assert client.get("/outputs/kept/").status_code == 200


def test_merges_in_a_row_are_one_hop(client: Client, editor):
    a, b, c = (OutputFactory(slug=slug) for slug in ("a-a", "b-b", "c-c"))
    in_a = DocumentFactory(output=a, content=b"%PDF one")
    in_c = DocumentFactory(output=c, content=b"%PDF one")

    merge(b, a, editor)
    merge(c, b, editor)

    for slug in ("a-a", "b-b"):
        old = client.get(f"/outputs/{slug}/documents/{in_a.pk}/report.pdf")
        assert (old.status_code, old["Location"]) == (
            301,
            f"/outputs/c-c/documents/{in_c.pk}/report.pdf",
        )


def test_address_of_a_merged_output_is_never_given_again(editor):
    keep, away = OutputFactory(slug="kept"), OutputFactory(slug="fees-in-nepal")
    merge(keep, away, editor)

    assert editorial.new_slug("Fees in Nepal", "2024") == "fees-in-nepal-2024"


def test_merge_tells_harvesters_what_became_of_it(editor):
    keep = OutputFactory()
    away = OutputFactory(themes=["gender-and-migration"], origin="external")
    pk, slug, before = away.pk, away.slug, keep.oai_datestamp

    merge(keep, away, editor)

    gone = MergedOutput.objects.get(was_public=True)
    assert (
        gone.old_id,
        gone.slug,
        gone.keeper,
        gone.origin,
        gone.theme_slugs,
        gone.merged_by,
    ) == (
        pk,
        slug,
        keep,
        "external",
        ["gender-and-migration"],
        editor,
    )
    keep.refresh_from_db()
    assert keep.oai_datestamp > before


def test_merge_takes_the_fields_that_were_chosen(editor):
    keep = OutputFactory(title="Fees", keywords=["a"], subtitle="old")
    away = OutputFactory(title="Fees in Nepal", keywords=["b", "a"], subtitle="new")
    CreditFactory(output=keep, name="Khan")
    CreditFactory(output=away, name="Khan, A.")
    CreditFactory(output=away, name="Rai, B.")

    merge(keep, away, editor, title="away", keywords="both", credits="away")

    keep.refresh_from_db()
    assert (keep.title, keep.keywords, keep.subtitle) == ("Fees in Nepal", ["a", "b"], "old")
    assert list(Credit.objects.in_order().values_list("name", flat=True)) == [
        "Khan, A.",
        "Rai, B.",
    ]


@pytest.mark.parametrize(
    ("keep", "away"),
    [({"draft": True}, {}), ({"withdrawn": True}, {}), ({"draft": True}, {"withdrawn": True})],
)
def test_merge_refuses_to_give_up_what_readers_know(editor, keep, away):
    one, other = OutputFactory(**keep), OutputFactory(**away)

    with pytest.raises(merging.NotMergeable):
        merge(one, other, editor)

    assert Output.objects.count() == 2


def test_merge_of_a_draft_gives_no_title_away(client: Client, editor):
    keep, away = OutputFactory(draft=True, slug="secret"), OutputFactory(draft=True, slug="older")
    merge(keep, away, editor)

    assert client.get("/outputs/older/").status_code == 404


def test_merge_lets_no_links_go_in_a_ring(editor):
    keep, between, away = OutputFactory(), OutputFactory(), OutputFactory()
    Edition.objects.create(output=keep, of=between, kind="version")
    Edition.objects.create(output=between, of=away, kind="version")

    merge(keep, away, editor)

    assert list(Edition.objects.values_list("output", "of")) == [(keep.pk, between.pk)]


def test_merge_twice_says_that_it_is_done(editor):
    keep, away = OutputFactory(), OutputFactory()
    again = Output.objects.get(pk=away.pk)
    merge(keep, away, editor)

    with pytest.raises(merging.NotMergeable):
        merge(keep, again, editor)


def test_merge_is_noted_with_who_did_it(editor):
    keep, away = OutputFactory(), OutputFactory(title="Twin")
    pk = away.pk

    merge(keep, away, editor)

    gone = Change.objects.get(table_name="research_output", row_key=str(pk), operation="delete")
    assert (gone.by, gone.note, gone.before["title"]) == (editor, "merged with “Twin”", "Twin")


@pytest.mark.parametrize("tail", [".bib", ".ris", ".json", ".txt", ".linkset", ".linkset.json"])
def test_exports_of_a_merged_output_are_the_keepers(client: Client, editor, tail):
    keep, away = OutputFactory(slug="kept"), OutputFactory(slug="given-up")
    merge(keep, away, editor)

    old = client.get(f"/outputs/given-up{tail}")

    assert (old.status_code, old["Location"]) == (301, f"/outputs/kept{tail}")
    assert client.get(f"/outputs/kept{tail}").status_code == 200


def test_files_under_embargo_do_not_open_by_a_merge(editor):
    soon, later = timezone.now() + timedelta(days=9), timezone.now() + timedelta(days=30)
    keep = OutputFactory(title="Fees")
    away = OutputFactory(title="Fees again", access="embargoed", embargo_until=later)
    DocumentFactory(output=away)

    with pytest.raises(merging.NotMergeable):
        merge(keep, away, editor)
    sooner = OutputFactory(title="Fees once more", access="embargoed", embargo_until=soon)
    with pytest.raises(merging.NotMergeable):
        merge(sooner, away, editor)
    merge(keep, away, editor, access="away", embargo_until="away")

    keep.refresh_from_db()
    assert (keep.access, keep.embargo_until, keep.is_readable) == ("embargoed", later, False)
    assert keep.documents.count() == 1


@pytest.mark.parametrize("ending", ["/", ".bib", ".ris", ".json", ".jsonld", ".xml", ".txt"])
def test_old_address_leads_to_the_keeper_in_every_format(client, editor, ending):
    keep, away = OutputFactory(slug="keeper"), OutputFactory(slug="old")
    merge(keep, away, editor)

    answer = client.get(f"/outputs/old{ending}?a=1")

    assert (answer.status_code, answer["Location"]) == (301, f"/outputs/keeper{ending}?a=1")


def test_old_address_of_the_api_leads_to_the_keeper(client, editor):
    keep, away = OutputFactory(slug="keeper"), OutputFactory(slug="old")
    merge(keep, away, editor)

    for query in ("", "?format=bib", "?fields=title"):
        answer = client.get(f"/api/v1/outputs/old/{query}")
        assert (answer.status_code, answer["Location"]) == (
            301,
            f"/api/v1/outputs/keeper/{query}",
        )
    assert client.get("/api/v1/outputs/old/", follow=True).json()["slug"] == "keeper"
    Output.objects.filter(pk=keep.pk).update(status="draft", published_at=None)
    assert client.get("/api/v1/outputs/old/").status_code == 404
