"""What depositors may look up, and what of it they are not told."""

import pytest
from django.urls import reverse

from tests.factories import MembershipFactory, OutputFactory, PracticeFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("factory", "name"), [(ProjectFactory, "project"), (PracticeFactory, "practice")]
)
def test_drafts_of_others_are_not_named_by_what_is_looked_up(client, contributor, factory, name):
    record = factory()
    theirs = MembershipFactory().institution
    record.outputs.add(OutputFactory(draft=True, owner=theirs, title="Unheard of"))
    page = reverse(f"admin:research_{name}_change", args=[record.pk])
    history = reverse(f"admin:research_{name}_history", args=[record.pk])

    client.force_login(contributor.user)
    shown = client.get(page)
    assert (shown.status_code, client.get(history).status_code) == (200, 403)
    assert record.title in shown.content.decode()
    assert "Unheard of" not in shown.content.decode()

    client.force_login(MembershipFactory(of_the_hub=True).user)
    assert "Unheard of" in client.get(page).content.decode()
