"""The second factor: an authenticator app, and recovery codes for a lost phone.

Devices, their clocks and the brake on guessing are django-otp's. Whom it is demanded
of is said by ``settings.SECOND_FACTOR``; who has set one up is always asked for it.
"""

import secrets
from base64 import b32encode
from enum import StrEnum

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from partners.models import User
from partners.roles import PUBLISHERS

RECOVERY_CODES = 10
#: Letters and digits that nobody takes for another when they are written on paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class Demand(StrEnum):
    """Whom the second factor is demanded of."""

    EVERYONE = "everyone"
    #: Who can publish; not the superuser of this machine, who can reach the data anyway.
    PUBLISHERS = "publishers"
    NOBODY = "nobody"


class Step(StrEnum):
    """What still stands between a signed-in user and the admin."""

    CODE = "code"
    SET_UP = "set-up"


def is_demanded(user: User) -> bool:
    demand = Demand(settings.SECOND_FACTOR)
    if demand == Demand.PUBLISHERS:
        return bool(user.roles & PUBLISHERS) and not user.is_superuser
    return demand == Demand.EVERYONE


def missing_step(user: User | AnonymousUser) -> Step | None:
    """What ``user`` must do before entering; ``user`` as the request has it."""
    if not isinstance(user, User) or getattr(user, "otp_device", None) is not None:
        return None
    if app_of(user):
        return Step.CODE
    return Step.SET_UP if is_demanded(user) else None


def app_of(user: User) -> TOTPDevice | None:
    """The authenticator app the user has set up."""
    return TOTPDevice.objects.devices_for_user(user, confirmed=True).first()


def begin(user: User) -> TOTPDevice:
    """The app that is being set up: the same until its first code was right."""
    device = TOTPDevice.objects.devices_for_user(user, confirmed=False).first()
    return device or TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def key_in_words(device: TOTPDevice) -> str:
    """The key as people type it where no camera is at hand."""
    key = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


@transaction.atomic
def confirm(user: User, code: str) -> TOTPDevice | None:
    """Take over the app that was set up, if its code is right; an older one is forgotten."""
    device = TOTPDevice.objects.devices_for_user(user, confirmed=False).select_for_update().first()
    if device is None or not device.verify_token(_digits(code)):
        return None
    TOTPDevice.objects.devices_for_user(user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return device


def verify(user: User, code: str) -> TOTPDevice | StaticDevice | None:
    """The device that accepts ``code``, of the app or a recovery code, if any does."""
    app = app_of(user)
    if len(_digits(code)) == 6:
        return verify_token(user, app.persistent_id, _digits(code)) if app else None
    kept = StaticDevice.objects.devices_for_user(user).first()
    return verify_token(user, kept.persistent_id, _hashed(code)) if kept else None


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Ten codes, each good once; earlier ones are forgotten. Only their hashes are kept."""
    StaticDevice.objects.devices_for_user(user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery codes")
    codes = [_random_code() for _number in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=_hashed(code))
    return codes


def recovery_codes_left(user: User) -> int:
    return sum(device.token_set.count() for device in StaticDevice.objects.devices_for_user(user))


@transaction.atomic
def reset(user: User) -> None:
    """Forget app and codes: for who has lost both, by an administrator."""
    TOTPDevice.objects.devices_for_user(user).delete()
    StaticDevice.objects.devices_for_user(user).delete()


def _random_code() -> str:
    word = "".join(secrets.choice(ALPHABET) for _sign in range(10))
    return f"{word[:5]}-{word[5:]}"


def _digits(code: str) -> str:
    return "".join(code.split())


def _hashed(code: str) -> str:
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return salted_hmac("partners.recovery_code", plain).hexdigest()[:16]
