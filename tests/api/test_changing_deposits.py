"""Changing a deposit by token: some fields, while it is not sent, and never over another."""

import pytest
from django.core.cache import cache

from partners import tokens
from partners.models import Change
from partners.roles import Role
from research.models import Document, Output
from tests.factories import (
    CreditFactory,
    DocumentFactory,
    InstitutionFactory,
    MembershipFactory,
    OutputFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
JSON = "application/json"
ADDRESS = "/api/v1/deposits/one/"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def house():
    return InstitutionFactory(slug="house")


@pytest.fixture
def contributor(house):
    return MembershipFactory(institution=house).user


@pytest.fixture
def output(house, contributor):
    made = OutputFactory(
        slug="one", owner=house, created_by=contributor, draft=True, title="Fees",
        summary="They rise.", themes=["gender-and-migration"], countries=["NP"],
    )  # fmt: skip
    CreditFactory(output=made, name="Ä. Other", order=1)
    return made


@pytest.fixture
def key(contributor):
    return key_of(contributor)


def key_of(user, *scopes):
    _token, secret = tokens.make(user, name="programme", scopes=scopes or ["deposit"])
    return {"Authorization": f"Bearer {secret}"}


def changed(client, key, *, match="", **said):
    headers = key | ({"If-Match": match} if match else {})
    return client.patch(ADDRESS, said, JSON, headers=headers)


def names(output):
    return list(output.credits.in_order().values_list("name", flat=True))


def test_only_what_is_named_is_changed(client, key, output):
    answer = changed(client, key, title="Fees of kin", countries=["BD", "QA"], doi="10.1234/ABC")

    output.refresh_from_db()
    assert answer.status_code == 200
    assert (output.title, output.summary, output.doi) == (
        "Fees of kin",
        "They rise.",
        "10.1234/abc",
    )
    assert sorted(output.countries.values_list("pk", flat=True)) == ["BD", "QA"]
    assert [theme.slug for theme in output.themes.all()] == ["gender-and-migration"]
    assert names(output) == ["Ä. Other"]
    assert answer.json()["title"] == "Fees of kin"
    assert answer.json()["summary"] == "They rise."
    assert answer.json()["credits"] == [{"name": "Ä. Other", "role": "author", "person": None}]


def test_people_are_said_anew_as_a_whole(client, key, output):
    PersonFactory(slug="she")
    kept = output.credits.get().pk

    answer = changed(client, key, credits=[{"name": "Ä. Other"}, {"name": "She", "person": "she"}])

    assert answer.status_code == 200
    assert names(output) == ["Ä. Other", "She"]
    assert output.credits.get(order=1).pk == kept
    changed(client, key, credits=[])
    assert names(output) == []


def test_change_is_noted_with_who_made_it_and_how(client, key, output, contributor):
    changed(client, key, title="Fees of kin")

    noted = Change.objects.filter(table_name="research_output", operation="update").get()
    assert (noted.by, noted.note) == (contributor, "API: programme")


def test_state_that_was_read_is_changed_and_another_is_not(client, key, output):
    read = client.get(ADDRESS, headers=key)["ETag"]

    first = changed(client, key, match=read, title="First")
    second = changed(client, key, match=read, title="Second")
    third = changed(client, key, match=first["ETag"], title="Third")

    output.refresh_from_db()
    assert (first.status_code, second.status_code, third.status_code) == (200, 412, 200)
    assert second["Content-Type"] == "application/problem+json"
    assert second.json()["title"] == "It was changed since you read it"
    assert output.title == "Third"
    assert client.get(ADDRESS, headers=key)["ETag"] == third["ETag"]


def test_tag_of_a_choice_of_fields_or_of_a_compressed_answer_is_of_the_same_state(
    client, key, output
):
    chosen = client.get(f"{ADDRESS}?fields=title", headers=key)["ETag"]
    plain = client.get(ADDRESS, headers=key)["ETag"]
    assert chosen != plain

    for tag in (f"W/{plain}", '"nonsense", ' + chosen, "*"):
        answer = changed(client, key, match=tag, title="Fees")
        assert (tag, answer.status_code) == (tag, 200)


@pytest.mark.parametrize("what", ["credit", "theme", "document", "read"])
def test_tag_changes_with_every_part_that_is_told(client, key, output, what):
    document = DocumentFactory(output=output, state="waiting")
    before = client.get(ADDRESS, headers=key)["ETag"]

    if what == "credit":
        output.credits.update(name="Another")
    elif what == "theme":
        output.themes.clear()
    elif what == "document":
        document.delete()
    else:
        Document.objects.update(state="unreadable", reason="It is locked.")

    assert client.get(ADDRESS, headers=key)["ETag"] != before


@pytest.mark.parametrize("status", ["submitted", "published"])
def test_what_is_sent_or_was_public_is_not_changed(client, house, status):
    OutputFactory(slug="one", owner=house, status=status, title="Fees")
    editor = MembershipFactory(institution=None, role=Role.HUB_EDITOR).user

    for user in (editor, MembershipFactory(institution=house).user):
        answer = changed(client, key_of(user), title="Other")
        assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")

    assert Output.objects.get().title == "Fees"


def test_what_was_returned_is_changed_and_stays_returned(client, key, output):
    Output.objects.update(status="returned", return_comment="Say more.")

    answer = changed(client, key, summary="They rise by a third.")

    assert (answer.status_code, answer.json()["status"]) == (200, "returned")
    assert answer.json()["return_comment"] == "Say more."


def test_draft_of_a_colleague_or_of_another_institution_is_not_changed(client, house, output):
    colleague = MembershipFactory(institution=house).user
    stranger = MembershipFactory().user

    assert changed(client, key_of(colleague), title="Other").status_code == 409
    assert changed(client, key_of(stranger), title="Other").status_code == 404
    assert client.patch(ADDRESS, {"title": "Other"}, JSON).status_code == 401
    output.refresh_from_db()
    assert output.title == "Fees"


def test_scope_that_a_token_lacks_is_refused(client, contributor, output):
    assert changed(client, key_of(contributor, "submit"), title="Other").status_code == 403


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"title": ""}, "#/title"),
        ({"title": "a\u0000b"}, "#/title"),
        ({"title": 7}, "#/title"),
        ({"type": "poem"}, "#/type"),
        ({"themes": ["nothing"]}, "#/themes"),
        ({"credits": [{"role": "editor"}]}, "#/credits/0/name"),
        ({"credits": [{}]}, "#/credits/0/name"),
        ({"access": "embargoed"}, "#"),
        ({"sdgs": [99]}, "#/sdgs"),
        ({"doi": "10.1234/taken"}, "#/doi"),
        ({"page_count": 10**30}, "#/page_count"),
    ],
)
def test_value_that_can_t_be_taken_is_told_and_nothing_is_changed(
    client, key, output, more, pointer
):
    OutputFactory(doi="10.1234/taken")
    before = client.get(ADDRESS, headers=key)["ETag"]

    answer = changed(client, key, **{"summary": "Other"} | more)

    assert answer.status_code == 400
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
    assert client.get(ADDRESS, headers=key)["ETag"] == before


