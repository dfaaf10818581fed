"""An older state brought back, and what was deleted: by whom, and how far."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.history.acting import acting
from partners.models import Change, Person
from research import filing
from research.models import Credit, Output, Theme
from tests.admin.forms import said
from tests.factories import (
    AffiliationFactory,
    CreditFactory,
    DocumentFactory,
    MembershipFactory,
    OutputFactory,
)

pytestmark = pytest.mark.django_db


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


def test_restore_brings_fields_and_lists_back(client, editor):
    output = OutputFactory(title="Right", themes=["gender-and-migration"], keywords=["fees"])
    kept = CreditFactory(output=output, name="Khan", order=1)
    lost = CreditFactory(output=output, name="Rai", order=2)
    number = Change.objects.last().pk
    output.title, output.keywords = "Wrong", []
    output.save()
    output.themes.clear()
    lost_pk = lost.pk
    lost.delete()
    Credit.objects.filter(pk=kept.pk).update(name="Kahn")
    CreditFactory(output=output, name="Nobody", order=3)
    state = reverse("admin:research_output_state", args=[output.pk, number])

    preview = client.get(state)
    response = client.post(state, follow=True)

    assert differences(preview) == [
        "Title: -Wrong-+Right+",
        "Keywords: +fees+",
        "Credit: -Nobody, Author\n-+Rai, Author\n+-Kahn, Author\n-+Khan, Author\n+",
        "Themes: +Gender and migration\n+",
    ]
    output.refresh_from_db()
    assert said(response) == ["“Right” is as it was again."]
    assert (output.title, output.keywords) == ("Right", ["fees"])
    assert list(output.themes.values_list("slug", flat=True)) == ["gender-and-migration"]
    assert list(output.credits.order_by("order").values_list("pk", "name")) == [
        (kept.pk, "Khan"),
        (lost_pk, "Rai"),
    ]
    newest = Change.objects.newest_first()[0]
    assert newest.by == editor
    assert newest.note.startswith("restored as of ")
    assert "nothing to restore" in text(client.get(state))


def test_restore_leaves_the_life_of_an_output_alone(client, editor):
    output = OutputFactory(draft=True, title="Old")
    number = Change.objects.last().pk
    output.status, output.published_at, output.title = "published", timezone.now(), "New"
    output.save()
    output.themes.add(Theme.objects.first())
    OutputFactory._meta.model.objects.filter(pk=output.pk).update(doi="10.1234/x")

    client.post(reverse("admin:research_output_state", args=[output.pk, number]))

    output.refresh_from_db()
    assert output.status == "published"


def test_restore_never_takes_away_what_readers_rely_on(client, editor):
    output = OutputFactory(summary="", themes=["gender-and-migration"], doi="10.1234/x")
    number = Change.objects.last().pk
    Output.objects.filter(pk=output.pk).update(summary="Now it has one.")

    response = client.post(
        reverse("admin:research_output_state", args=[output.pk, number]), follow=True
    )

    output.refresh_from_db()
    assert output.summary == "Now it has one."
    assert said(response) == ["The summary (“in brief”) is missing."]


def test_restore_keeps_files_that_came_later(client, editor):
    output = OutputFactory(title="Old")
    number = Change.objects.last().pk
    Output.objects.filter(pk=output.pk).update(title="New")
    document = DocumentFactory(output=output)

    client.post(reverse("admin:research_output_state", args=[output.pk, number]))

    assert list(output.documents.all()) == [document]


def test_restore_brings_a_deleted_document_back_with_its_file(client, editor):
    document = DocumentFactory()
    output, name = document.output, document.file.name
    number = Change.objects.last().pk
    document.delete()
    in_a_month = timezone.now() + timedelta(days=30)

    assert filing.remove_unattached(now=in_a_month) == 0
    client.post(reverse("admin:research_output_state", args=[output.pk, number]))

    back = output.documents.get()
    assert (back.file.name, back.state) == (name, "waiting")
    assert back.file.open().read().startswith(b"%PDF")


def test_restore_is_refused_to_who_may_not_change(client):
    membership = MembershipFactory()
    client.force_login(membership.user)
    output = OutputFactory(owner=membership.institution, title="Old")
    number = Change.objects.last().pk
    Output.objects.filter(pk=output.pk).update(title="New")
    state = reverse("admin:research_output_state", args=[output.pk, number])

    assert client.get(history(output)).status_code == 200
    assert client.post(state).status_code == 403
    output.refresh_from_db()
    assert output.title == "New"


def test_restore_by_a_contributor_leaves_fields_that_are_not_on_the_form(client):
    membership = MembershipFactory()
    client.force_login(membership.user)
    output = OutputFactory(draft=True, owner=membership.institution, title="Old", staff_note="a")
    number = Change.objects.last().pk
    Output.objects.filter(pk=output.pk).update(title="New", staff_note="b")

    client.post(reverse("admin:research_output_state", args=[output.pk, number]))

    output.refresh_from_db()
    assert (output.title, output.staff_note) == ("Old", "b")


def test_deleted_person_comes_back_with_what_was_on_the_page(client, editor):
    person = AffiliationFactory(person__name="A. Khan", role="Fellow").person
    pk = person.pk
    client.post(reverse("admin:partners_person_delete", args=[pk]), {"post": "yes"})
    listed = client.get(reverse("admin:partners_person_deleted"))
    gone = Change.objects.get(table_name="partners_person", operation="delete")

    client.post(reverse("admin:partners_person_state", args=[pk, gone.pk]))

    assert "A. Khan" in text(listed)
    assert gone.by == editor
    back = Person.objects.get(pk=pk)
    assert (back.name, back.affiliations.get().role) == ("A. Khan", "Fellow")
    assert "Nothing was deleted." in text(client.get(reverse("admin:partners_person_deleted")))


def test_deleted_drafts_are_shown_to_their_own_institution_only(client):
    mine, theirs = MembershipFactory(), MembershipFactory()
    OutputFactory(draft=True, owner=mine.institution, title="Mine").delete()
    OutputFactory(draft=True, owner=theirs.institution, title="Theirs").delete()
    gone = {
        c.before["title"]: c
        for c in Change.objects.filter(table_name="research_output", operation="delete")
    }
    client.force_login(mine.user)

    listed = text(client.get(reverse("admin:research_output_deleted")))
    other = gone["Theirs"]
    answer = client.post(reverse("admin:research_output_state", args=[other.row_key, other.pk]))

    assert "Mine" in listed
    assert "Theirs" not in listed
    assert answer.status_code == 403


def test_contributor_brings_back_nothing_that_was_public(client):
    """As an import that was undone leaves it: it would be public again at once."""
    mine, editor = MembershipFactory(), MembershipFactory(of_the_hub=True).user
    output = OutputFactory(owner=mine.institution, title="Was public", withdrawn=True)
    with acting(editor):
        output.delete()
    gone = Change.objects.get(table_name="research_output", operation="delete")
    address = reverse("admin:research_output_state", args=[gone.row_key, gone.pk])
    client.force_login(mine.user)

    refused = client.post(address).status_code
    assert (refused, Output.objects.count()) == (403, 0)

    client.force_login(editor)
    client.post(address)
    assert Output.objects.get().title == "Was public"
