from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from partners.models.institutions import Institution
from partners.roles import Role


class UserQuerySet(models.QuerySet["User"]):
    def who_may_enter(self) -> Self:
        return self.filter(is_active=True, is_staff=True)

    def in_role(self, *roles: str) -> Self:
        return self.filter(memberships__role__in=roles).distinct()

    def of_institution(self, institution_id: int, role: str) -> Self:
        """Who has ``role`` in the institution."""
        return self.filter(
            memberships__role=role, memberships__institution=institution_id
        ).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        made: User = user
        return made

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Sign-in names are addresses, and nobody minds their case."""
        user: User = self.get(email__iexact=username)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in, with an e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may enter the admin"), default=True)
    language = models.CharField(
        _("language of mails"),
        max_length=12,
        choices=settings.LANGUAGES,
        default="en",
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_in_any_case",
                violation_error_message=_("Somebody signs in with this address already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def positions(self) -> frozenset[tuple[str, int | None]]:
        """Role and institution of all memberships: asked once, a user object lives one request."""
        return frozenset(self.memberships.values_list("role", "institution_id"))

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _institution in self.positions)

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name or self.email


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of(self, user: User) -> Self:
        return self.filter(user=user)


class Membership(models.Model):
    """A role that a user has: in one institution, or in the whole hub."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("institution"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "institution", "role"],
                nulls_distinct=False,
                name="membership_given_once",
                violation_error_message=_("This user has this role already."),
            ),
            models.CheckConstraint(
                condition=Q(
                    role__in=["contributor", "institution_editor"], institution__isnull=False
                )
                | Q(role__in=["hub_editor", "administrator"], institution__isnull=True),
                name="membership_institution_follows_role",
                violation_error_message=_(
                    "Contributors and institution editors belong to an institution; "
                    "hub editors and administrators to the whole hub."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
