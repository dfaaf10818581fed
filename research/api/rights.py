"""Who may deposit by token: the same roles and reach as in the admin, asked in one place."""

from django.db.models import QuerySet
from rest_framework.exceptions import PermissionDenied

from partners.models import User
from research.models import Output


def require(user: User, *permissions: str) -> None:
    """Raises ``PermissionDenied`` unless a role of the user has them all."""
    if not (user.is_staff and user.has_perms(permissions)):
        raise PermissionDenied("Your roles in the hub don't include this.")


def within_reach(user: User) -> QuerySet[Output]:
    """What the user may see of deposits."""
    require(user, "research.view_output")
    return Output.objects.within_reach_of(user)


def changeable(user: User) -> QuerySet[Output]:
    """What the user may change as it stands."""
    require(user, "research.change_output")
    return Output.objects.changeable_by(user)
