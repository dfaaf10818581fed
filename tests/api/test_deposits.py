"""Depositing by token: what is made, who may, what happens twice."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from partners import tokens
from partners.models import ApiToken, KeptAnswer
from partners.roles import Role
from research.models import Output
from tests.broker import at_once
from tests.factories import (
    InstitutionFactory,
    MembershipFactory,
    OutputFactory,
    PersonFactory,
    UserFactory,
)
from tests.factories.pdf import pdf

pytestmark = pytest.mark.django_db
JSON = "application/json"
PAPER = {
    "title": "Recruitment costs",
    "type": "working-paper",
    "issued": "2024-05",
    "summary": "Workers pay.",
    "themes": ["gender-and-migration"],
    "countries": ["NP"],
    "doi": "https://doi.org/10.1234/ABC",
    "sdgs": [8],
    "forms": ["return"],
    "credits": [{"name": "Ä. Other"}, {"name": "She", "person": "she"}],
}


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def house():
    return InstitutionFactory(slug="house")


@pytest.fixture
def contributor(house):
    PersonFactory(slug="she")
    return MembershipFactory(institution=house).user


def key_of(user, *scopes):
    _token, secret = tokens.make(user, name="programme", scopes=scopes or ["deposit", "submit"])
    return {"Authorization": f"Bearer {secret}"}


def created(client, key, **more):
    return client.post("/api/v1/outputs/", PAPER | more, JSON, headers=key)


def paper(content=b""):
    return {"file": SimpleUploadedFile("paper.pdf", content or pdf("Fees"), "application/pdf")}


def test_output_is_created_with_its_document_and_submitted(client, contributor, house):
    key = key_of(contributor)

    answer = created(client, key)
    address = answer["Location"]
    with at_once():
        attached = client.post(f"{address}documents/", paper(), headers=key)
    submitted = client.post(f"{address}submit/", headers=key)

    output = Output.objects.get()
    assert answer.status_code == 201
    assert answer.json()["status"] == "draft"
    assert (output.owner, output.created_by, output.doi) == (house, contributor, "10.1234/abc")
    assert [credit.name for credit in output.credits.in_order()] == ["Ä. Other", "She"]
    assert [link.institution for link in output.output_institutions.all()] == [house]
    assert attached.status_code == 201
    assert attached.json()["filename"] == "paper.pdf"
    assert submitted.json()["status"] == output.status == "submitted"
    assert output.submitted_by == contributor
    assert client.get("/api/v1/outputs/").json()["results"] == []
    assert client.get(address, headers=key).json()["documents"][0]["filename"] == "paper.pdf"
    assert client.get(address, headers=key)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"title": ""}, "#/title"),
        ({"type": "poem"}, "#/type"),
        ({"themes": ["nothing"]}, "#/themes"),
        ({"issued": "yesterday"}, "#/issued"),
        ({"credits": [{"name": "A"}, {"name": ""}]}, "#/credits/1/name"),
        ({"embargo_until": "2030-01-01T00:00:00Z"}, "#"),
        ({"doi": "no doi"}, "#"),
        ({"sdgs": [99]}, "#/sdgs"),
        ({"title": "a\u0000b"}, "#/title"),
        ({"owner": "nobody"}, "#/owner"),
    ],
)
def test_value_that_can_t_be_taken_is_told_with_its_place(client, contributor, more, pointer):
    answer = created(client, key_of(contributor), **more)

    assert answer.status_code == 400
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
    assert not Output.objects.exists()


def test_institution_of_another_is_refused(client, contributor):
    InstitutionFactory(slug="another")

    answer = created(client, key_of(contributor), owner="another")

    assert answer.status_code == 403
    assert answer.json()["detail"] == "You don't work for this institution."


def test_who_works_for_two_institutions_says_for_which(client, contributor):
    MembershipFactory(user=contributor, institution=InstitutionFactory(slug="second"))
    key = key_of(contributor)

    assert created(client, key).status_code == 400
    assert created(client, key, owner="second").json()["owner"] == "second"


def test_deposit_of_another_institution_is_not_there(client, contributor):
    OutputFactory(draft=True, slug="theirs", owner=InstitutionFactory())
    key = key_of(contributor)

    assert client.get("/api/v1/deposits/", headers=key).json()["results"] == []
    for address in ("", "documents/", "submit/"):
        ask = client.post if address else client.get
        assert ask(f"/api/v1/deposits/theirs/{address}", headers=key).status_code == 404


@pytest.mark.parametrize("standing", ["submitted", "published"])
def test_what_is_reviewed_or_public_is_not_changed_by_a_contributor(
    client, contributor, house, standing
):
    OutputFactory(slug="one", owner=house, status=standing)

    answer = client.post("/api/v1/deposits/one/documents/", paper(), headers=key_of(contributor))

    assert answer.status_code == 409


def test_submitting_twice_changes_nothing(client, contributor, house):
    output = OutputFactory(slug="one", owner=house, draft=True)
    key = key_of(contributor)

    first, second = (client.post("/api/v1/deposits/one/submit/", headers=key) for _ in range(2))

    output.refresh_from_db()
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["submitted_at"] == second.json()["submitted_at"]


def test_file_that_is_no_pdf_is_refused(client, contributor, house):
    OutputFactory(slug="one", owner=house, draft=True)

    answer = client.post(
        "/api/v1/deposits/one/documents/", paper(b"PK\x03\x04"), headers=key_of(contributor)
    )

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "#/file"


@pytest.mark.parametrize("body", ["text/plain", "application/xml"])
def test_body_in_another_format_is_not_read(client, contributor, body):
    answer = client.post("/api/v1/outputs/", "x", body, headers=key_of(contributor))

    assert answer.status_code == 415


def test_body_that_is_no_json_is_told(client, contributor):
    answer = client.post("/api/v1/outputs/", "{", JSON, headers=key_of(contributor))

    assert answer.status_code == 400


def test_same_request_under_its_key_is_done_once(client, contributor):
    key = key_of(contributor) | {"Idempotency-Key": "abc"}

    first, second = created(client, key), created(client, key)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second["Location"] == first["Location"]
    assert second["Idempotent-Replayed"] == "true"
    assert Output.objects.count() == 1


def test_same_file_under_its_key_is_attached_once_even_after_submitting(
    client, contributor, house
):
    output = OutputFactory(slug="one", owner=house, draft=True)
    key = key_of(contributor)
    again = key | {"Idempotency-Key": "file-1"}
    address = "/api/v1/deposits/one/"

    first = client.post(f"{address}documents/", paper(), headers=again)
    client.post(f"{address}submit/", headers=key)
    second = client.post(f"{address}documents/", paper(), headers=again)
    other = client.post(f"{address}documents/", paper(pdf("Other")), headers=again)

    assert (second.status_code, second.json()) == (first.status_code, first.json())
    assert other.status_code == 409
    assert output.documents.count() == 1


def test_key_of_another_request_is_a_conflict(client, contributor):
    key = key_of(contributor) | {"Idempotency-Key": "abc"}
    created(client, key)

    answer = created(client, key, title="Another title")

    assert answer.status_code == 409
    assert Output.objects.count() == 1


def test_what_failed_can_be_mended_and_sent_under_the_same_key(client, contributor):
    key = key_of(contributor) | {"Idempotency-Key": "abc"}

    failed = created(client, key, title="")
    mended = created(client, key)

    assert (failed.status_code, mended.status_code) == (400, 201)


def test_keys_of_two_tokens_have_nothing_to_do_with_each_other(client, contributor, house):
    other = MembershipFactory(institution=house).user
    for user in (contributor, other):
        created(client, key_of(user) | {"Idempotency-Key": "abc"}, doi="")

    assert Output.objects.count() == 2


def test_old_answers_are_forgotten(client, contributor):
    created(client, key_of(contributor) | {"Idempotency-Key": "abc"})
    KeptAnswer.objects.update(created_at=timezone.now() - timedelta(days=3))

    assert tokens.forget_old_answers() == 1


@pytest.mark.parametrize("end", ["expired", "revoked", "owner gone"])
def test_token_that_has_ended_opens_nothing(client, contributor, end):
    key = key_of(contributor)
    token = ApiToken.objects.get()
    if end == "expired":
        then = timezone.now() - timedelta(days=9)
        ApiToken.objects.update(created_at=then, expires_at=then + timedelta(days=1))
    elif end == "revoked":
        token.revoke()
    else:
        contributor.is_active = False
        contributor.save()

    assert created(client, key).status_code == 401


def test_scope_that_a_token_lacks_is_refused(client, contributor, house):
    OutputFactory(slug="one", owner=house, draft=True)
    key = key_of(contributor, "deposit")

    assert client.post("/api/v1/deposits/one/submit/", headers=key).status_code == 403
    assert created(client, key_of(MembershipFactory().user, "submit")).status_code == 403


def test_user_without_a_role_deposits_nothing(client):
    assert created(client, key_of(UserFactory())).status_code == 403


def test_editor_of_the_hub_deposits_for_any_institution(client, contributor, house):
    editor = MembershipFactory(institution=None, role=Role.HUB_EDITOR).user

    assert created(client, key_of(editor), owner="house").json()["owner"] == "house"


def test_only_the_hash_of_a_token_is_kept(contributor):
    token, secret = tokens.make(contributor, name="programme", scopes=["deposit"])

    stored = ApiToken.objects.values().get()
    assert secret not in str(stored)
    assert secret.startswith(token.beginning)
    assert len(token.beginning) == 12


def test_use_of_a_token_is_noted(client, contributor):
    client.get("/api/v1/deposits/", headers=key_of(contributor))

    assert ApiToken.objects.get().last_used_at is not None


def test_command_prints_a_token_that_works(client, contributor, capsys):
    call_command("create_api_token", contributor.email.upper(), "--scope", "deposit")

    secret = capsys.readouterr().out.strip()
    key = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/deposits/", headers=key).status_code == 200
    assert ApiToken.objects.get().scopes == ["deposit"]
    with pytest.raises(CommandError):
        call_command("create_api_token", "nobody@example.org")
    with pytest.raises(CommandError):
        call_command("create_api_token", contributor.email, "--days", "0")


def test_owner_makes_a_token_in_the_admin_and_sees_it_once(client, contributor):
    client.force_login(contributor)
    asked = {
        "name": "Repository",
        "scopes": ["deposit"],
        "expires_at": str(timezone.localdate() + timedelta(days=30)),
    }

    made = client.post("/admin/partners/apitoken/add/", asked)
    again = client.post("/admin/partners/apitoken/add/", asked)

    secret = made.content.decode().split('value="salam_')[1].split('"')[0]
    assert "no-store" in made["Cache-Control"]
    assert ApiToken.objects.shown_as(f"salam_{secret}").owner == contributor
    assert "You have a token of this name already." in again.content.decode()
    assert secret not in client.get("/admin/partners/apitoken/").content.decode()


def test_token_of_another_is_neither_seen_nor_revoked(client, contributor):
    key_of(MembershipFactory().user)
    token = ApiToken.objects.get()
    client.force_login(contributor)

    client.post("/admin/partners/apitoken/", {"action": "revoke", "_selected_action": token.pk})

    token.refresh_from_db()
    assert token.is_valid
    assert client.get(f"/admin/partners/apitoken/{token.pk}/change/").status_code == 302


def test_owner_revokes_a_token_in_the_admin(client, contributor):
    key_of(contributor)
    token = ApiToken.objects.get()
    client.force_login(contributor)

    client.post("/admin/partners/apitoken/", {"action": "revoke", "_selected_action": token.pk})

    token.refresh_from_db()
    assert not token.is_valid
