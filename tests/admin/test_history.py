"""Who changed what and when, on every record that people edit."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from partners.history import tables
from partners.history.acting import acting
from partners.models import Change
from research.models import Document, Edition, Output, Theme
from tests.admin.forms import change, faults, filled
from tests.factories import (
    CreditFactory,
    DocumentFactory,
    EventFactory,
    InstitutionFactory,
    MembershipFactory,
    OutputFactory,
    PersonFactory,
    ProjectFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
#: Registered to be looked at, not edited.
REPORTS = {
    *("SearchLogEntry", "DayOfUsage", "Import", "Letter", "ApiToken"),
    # Written by harvests and by who follows links; of a proposal, its row says who decided.
    *("Harvest", "HarvestRecord", "Proposal", "RemoteFile", "LinkCheck"),
}


@pytest.fixture
def editor(client):
    user = MembershipFactory(of_the_hub=True, user__name="Asha Rai").user
    client.force_login(user)
    return user


def history(output) -> str:
    return reverse("admin:research_output_history", args=[output.pk])


def text(response) -> str:
    body = response.content.decode().split('id="content-main"')[1].split("</main>")[0]
    return " ".join(re.sub("<[^>]+>", " ", body).split())


def differences(response) -> list[str]:
    """Each difference as ``label: -gone- +new+``."""
    found = []
    for label, rest in re.findall(
        r'<dt>(.*?)</dt>\s*<dd dir="auto">(.*?)</dd>', response.content.decode(), re.S
    ):
        rest = re.sub(r'<span class="visually-hidden">.*?</span>', "", rest)
        rest = re.sub(r"<del>(.*?)</del>", r"-\1-", rest, flags=re.S)
        rest = re.sub(r"<ins>(.*?)</ins>", r"+\1+", rest, flags=re.S)
        found.append(f"{label}: {rest.strip()}")
    return found


def edited_models():
    """Every model that people edit in the admin, by itself or in a list of another."""
    for model, desk in admin.site._registry.items():
        if model.__name__ not in REPORTS:
            yield model
            yield from (inline.model for inline in desk.inlines)
            yield from (
                f.remote_field.through
                for f in model._meta.many_to_many
                if f.remote_field.through._meta.auto_created and model._meta.app_label != "auth"
            )


def test_everything_people_edit_has_a_history():
    ours = {
        m._meta.db_table
        for m in edited_models()
        if m._meta.app_label in {"partners", "research", "hub"}
    }
    # Groups and permissions of Django's own are not used: roles are memberships.
    ours -= {"partners_user_groups", "partners_user_user_permissions"}
    # What readers told of themselves is gone when they take it back.
    ours -= {"hub_subscriber", "hub_subscriber_themes", "hub_subscriber_countries"}
    ours -= {"hub_registration"}

    assert ours - set(tables.watched()) == set()


def test_watched_tables_name_columns_that_exist():
    for watched in tables.watched().values():
        columns = {f.column for f in watched.model._meta.concrete_fields}
        assert {watched.key, watched.record_column} <= columns
        assert watched.record_table in tables.watched()


def test_history_keeps_no_password_and_no_sign_in(client, editor):
    user = UserFactory(name="Before")
    user.name = "After"
    user.set_password("another horse")
    user.last_login = timezone.now()
    user.save()
    user.delete()

    kept = Change.objects.filter(
        table_name="partners_user", row_key=str(Change.objects.last().row_key)
    )

    assert {key for c in kept for key in {**(c.before or {}), **(c.after or {})}}.isdisjoint(
        {"password", "last_login"}
    )
    assert kept.filter(operation="update").get().after == {"name": "After"}


def test_history_says_who_changed_what_in_words(client, editor):
    output = OutputFactory(title="Fees in Nepal", type="report", themes=["gender-and-migration"])
    CreditFactory(output=output, person=PersonFactory(name="A. Khan"), order=1)
    other = Theme.objects.get(slug="drivers-of-migration")

    answer = client.post(
        change(output),
        filled(
            title="Recruitment fees in Nepal",
            type="policy-brief",
            themes=[other.pk],
            origin="partner",
        )
        | {"credits-TOTAL_FORMS": 1, "credits-INITIAL_FORMS": 1}
        | {"credits-0-id": output.credits.get().pk, "credits-0-output": output.pk}
        | {"credits-0-name": "Khan, Amina", "credits-0-role": "author", "credits-0-order": 1}
        | {"credits-0-person": output.credits.get().person_id},
    )
    assert faults(answer) == []
    response = client.get(history(output))

    assert "Asha Rai: Changed" in text(response)
    assert "the portal itself: Added" in text(response)
    newest = differences(response)[:4]
    assert newest == [
        "Type: -Report-+Policy brief+",
        "Title: -Fees-+Recruitment fees+ in Nepal",
        "Themes: -Gender and migration-\n+Drivers of migration+",
        "Credit: A. Khan, Khan, Amina, Author – Name as credited: -A.-+Khan,+ -Khan-+Amina+",
    ]


def test_history_of_a_worker_reading_is_not_told(client, editor):
    document = DocumentFactory(state="waiting")
    before = Change.objects.count()

    Document.objects.filter(pk=document.pk).update(
        state="reading", lease_until=timezone.now(), attempts=1
    )

    assert Change.objects.count() == before


def test_history_notes_bulk_changes_too(client, editor):
    outputs = OutputFactory.create_batch(3)

    with acting(editor, "import 7"):
        Output.objects.update(publisher="CESLAM")

    for output in outputs:
        entry = Change.objects.of_record("research_output", str(output.pk)).newest_first()[0]
        assert (entry.by, entry.note, entry.before, entry.after) == (
            editor,
            "import 7",
            {"publisher": ""},
            {"publisher": "CESLAM"},
        )


def test_who_acts_is_forgotten_after_the_block(editor):
    with acting(editor):
        with acting(None, "inner"):
            OutputFactory()
        OutputFactory()
    OutputFactory()

    notes = Change.objects.filter(table_name="research_output").order_by("pk")
    assert list(notes.values_list("by", "note")) == [(None, "inner"), (editor.pk, ""), (None, "")]


def test_history_of_another_institution_is_not_shown(client):
    client.force_login(MembershipFactory().user)
    output = OutputFactory(owner=InstitutionFactory())
    number = Change.objects.last().pk

    assert client.get(history(output)).status_code == 404
    assert client.get(
        reverse("admin:research_output_state", args=[output.pk, number])
    ).status_code in {403, 404}


@pytest.mark.parametrize(
    "make", [OutputFactory, PersonFactory, InstitutionFactory, EventFactory, ProjectFactory]
)
def test_history_page_opens_for_every_kind(client, editor, make):
    record = make()
    meta = record._meta

    response = client.get(
        reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[record.pk])
    )

    assert "the portal itself: Added" in text(response)


def test_history_asks_a_fixed_number_of_questions(client, editor, django_assert_max_num_queries):
    output = OutputFactory()
    for n in range(12):
        with acting(editor):
            CreditFactory(output=output, person=PersonFactory(), order=n + 1)
            Edition.objects.create(output=output, of=OutputFactory(), kind="version")

    with django_assert_max_num_queries(24):
        client.get(history(output))


def test_noting_an_import_is_one_statement_not_ten_thousand():
    before = Change.objects.count()
    Output.objects.bulk_create(
        Output(slug=f"bulk-{n}", title=f"Bulk {n}", type="report") for n in range(500)
    )

    assert Change.objects.count() == before + 500
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT before IS NULL AND after IS NULL FROM partners_change")
        assert cursor.fetchall() == [(True,)]


def test_models_and_history_agree_on_every_app():
    """A table of a later chapter that people edit needs its line in a migration."""
    labels = {w.model._meta.label for w in tables.watched().values()}

    assert "research.Output" in labels
    assert all(apps.get_model(label) for label in labels)
