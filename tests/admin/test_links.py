"""The work list of links that lead nowhere, and what became of files elsewhere."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.models import Membership, User
from research.models import LinkCheck, RemoteFile
from tests.factories import InstitutionFactory, OutputFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:research_linkcheck_changelist")
CSV = reverse("admin:research_linkcheck_csv")
FILES = reverse("admin:research_remotefile_changelist")
SEEN, SINCE = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 2, 4, tzinfo=UTC)


def link(address: str, state: str = "broken", **fields: Any) -> LinkCheck:
    output = fields.pop("output", None) or OutputFactory(**fields)
    facts: dict[str, Any] = {}
    if state == "broken":
        facts = {
            "failures": 4,
            "failing_since": SINCE,
            "reason": "The server knows nothing of it.",
            "status": 404,
        }
    return LinkCheck.objects.create(
        output=output,
        field="url",
        address=address,
        host="example.org",
        state=state,
        alive_at=SEEN,
        checked_at=SINCE,
        **facts,
    )


def shown(response: Any) -> list[str]:
    return [row.address for row in response.context["cl"].result_list]


def test_an_editor_sees_the_broken_links_of_the_own_institution(client, contributor):
    client.force_login(contributor.user)
    own = link("https://example.org/a", owner=contributor.institution)
    link("https://example.org/fine", "alive", owner=contributor.institution)
    link("https://example.org/b", owner=InstitutionFactory())

    broken, every = client.get(LIST), client.get(LIST, {"state": "all"})

    assert shown(broken) == ["https://example.org/a"]
    assert sorted(shown(every)) == ["https://example.org/a", "https://example.org/fine"]
    page = broken.content.decode()
    assert "Jan. 5, 2026" in page
    assert "The server knows nothing of it." in page
    assert reverse("admin:research_output_change", args=[own.output_id]) in page


def test_the_hubs_editor_sees_all_of_them_the_longest_away_first(client, editor):
    client.force_login(editor)
    link("https://example.org/a", owner=InstitutionFactory())
    older = link("https://example.org/b")
    LinkCheck.objects.filter(pk=older.pk).update(failing_since=SINCE - timedelta(days=9))

    assert shown(client.get(LIST)) == ["https://example.org/b", "https://example.org/a"]


def test_the_list_is_taken_along_as_a_spreadsheet_that_runs_nothing(client, editor):
    client.force_login(editor)
    link("https://example.org/a", title="=HYPERLINK(1)")
    link("https://example.org/fine", "alive")

    response = client.get(CSV)

    assert response.content.decode().splitlines() == [
        "\ufeffoutput,field,address,state,why,last seen,not seen since",
        "'=HYPERLINK(1),address at the publisher,https://example.org/a,broken,"
        "The server knows nothing of it.,2026-01-05,2026-02-04",
    ]


def test_links_are_checked_again_when_somebody_asks(client, editor):
    client.force_login(editor)
    one = link("https://example.org/a")
    LinkCheck.objects.update(due_at=timezone.now() + timedelta(days=9))

    client.post(LIST, {"action": "check_again", "_selected_action": [one.pk]})

    one.refresh_from_db()
    assert one.due_at < timezone.now()


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(
    client, editor, how_many, django_assert_num_queries
):
    client.force_login(editor)
    for number in range(how_many):
        link(f"https://example.org/{number}", owner=InstitutionFactory())
    client.get(LIST)

    with django_assert_num_queries(10):  # session, user and role, counts, rows
        client.get(LIST)


def test_nobody_writes_links_by_hand(client, editor):
    client.force_login(editor)
    one = link("https://example.org/a")

    assert client.get(reverse("admin:research_linkcheck_add")).status_code == 403
    answer = client.post(
        reverse("admin:research_linkcheck_delete", args=[one.pk]), {"post": "yes"}
    )
    assert answer.status_code == 403


def test_why_a_file_was_not_fetched_is_told_to_its_institution(
    client, contributor: Membership, editor: User
):
    for owner in (contributor.institution, InstitutionFactory()):
        RemoteFile.objects.create(
            output=OutputFactory(owner=owner),
            address="https://example.org/a.pdf",
            state="left",
            reason="The output is not open to readers.",
        )

    client.force_login(contributor.user)
    own = client.get(FILES)
    client.force_login(editor)
    every = client.get(FILES)

    assert "The output is not open to readers." in own.content.decode()
    assert (len(shown(own)), len(shown(every))) == (1, 2)
    assert shown(client.get(FILES, {"state": "fetched"})) == []


def test_links_are_no_ones_business_without_a_role(client, django_user_model):
    client.force_login(django_user_model.objects.create(email="a@example.org", is_staff=True))

    assert client.get(LIST).status_code == 403
    assert client.get(CSV).status_code == 403
