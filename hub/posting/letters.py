"""A mail as a value, written from a pair of templates: MJML for the eye, plain text as written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_bidi, override
from mjml import mjml2html

from hub.posting.encoding import charset_for
from hub.posting.leading import leading

#: Gmail shows no more of a mail than 102 KB.
LARGEST = 100_000
#: What some mail servers refuse in a header, RFC 5322 in a line.
LONGEST_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class ReaderMail:
    """What one reader gets, in one language."""

    subject: str
    html: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def to(self, address: str) -> EmailMultiAlternatives:
        message = EmailMultiAlternatives(
            subject=one_line(self.subject)[:LONGEST_SUBJECT],
            body=self.text,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[address],
            reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
            headers=dict(self.headers),
        )
        message.attach_alternative(self.html, "text/html")
        message.encoding = charset_for(self.text)
        return message


def written(name: str, language: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """The HTML and the plain text of the mail ``templates/email/<name>``.

    Its title may be in another language than the mail: ``title_language`` says so.
    """
    title_language = context.get("title_language", language)
    with override(language):
        said = {
            **context,
            "title_language": title_language,
            "title_leading": leading(title_language),
            "language": language,
            "direction": "rtl" if get_language_bidi() else "ltr",
            "leading": leading(language),
            "start": "right" if get_language_bidi() else "left",
            "hub": settings.HUB_URL,
            "hub_name": urlsplit(settings.HUB_URL).netloc,
        }
        source = render_to_string(f"email/{name}.mjml", said)
        text = render_to_string(f"email/{name}.txt", said)
    return html_of(source), tidy(text)


def html_of(mjml: str) -> str:
    """MJML as mail programs read it: tables, and every style at its element."""
    return str(mjml2html(mjml))


def tidy(text: str) -> str:
    """Plain text without what templates leave behind: blanks at the ends, rows of empty lines."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def one_line(text: str) -> str:
    """A header is one line; what breaks it is a blank."""
    return " ".join(text.split())


def absolute(name: str, *args: object, language: str = "") -> str:
    """The whole address of a page, in ``language`` or in the one that is spoken."""
    if not language:
        return settings.HUB_URL + reverse(name, args=args)
    with override(language):
        return settings.HUB_URL + reverse(name, args=args)


def host() -> str:
    return urlsplit(settings.HUB_URL).hostname or "localhost"


def list_headers(
    name: str, label: str, *, leave: str, archive: str, message_id: str
) -> dict[str, str]:
    """What mail programs need to show a button that leaves, and filters to file it.

    RFC 2369 and 2919 for the list, RFC 8058 for leaving by one click. ``message_id`` is the
    same when a mail is repeated, so that most mailboxes show it once.
    """
    headers = {
        "Message-ID": f"<{message_id}@{host()}>",
        "List-Id": formataddr((label, f"{name}.{host()}")),
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Archive": f"<{archive}>",
        "List-Owner": f"<mailto:{settings.MAIL_REPLY_TO}>" if settings.MAIL_REPLY_TO else "",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
    }
    return {name: value for name, value in headers.items() if value}
