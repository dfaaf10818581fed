"""Where no mail server is named: mails are kept as they would have gone out, to be read here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.core.mail import EmailMessage as OutgoingMail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from hub.models import OutboxMail

#: An issue to many readers fills it; what nobody reads is not kept for ever.
KEPT_FOR = timedelta(days=14)


class OutboxBackend(BaseEmailBackend):
    """A mail server that keeps everything and sends nothing."""

    def send_messages(self, email_messages: Sequence[OutgoingMail]) -> int:
        rows = [_row(message) for message in email_messages if message.recipients()]
        OutboxMail.objects.bulk_create(rows)
        return len(rows)


def _row(message: OutgoingMail) -> OutboxMail:
    return OutboxMail(
        sender=str(message.from_email)[:320],
        recipients=", ".join(message.recipients()),
        subject=" ".join(str(message.subject).split()),
        message=message.message().as_bytes(linesep="\r\n"),  # type: ignore[call-arg]
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """A kept mail as its reader's program takes it apart."""

    headers: tuple[tuple[str, str], ...]
    html: str
    text: str
    size: int


def opened(mail: OutboxMail) -> Opened:
    raw = bytes(mail.message)
    message = message_from_bytes(raw, policy=policy.SMTP)
    return Opened(
        headers=tuple((name, str(value)) for name, value in message.items()),
        html=_part(message, "html"),
        text=_part(message, "plain"),
        size=len(raw),
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""


def forget_old() -> int:
    """Delete what nobody reads any more; says how many."""
    deleted, _by_model = OutboxMail.objects.before(timezone.now() - KEPT_FOR).delete()
    return deleted
