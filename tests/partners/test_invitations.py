"""From the administrator's form by the mail to the first visit."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from partners import invitations
from partners.models import Invitation, Letter, Membership, User
from partners.roles import Role
from tests import broker
from tests.factories import InstitutionFactory, InvitationFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
GIVEN = {
    "name": "Asha Rai",
    "new_password1": "a long enough sentence",
    "new_password2": "a long enough sentence",
}


@pytest.fixture
def administrator() -> User:
    return MembershipFactory(role=Role.ADMINISTRATOR, institution=None, user__name="Mina").user


def path_of(invitation: Invitation) -> str:
    return invitations.address(invitation.pk).partition("localhost:8000")[2]


def test_invited_person_comes_from_the_mail_to_the_own_drafts(
    client, administrator, settings, mailoutbox, django_capture_on_commit_callbacks
):
    settings.SECOND_FACTOR = "publishers"
    settings.HUB_URL = "http://localhost:8000"
    institution = InstitutionFactory(name="Institute of Policy Studies")
    administrator.is_superuser = True  # of this machine: no telephone needed
    administrator.save()
    client.force_login(administrator)

    with broker.at_once(), django_capture_on_commit_callbacks(execute=True):
        client.post(
            "/admin/partners/invitation/add/",
            {
                "email": "asha@example.org",
                "role": "contributor",
                "institution": institution.pk,
                "language": "en",
            },
        )
    mail = mailoutbox[0]
    link = re.search(r"http://localhost:8000(/admin/welcome/\S+/)", mail.body)[1]
    client.logout()
    page = client.get(link).content.decode()
    response = client.post(link, GIVEN)

    assert (mail.to, mail.subject) == (
        ["asha@example.org"],
        "You are invited to the SALAM Knowledge Hub",
    )
    assert "Mina invites you" in mail.body
    assert "contributor of Institute of Policy Studies" in page
    user = User.objects.get(email="asha@example.org")
    assert (user.name, user.check_password("a long enough sentence")) == ("Asha Rai", True)
    assert Membership.objects.of(user).get().institution == institution
    assert response.headers["Location"] == "/admin/second-factor/"
    assert client.get("/admin/research/output/").status_code == 200
    assert Invitation.objects.get().accepted_by == user


def test_link_works_once(client):
    link = path_of(InvitationFactory())
    client.post(link, GIVEN)
    client.logout()

    again = client.post(link, GIVEN | {"name": "Somebody else"})

    assert again.status_code == 410
    assert "This invitation was used already." in again.content.decode()
    assert User.objects.filter(name="Somebody else").count() == 0


def test_link_runs_out_and_a_newer_one_replaces_it(client):
    old = InvitationFactory()
    late = InvitationFactory(expires_at=timezone.now() - timedelta(minutes=1))
    old_link, late_link = path_of(old), path_of(late)
    invitations.invite(old, by=UserFactory())

    assert client.get(old_link).status_code == 410
    assert client.get(late_link).status_code == 410
    assert client.get(path_of(old)).status_code == 200


@pytest.mark.parametrize("token", ["x", "x:y:z", "eyJuIjoxfQ:1abc:def"])
def test_a_link_nobody_signed_opens_nothing(client, token):
    response = client.get(f"/admin/welcome/{token}/")

    assert response.status_code == 410
    assert "This link is not whole." in response.content.decode()


def test_weak_password_is_refused_in_words(client):
    link = path_of(InvitationFactory())

    page = client.post(link, GIVEN | {"new_password1": "12345", "new_password2": "12345"})

    assert "This password is too short." in page.content.decode()
    assert not User.objects.filter(name="Asha Rai").exists()


def test_taken_back_invitation_is_closed(client):
    invitation = InvitationFactory()
    link = path_of(invitation)
    invitation.delete()

    assert client.get(link).status_code == 410


def test_invited_publisher_is_led_to_the_second_factor(client, settings):
    settings.SECOND_FACTOR = "publishers"
    link = path_of(InvitationFactory(role=Role.HUB_EDITOR, institution=None))

    client.post(link, GIVEN)

    assert client.get("/admin/research/output/").status_code == 302
    assert "Whoever can publish signs in" in client.get("/admin/second-factor/").content.decode()


@pytest.mark.parametrize(
    ("role", "has_institution", "sentence"),
    [
        ("contributor", False, "Contributors and institution editors belong to an institution"),
        ("hub_editor", True, "Contributors and institution editors belong to an institution"),
    ],
)
def test_invitation_that_makes_no_sense_is_a_form_error(
    client, administrator, role, has_institution, sentence
):
    client.force_login(administrator)
    institution = InstitutionFactory().pk if has_institution else ""

    page = client.post(
        "/admin/partners/invitation/add/",
        {"email": "a@example.org", "role": role, "institution": institution, "language": "en"},
    )

    assert sentence in page.content.decode()
    assert not Letter.objects.exists()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.INSTITUTION_EDITOR, Role.HUB_EDITOR])
def test_only_administrators_invite(client, role):
    more = {"institution": None} if role == Role.HUB_EDITOR else {}
    client.force_login(MembershipFactory(role=role, **more).user)

    assert client.get("/admin/partners/invitation/").status_code == 403
    assert client.get("/admin/partners/invitation/add/").status_code == 403
