"""Signing in with an authenticator app, through the pages that ask for it."""

import re
import time

import pytest
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from partners import second_factor
from partners.models import User
from partners.roles import Role
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/admin/second-factor/"
LIST = "/admin/research/output/"


@pytest.fixture
def editor() -> User:
    return MembershipFactory(of_the_hub=True).user


def code_of(user: User, *, later: int = 0) -> str:
    """What the user's app shows, now or ``later`` half minutes from now."""
    device = TOTPDevice.objects.filter(user=user).latest("pk")
    clock = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    clock.time = time.time() + later * device.step
    return f"{clock.token():06}"


def set_up(client, user: User) -> list[str]:
    """Through the page; gives the recovery codes it shows."""
    client.get(PAGE)
    page = client.post(PAGE, {"code": code_of(user)}).content.decode()
    return re.findall(r"<li><code>(.*?)</code>", page)


def sign_in(client, user: User) -> None:
    """With the password alone, as in a new browser."""
    client.logout()
    client.force_login(user)


def test_who_must_have_a_factor_is_led_to_it_and_to_nothing_else(client, settings, editor):
    settings.SECOND_FACTOR = "everyone"
    client.force_login(editor)

    response = client.get(LIST, follow=True)

    assert response.redirect_chain[-1][0] == f"{PAGE}?next=%2Fadmin%2Fresearch%2Foutput%2F"
    assert 'class="qr"' in response.content.decode()
    for address in ("/admin/autocomplete/", "/admin/jsi18n/", "/admin/password_change/"):
        assert client.get(address).status_code == 302


def test_an_app_is_set_up_with_its_first_code_and_gives_recovery_codes(client, settings, editor):
    settings.SECOND_FACTOR = "everyone"
    client.force_login(editor)

    wrong = client.get(PAGE) and client.post(PAGE, {"code": "000000"})
    TOTPDevice.objects.update(throttling_failure_count=0)
    codes = set_up(client, editor)

    assert "This code is not right" in wrong.content.decode()
    assert len(set(codes)) == 10
    assert not StaticToken.objects.filter(token__in=codes).exists()  # only hashes are kept
    assert client.get(LIST).status_code == 200


def test_picture_and_key_carry_no_style_or_script(client, editor):
    client.force_login(editor)

    page = client.get(PAGE).content.decode()

    assert re.findall(r"<style|\son\w+=\"|\sstyle=\"|<script(?![^>]*\bsrc=)", page) == []


def test_next_time_the_code_is_asked_for_and_works_once(client, editor):
    client.force_login(editor)
    set_up(client, editor)
    sign_in(client, editor)

    assert client.get(LIST).status_code == 302
    code = code_of(editor, later=1)
    entered = client.post(PAGE, {"code": f"{code[:3]} {code[3:]}", "next": LIST})
    assert (entered.status_code, entered.headers["Location"]) == (302, LIST)
    assert client.get(LIST).status_code == 200

    sign_in(client, editor)
    assert client.post(PAGE, {"code": code}).status_code == 200
    assert client.get(LIST).status_code == 302


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_after_the_code_nobody_is_led_elsewhere(client, editor, wanted):
    client.force_login(editor)
    set_up(client, editor)
    sign_in(client, editor)

    response = client.post(PAGE, {"code": code_of(editor, later=1), "next": wanted})

    assert response.headers["Location"] == "/admin/"


def test_a_recovery_code_lets_in_once(client, editor):
    client.force_login(editor)
    first, *_others = set_up(client, editor)
    sign_in(client, editor)

    client.post(PAGE, {"code": first.upper()})
    assert client.get(LIST).status_code == 200
    assert second_factor.recovery_codes_left(editor) == 9

    sign_in(client, editor)
    assert client.post(PAGE, {"code": first}).status_code == 200


def test_guessing_is_braked(client, editor):
    client.force_login(editor)
    set_up(client, editor)
    sign_in(client, editor)

    client.post(PAGE, {"code": "000000"})
    client.post(PAGE, {"code": "000001"})

    # Even the right one, until a while has passed.
    assert client.post(PAGE, {"code": code_of(editor, later=1)}).status_code == 200


def test_a_half_set_up_app_opens_nothing_and_locks_nobody_out(client, editor):
    client.force_login(editor)
    client.get(PAGE)

    assert client.get(LIST).status_code == 200
    assert second_factor.app_of(editor) is None


def test_an_app_can_only_be_replaced_by_who_has_given_the_code(client, editor):
    client.force_login(editor)
    set_up(client, editor)
    old = second_factor.app_of(editor)
    sign_in(client, editor)

    page = client.get(PAGE).content.decode()
    client.post(PAGE, {"new_codes": "1", "code": "x"})

    assert 'class="qr"' not in page
    assert second_factor.app_of(editor) == old
    assert second_factor.recovery_codes_left(editor) == 10


@pytest.mark.parametrize(
    ("demand", "role", "is_superuser", "wanted"),
    [
        ("everyone", Role.CONTRIBUTOR, False, True),
        ("everyone", Role.ADMINISTRATOR, True, True),
        ("publishers", Role.CONTRIBUTOR, False, False),
        ("publishers", Role.INSTITUTION_EDITOR, False, False),
        ("publishers", Role.HUB_EDITOR, False, True),
        ("publishers", Role.ADMINISTRATOR, False, True),
        ("publishers", Role.ADMINISTRATOR, True, False),
        ("nobody", Role.HUB_EDITOR, False, False),
    ],
)
def test_setting_says_of_whom_it_is_demanded(settings, demand, role, is_superuser, wanted):
    settings.SECOND_FACTOR = demand
    of_the_hub = role in {Role.HUB_EDITOR, Role.ADMINISTRATOR}
    more = {"institution": None} if of_the_hub else {}
    user = MembershipFactory(role=role, user__is_superuser=is_superuser, **more).user

    assert second_factor.is_demanded(user) == wanted


def test_administrator_resets_a_lost_factor_but_not_a_superusers(client, editor):
    superuser = UserFactory(is_superuser=True)
    for user in (editor, superuser):
        client.force_login(user)
        set_up(client, user)
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR, institution=None).user)

    chosen = {"action": "reset_second_factor", "_selected_action": [editor.pk, superuser.pk]}
    client.post(reverse("admin:partners_user_changelist"), chosen)

    assert second_factor.app_of(editor) is None
    assert second_factor.recovery_codes_left(editor) == 0
    assert second_factor.app_of(superuser) is not None


def test_keys_of_devices_are_in_no_admin(client):
    client.force_login(UserFactory(is_superuser=True))

    for address in ("/admin/otp_totp/", "/admin/otp_static/", "/admin/otp_totp/totpdevice/"):
        assert client.get(address).status_code == 404
