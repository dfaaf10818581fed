from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models.institutions import Institution
from partners.models.users import User
from partners.roles import Role


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Neither used nor too old."""
        return self.filter(accepted_at__isnull=True, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A place kept for somebody: whoever opens the link in the mail sets the password."""

    email = models.EmailField(_("e-mail address"))
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("institution"),
        help_text=_("Contributors and institution editors belong to one; others to the hub."),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.CONTRIBUTOR)
    language = models.CharField(
        _("language of mails"), max_length=12, choices=settings.LANGUAGES, default="en"
    )
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="invitations_sent"
    )
    invited_at = models.DateTimeField(_("invited at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("open until"), editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, editable=False, related_name="invitations_accepted"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    role__in=["contributor", "institution_editor"], institution__isnull=False
                )
                | Q(role__in=["hub_editor", "administrator"], institution__isnull=True),
                name="invitation_institution_follows_role",
                violation_error_message=_(
                    "Contributors and institution editors belong to an institution; "
                    "hub editors and administrators to the whole hub."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.expires_at > timezone.now()
