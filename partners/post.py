"""Mail to the hub's own people: letters are written as rows and sent from them.

A verb writes a letter in its own transaction, so what did not happen is not told, and
what happened is told even if broker and mail server are down just then. Sending the
same letter twice sends it once: the row is locked while it is on its way.
"""

import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from partners import invitations, passwords
from partners.models import Letter, User

logger = logging.getLogger(__name__)
#: How long it can be looked up whether a mail went out.
KEPT_FOR = timedelta(days=365)
#: What a mail server, or the way to it, may answer; anything else is a fault of ours.
REFUSALS = (smtplib.SMTPException, OSError)


def write(kind: Letter.Kind, *, to: User, **facts: object) -> Letter:
    """Leave a letter to a user, in the user's language."""
    return write_to(to.email, kind, language=to.language, **facts)


def write_to(address: str, kind: Letter.Kind, *, language: str, **facts: object) -> Letter:
    """Leave a letter to an address that may be nobody's account: an institute's own."""
    return Letter.objects.create(kind=kind, to=address, language=language, facts=facts)


@transaction.atomic
def send(letter_id: int) -> bool:
    """Send a letter that waits; whether it went out with this call."""
    letter = (
        Letter.objects.filter(pk=letter_id, state=Letter.State.WAITING)
        .select_for_update(skip_locked=True)
        .first()
    )
    if letter is None:
        return False
    try:
        _worded(letter).send()
    except ObjectDoesNotExist:
        letter.state, letter.fault = Letter.State.FAILED, _("What it is about is gone.")
    except REFUSALS as refusal:
        logger.warning("Letter %s could not be sent: %s", letter.pk, refusal)
        letter.put_off(str(refusal)[:500])
    else:
        letter.state, letter.sent_at, letter.fault = Letter.State.SENT, timezone.now(), ""
    letter.save()
    return letter.state == Letter.State.SENT


def forget_old() -> int:
    """Delete letters that nobody asks about any more; says how many."""
    settled = Letter.objects.exclude(state=Letter.State.WAITING)
    return settled.filter(written_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def _worded(letter: Letter) -> EmailMessage:
    """The first line of the template is the subject, the rest the text."""
    facts = dict(letter.facts)
    # A link is a secret: it is made when it goes out and stands in no row.
    if letter.kind == Letter.Kind.INVITATION:
        facts["address"] = invitations.address(facts.pop("invitation"))
    if letter.kind == Letter.Kind.FORGOTTEN:
        facts["address"] = passwords.address(facts.pop("user"))
    with translation.override(letter.language):
        text = render_to_string(f"email/{letter.kind}.txt", {"hub": settings.HUB_URL, **facts})
    subject, _line, body = text.strip().partition("\n")
    return EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[letter.to])
