"""Turns memberships into Django's permissions, by the table in ``partners.roles``."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from partners.models import Institution, Membership, User
from partners.roles import HUB_WIDE, PERMISSIONS, Role


class MembershipBackend(ModelBackend):
    """E-mail and password sign-in; permissions come from memberships."""

    def get_all_permissions(
        self,
        user_obj: User | AnonymousUser,
        obj: Any = None,
    ) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        return super().get_all_permissions(user_obj) | {
            permission for role in user_obj.roles for permission in PERMISSIONS[role]
        }


def sees_everything(user: User) -> bool:
    """Whether the user works for the whole hub, not for one institution."""
    return user.is_superuser or bool(user.roles & HUB_WIDE)


def own_institutions(user: User, *, role: Role | None = None) -> set[int]:
    """Ids of the institutions the user works for, in ``role`` or in any."""
    memberships = Membership.objects.of(user).exclude(institution=None)
    if role:
        memberships = memberships.filter(role=role)
    return set(memberships.values_list("institution_id", flat=True))


def only_institution(user: User) -> Institution | None:
    """The institution of a user who has just one: what a form can fill in."""
    ids = own_institutions(user)
    return Institution.objects.get(pk=ids.pop()) if len(ids) == 1 else None
