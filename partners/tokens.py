"""Making API tokens, and forgetting what was answered to them."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from partners.models import ApiToken, KeptAnswer, User
from partners.models.tokens import LASTS


def make(
    owner: User, *, name: str, scopes: Sequence[str], expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """A token and its secret, which nobody can be shown again. Raises ``ValidationError``."""
    token = ApiToken(
        owner=owner,
        name=name,
        scopes=list(scopes),
        expires_at=expires_at or timezone.now() + LASTS,
    )
    secret = token.give_secret()
    token.full_clean()
    token.save()
    return token, secret


def forget_old_answers() -> int:
    """Forget answers nobody will ask for again; how many they were."""
    return KeptAnswer.objects.out_of_time().delete()[0]
