import re

import pytest
from django.core.management import CommandError, call_command

from partners.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_address_given(monkeypatch):
    monkeypatch.delenv("ADMIN_EMAIL", raising=False)
    monkeypatch.delenv("ADMIN_PASSWORD", raising=False)


def test_ensure_admin_prints_a_random_password_once(capsys):
    call_command("ensure_admin")
    told = capsys.readouterr().out
    call_command("ensure_admin")

    assert capsys.readouterr().out == ""
    password = re.fullmatch(
        r"Administrator: admin@hub\.localhost   password: (\S{16})   \(shown only this once\)\n",
        told,
    )
    user = User.objects.get()
    assert password is not None
    assert user.check_password(password[1])
    assert user.is_superuser
    assert [member.role for member in user.memberships.all()] == ["administrator"]


def test_ensure_admin_takes_address_and_password_from_the_environment(monkeypatch, capsys):
    monkeypatch.setenv("ADMIN_EMAIL", "asha@example.org")
    monkeypatch.setenv("ADMIN_PASSWORD", "a long enough sentence")

    call_command("ensure_admin")

    assert capsys.readouterr().out == (
        "Administrator: asha@example.org   password: as in ADMIN_PASSWORD\n"
    )
    assert User.objects.get(email="asha@example.org").check_password("a long enough sentence")


def test_ensure_admin_does_not_take_over_a_user(monkeypatch):
    UserFactory(email="Asha@example.org")
    monkeypatch.setenv("ADMIN_EMAIL", "asha@example.org")

    with pytest.raises(CommandError):
        call_command("ensure_admin")
