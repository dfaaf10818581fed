"""What those who registered are told: how they stand, when and where, how to give it up."""

from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from hub import calendars
from hub.models import Posting, Registration, RegistrationMail
from hub.posting.letters import ReaderMail, absolute, host, one_line, written
from hub.posting.rounds import Mailing
from hub.signed_links import Links, NoSuchLink

Kind = RegistrationMail.Kind
_LINKS = Links("hub.registering")
SUBJECTS: dict[str, Promise] = {
    Kind.PLACE: _("You have a place: %(title)s"),
    Kind.LISTED: _("You are on the waiting list: %(title)s"),
    Kind.MOVED_UP: _("A place has become free for you: %(title)s"),
    Kind.GIVEN_UP: _("You no longer come: %(title)s"),
}


def token_of(registration: Registration) -> str:
    return _LINKS.token(registration.pk)


def registration_of(token: str) -> Registration:
    """Raises ``NoSuchLink``."""
    pk, _key = _LINKS.opened(token)
    found = Registration.objects.select_related("event__country").filter(pk=pk).first()
    if found is None:
        raise NoSuchLink
    return found


def letter(mail: RegistrationMail) -> EmailMultiAlternatives:
    registration = mail.registration
    event = registration.event
    with override(registration.language):
        subject = str(SUBJECTS[mail.kind]) % {"title": event.title}
        has_place = mail.kind in {Kind.PLACE, Kind.MOVED_UP}
        html, text = written(
            "registration",
            registration.language,
            {
                "title": subject,
                "event": event,
                "kind": mail.kind,
                "has_place": has_place,
                "address": absolute("hub:event", event.slug),
                "manage": absolute("hub:registration", token_of(registration)),
            },
        )
        calendar = calendars.of_a_place(event)
    headers = {
        "Message-ID": f"<registration-{mail.pk}@{host()}>",
        "Auto-Submitted": "auto-replied",
    }
    message = ReaderMail(one_line(subject), html, text, headers).to(registration.email)
    if has_place:
        message.attach(f"{event.slug}.ics", calendar, "text/calendar; method=PUBLISH")
    return message


def _due(now: datetime) -> "QuerySet[RegistrationMail]":
    waiting = RegistrationMail.objects.filter(state=Posting.State.WAITING, not_before__lte=now)
    return waiting.select_related("registration__event__country").order_by("not_before", "pk")


def mailing() -> Mailing:
    """What a round of the post needs to know."""
    return Mailing(
        "registration mail",
        rows=RegistrationMail.objects.all,
        due=_due,
        compose=letter,
        # An organiser sees in the list that the mail was refused; the place stays theirs.
        dead_address=lambda _mail, _reason: None,
    )