def test_owner_changes_within_the_own_institutions_only(client, key, contributor, output):
    other = InstitutionFactory(slug="other")
    assert changed(client, key, owner="other").status_code == 403

    MembershipFactory(user=contributor, institution=other)
    answer = changed(client, key, owner="other")

    assert (answer.status_code, answer.json()["owner"]) == (200, "other")


def test_same_change_under_its_key_is_done_once(client, key, output):
    key = key | {"Idempotency-Key": "abc"}
    tag = client.get(ADDRESS, headers=key)["ETag"]

    first = changed(client, key, match=tag, title="Fees of kin")
    second = changed(client, key, match=tag, title="Fees of kin")

    assert (first.status_code, second.status_code) == (200, 200)
    assert (second["Idempotent-Replayed"], second.has_header("ETag")) == ("true", False)
    assert Change.objects.filter(table_name="research_output", operation="update").count() == 1


def test_list_of_deposits_asks_a_fixed_number_of_questions(
    client, key, output, contributor, django_assert_num_queries
):
    for number in range(3):
        more = OutputFactory(draft=True, owner=output.owner, created_by=contributor)
        CreditFactory(output=more, person=PersonFactory(), name=f"Name {number}")
    client.get("/api/v1/deposits/", headers=key)

    # token, roles and their page; documents, themes, countries, credits with their people
    with django_assert_num_queries(9):
        client.get("/api/v1/deposits/", headers=key)
