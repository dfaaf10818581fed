"""Turns memberships into permissions, by the table in ``partners.roles``.

``may(user, Action.CHANGE, output)`` is the one question about outputs, for the admin,
the API and everything else; ``Output.objects.allowing(user, Action.CHANGE)`` is the same
question to the database. Both read ``grants``.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser

from partners.models import Institution, User
from partners.roles import HUB_WIDE, OUTPUTS, PERMISSIONS, Action, Reach, Role


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


class Deposited(Protocol):
    """What is asked of an output to know who may do what with it; saved or not yet."""

    status: str

    @property
    def owner_id(self) -> int | None: ...
    @property
    def created_by_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Grant:
    """One rule of the table as it holds for one user."""

    reach: Reach
    statuses: frozenset[str]
    institution_id: int | None
    user_id: int

    def covers(self, output: Deposited) -> bool:
        if output.status not in self.statuses:
            return False
        if self.reach == Reach.HUB:
            return True
        if output.owner_id is None or output.owner_id != self.institution_id:
            return False
        # What nobody in particular began is the institution's in common.
        return self.reach == Reach.INSTITUTION or output.created_by_id in {None, self.user_id}


def grants(user: User | AnonymousUser, action: Action) -> tuple[Grant, ...]:
    """All rules that let ``user`` do ``action``; none for who may not sign in."""
    if not isinstance(user, User) or not user.is_active or user.pk is None:
        return ()
    positions = {*user.positions}
    if user.is_superuser:
        positions.add((Role.ADMINISTRATOR, None))
    return tuple(
        Grant(rule.reach, rule.statuses, institution_id, user.pk)
        for role, institution_id in sorted(positions, key=str)
        if (rule := OUTPUTS[role].get(action))
    )


def may(user: User | AnonymousUser, action: Action, output: Deposited | None = None) -> bool:
    """Whether ``user`` may do ``action`` with ``output``; without one, with any at all.

    How to ask: ``may(request.user, Action.PUBLISH, output)`` before a verb of
    ``research.editorial`` is called; ``may(user, Action.ADD, Output(owner=institution))``
    with the output that is to be, before it is saved. After a change that moves an
    output to another owner, ask again for the output as it will be. Lists are
    ``Output.objects.allowing(user, Action.VIEW)``. Anonymous and inactive users may nothing.
    """
    found = grants(user, action)
    return any(grant.covers(output) for grant in found) if output is not None else bool(found)


def sees_everything(user: User) -> bool:
    """Whether the user works for the whole hub, not for one institution."""
    return user.is_superuser or bool(user.roles & HUB_WIDE)


def own_institutions(user: User, *, role: Role | None = None) -> set[int]:
    """Ids of the institutions the user works for, in ``role`` or in any."""
    return {
        institution
        for own_role, institution in user.positions
        if institution is not None and (role is None or own_role == role)
    }


def only_institution(user: User) -> Institution | None:
    """The institution of a user who has just one: what a form can fill in."""
    ids = own_institutions(user)
    return Institution.objects.get(pk=ids.pop()) if len(ids) == 1 else None
