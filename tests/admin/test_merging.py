"""Joining two records in the admin, and linking editions: who may, and what is preselected."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from partners.roles import Role
from research.models import Edition, Output
from tests.admin.test_outputs import change, faults, filled, said
from tests.factories import (
    CreditFactory,
    DocumentFactory,
    MembershipFactory,
    OutputFactory,
    PersonFactory,
)
from tests.factories.pdf import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = MembershipFactory(of_the_hub=True).user
    client.force_login(user)
    return user


def page(keep, away) -> str:
    return reverse("admin:research_output_merge", args=[keep.pk, away.pk])


def chosen(response) -> dict[str, str]:
    html = response.content.decode()
    return dict(re.findall(r'name="choice_(\w+)" value="(\w+)" checked', html))


def test_merge_page_preselects_the_better_value(client, editor):
    keep = OutputFactory(title="Fees", summary="Short.", doi="", keywords=["fees"], publisher="A")
    away = OutputFactory(
        title="Fees",
        summary="A longer summary.",
        doi="10.1234/a",
        keywords=["debt"],
        publisher="B",
    )
    CreditFactory(output=keep, name="Khan")
    CreditFactory(output=away, person=PersonFactory(name="A. Khan"))

    response = client.get(page(keep, away))

    assert chosen(response) == {
        "summary": "away",
        "keywords": "both",
        "publisher": "keep",
        "doi": "away",
        "credits": "away",
    }


def test_merge_joins_as_chosen_and_says_so(client, editor):
    keep, away = (
        OutputFactory(publisher="A", slug="kept"),
        OutputFactory(publisher="B", slug="old"),
    )

    response = client.post(page(keep, away), {"choice_publisher": "away"}, follow=True)

    keep.refresh_from_db()
    assert keep.publisher == "B"
    assert said(response) == ["The two are one record now; the old address leads here."]
    assert client.get("/outputs/old/")["Location"] == "/outputs/kept/"


def test_merge_that_is_not_possible_says_why(client, editor):
    keep, away = OutputFactory(draft=True), OutputFactory()

    shown = client.get(page(keep, away)).content.decode()
    response = client.post(page(keep, away), follow=True)

    assert "Keep the one that is public: readers know its address." in shown
    assert 'value="Merge the two"' not in shown
    assert said(response) == ["Keep the one that is public: readers know its address."]
    assert Output.objects.count() == 2


def test_merge_is_offered_from_the_form_and_finds_the_other(client, editor):
    keep = OutputFactory(title="Recruitment fees in Nepal")
    OutputFactory(title="Recruitment fees in Nepal: a study")
    search = reverse("admin:research_output_merge_search", args=[keep.pk])

    assert f'href="{search}"' in client.get(change(keep)).content.decode()
    assert "Recruitment fees in Nepal: a study" in client.get(search).content.decode()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.INSTITUTION_EDITOR])
def test_merge_is_for_editors_of_the_hub(client, role):
    membership = MembershipFactory(role=role)
    client.force_login(membership.user)
    keep, away = OutputFactory.create_batch(2, owner=membership.institution)

    assert client.get(page(keep, away)).status_code == 403
    assert client.post(page(keep, away)).status_code == 403
    assert "Merge with another" not in client.get(change(keep)).content.decode()


def linked(of) -> dict[str, object]:
    return {"edition_of-TOTAL_FORMS": 1, "edition_of-0-kind": "brief", "edition_of-0-of": of.pk}


def test_institution_links_two_outputs_of_its_own(client):
    membership = MembershipFactory(role=Role.INSTITUTION_EDITOR)
    client.force_login(membership.user)
    paper, brief = OutputFactory.create_batch(2, owner=membership.institution)

    client.post(change(brief), filled(doi="10.1234/b") | linked(paper))

    assert list(Edition.objects.values_list("output", "of", "kind")) == [
        (brief.pk, paper.pk, "brief")
    ]


def test_institution_can_not_link_to_what_another_looks_after(client):
    membership = MembershipFactory(role=Role.INSTITUTION_EDITOR)
    client.force_login(membership.user)
    own, foreign = OutputFactory(owner=membership.institution), OutputFactory()

    response = client.post(change(own), filled() | linked(foreign))

    assert faults(response) == [
        "Select a valid choice. That choice is not one of the available choices."
    ]
    assert not Edition.objects.exists()


def test_links_in_a_ring_are_refused(client, editor):
    first, second, third = OutputFactory.create_batch(3)
    Edition.objects.create(output=second, of=first, kind="version")
    Edition.objects.create(output=third, of=second, kind="version")

    response = client.post(change(first), filled(origin="partner") | linked(third))

    assert faults(response) == [
        "The two would each be an edition of the other: link them one way only."
    ]


def test_new_version_of_a_document_keeps_the_old_one(client, editor):
    old = DocumentFactory(output__title="Fees", output__themes=["gender-and-migration"])
    file = SimpleUploadedFile("second.pdf", pdf("Second edition"), "application/pdf")
    rows = {"documents-TOTAL_FORMS": 2, "documents-INITIAL_FORMS": 1, "documents-0-id": old.pk}
    rows |= {"documents-0-output": old.output.pk, "documents-1-output": old.output.pk}
    rows |= {"documents-1-upload": file, "documents-1-replaces": old.pk}

    response = client.post(change(old.output), filled(origin="partner") | rows)

    assert response.status_code == 302, faults(response)
    new = old.output.documents.current().get()
    old.refresh_from_db()
    assert (new.filename, new.order, old.replaced_by) == ("second.pdf", old.order, new)
    assert "by second.pdf." in client.get(change(old.output)).content.decode()
