"""Inviting somebody: a signed link that works once, for some days.

What the link carries is the number of the invitation and the moment it runs out; a
newer letter for the same invitation runs out later, so the older link stops working.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.models import Invitation, Letter, Membership, User

OPEN_FOR = timedelta(days=7)
SALT = "partners.invitation"


class NotInvited(Exception):
    """The link is not (or no longer) good; the message says why, for people."""


@transaction.atomic
def invite(invitation: Invitation, *, by: User) -> Letter:
    """Open an invitation and leave the letter. Again: a new link, the old one is dead."""
    invitation.invited_by = by
    invitation.expires_at = timezone.now() + OPEN_FOR
    invitation.save()
    return Letter.objects.create(
        kind=Letter.Kind.INVITATION,
        to=invitation.email,
        language=invitation.language,
        facts={
            "invitation": invitation.pk,
            "by": str(by),
            "role": invitation.role,
            "institution": str(invitation.institution or ""),
            "days": OPEN_FOR.days,
        },
    )


def address(invitation_id: int) -> str:
    """The whole address of the link that stands in the letter."""
    invitation = Invitation.objects.get(pk=invitation_id)
    path = reverse("admin:welcome", args=[_token(invitation)])
    return f"{settings.HUB_URL}{path}"


def _token(invitation: Invitation) -> str:
    said = {"n": invitation.pk, "until": invitation.expires_at.timestamp()}
    return signing.dumps(said, salt=SALT)


def find(token: str) -> Invitation:
    """The open invitation a link belongs to. Raises ``NotInvited``."""
    try:
        said = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise NotInvited(_("This link is not whole. Copy all of it from the mail.")) from error
    invitation = Invitation.objects.filter(pk=said["n"]).first()
    if invitation is None:
        raise NotInvited(_("This invitation was taken back."))
    if invitation.accepted_at:
        raise NotInvited(_("This invitation was used already. Sign in with your password."))
    if not invitation.is_open or invitation.expires_at.timestamp() != said["until"]:
        raise NotInvited(_("This link is too old. Ask for a new one."))
    return invitation


@transaction.atomic
def accept(token: str, *, name: str, password: str) -> User:
    """Make the invited user. Of two who press at once, one does. Raises ``NotInvited``."""
    invitation = find(token)
    Invitation.objects.select_for_update().get(pk=invitation.pk)
    invitation = find(token)
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise NotInvited(_("Somebody signs in with this address already."))
    user = User.objects.create_user(
        invitation.email, password, name=name, language=invitation.language
    )
    Membership.objects.create(user=user, institution=invitation.institution, role=invitation.role)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return user
