"""The message as its institute gets it, and the copy its writer keeps."""

from datetime import datetime
from textwrap import indent

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from hub.models import ContactMail, Posting
from hub.posting.letters import host, one_line
from hub.posting.rounds import Mailing

Kind = ContactMail.Kind


def letter(mail: ContactMail) -> EmailMultiAlternatives:
    """Plain text: what people write to people. An answer goes to the writer."""
    message = mail.message
    is_copy = mail.kind == Kind.COPY
    with override(message.language if is_copy else settings.LANGUAGE_CODE):
        subject = _("Message through the SALAM Knowledge Hub from %(name)s")
        if is_copy:
            subject = _("Copy of your message to the SALAM Knowledge Hub")
        about = [
            (pgettext("letter", "From"), f"{message.name} <{message.email}>"),
            (pgettext("letter", "To"), message.to.name if message.to else _("the hub’s editors")),
            (_("Country"), message.country.local_name if message.country else ""),
            (_("Theme"), str(message.theme or "")),
        ]
        head = "\n".join(f"{label}: {value}" for label, value in about if value)
        foot = [_("The hub keeps no copy of this message.")]
        if is_copy:
            foot.append(
                _("If it was not you who wrote it: somebody gave your address instead of theirs.")
            )
    # A copy quotes: nobody shall take it for words of the hub.
    said = indent(message.text, "> ", lambda _line: True) if is_copy else message.text
    text = "\n\n".join([head, said, "\n".join(["-- ", *foot])]) + "\n"
    return EmailMultiAlternatives(
        subject=one_line(subject % {"name": message.name} if not is_copy else subject),
        body=text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.address],
        reply_to=None if is_copy else [message.email],
        headers={"Message-ID": f"<contact-{mail.pk}@{host()}>"},
    )


def _due(now: datetime) -> "QuerySet[ContactMail]":
    waiting = ContactMail.objects.filter(state=Posting.State.WAITING, not_before__lte=now)
    with_all = waiting.select_related("message__to", "message__country", "message__theme")
    return with_all.order_by("not_before", "pk")


def mailing() -> Mailing:
    """What a round of the post needs to know."""
    return Mailing(
        "message",
        rows=ContactMail.objects.all,
        due=_due,
        compose=letter,
        dead_address=lambda _mail, _reason: None,
    )
