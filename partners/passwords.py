"""A forgotten password: a letter with a link that works once, for some hours.

Whether somebody signs in with an address is told to nobody who asks: the page says the
same, and the letter is written and worded elsewhere. The second factor stays as it is.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from partners.models import Letter, User
from partners.rates import Rate, count

#: More letters to one person would be somebody else's joke.
LETTERS = Rate("forgotten-letters", 3, 3600)


def forgotten(email: str) -> Letter | None:
    """Leave a letter, if somebody may sign in with this address and has a password."""
    user = User.objects.who_may_enter().filter(email__iexact=email).first()
    if user is None or not user.has_usable_password():
        return None
    standing = count(LETTERS, str(user.pk))
    if standing and standing.is_exceeded:
        return None
    return Letter.objects.create(
        kind=Letter.Kind.FORGOTTEN,
        to=user.email,
        language=user.language,
        facts={"user": user.pk, "hours": hours()},
    )


def address(user_id: int) -> str:
    """The whole address of the link. It ends with the next sign-in or change of the password."""
    user = User.objects.who_may_enter().get(pk=user_id)
    named = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return f"{settings.HUB_URL}{reverse('password_reset_confirm', args=[named, token])}"


def hours() -> int:
    return int(timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) / timedelta(hours=1))
