"""How mail goes out, read from the environment: an SMTP server, a provider, or nowhere.

Without any setting mails are kept in the database, to be read at ``/admin/outbox/``.
"""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from environs import Env

OUTBOX = "hub.posting.outbox.OutboxBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@dataclass(frozen=True, slots=True)
class Mail:
    """What the settings need to know of mail."""

    backend: str
    host: str
    port: int
    user: str
    password: str
    use_tls: bool
    use_ssl: bool
    sender: str
    reply_to: str
    #: At most so many messages a minute; 0 is as fast as the server takes them.
    per_minute: int
    #: What anymail is told: the provider's keys, and the secret of its webhooks.
    anymail: dict[str, Any] = field(default_factory=dict)


def read(hub_url: str) -> Mail:
    """Raises ``SystemExit`` with one line for each fault."""
    env = Env()
    host, provider = env.str("EMAIL_HOST", ""), env.str("ANYMAIL_PROVIDER", "")
    use_ssl = env.bool("EMAIL_USE_SSL", False)
    faults = []
    if host and provider:
        faults.append("EMAIL_HOST, ANYMAIL_PROVIDER: name the one or the other.")
    if use_ssl and env.bool("EMAIL_USE_TLS", False):
        faults.append("EMAIL_USE_SSL, EMAIL_USE_TLS: choose one; TLS is for port 587.")
    anymail: dict[str, Any] = {}
    try:
        anymail = dict(json.loads(env.str("ANYMAIL_SETTINGS", "{}")))
    except (ValueError, TypeError):
        faults.append(
            'ANYMAIL_SETTINGS: must be a JSON object, as in {"POSTMARK_SERVER_TOKEN": ...}.'
        )
    if secret := env.str("ANYMAIL_WEBHOOK_SECRET", ""):
        anymail["WEBHOOK_SECRET"] = secret
    if faults:
        raise SystemExit("The hub cannot start:\n" + "\n".join(f"  {fault}" for fault in faults))
    backend = SMTP if host else OUTBOX
    if provider:
        backend = f"anymail.backends.{provider}.EmailBackend"
    domain = urlsplit(hub_url).hostname or "localhost"
    return Mail(
        backend=backend,
        host=host or "localhost",
        port=env.int("EMAIL_PORT", 465 if use_ssl else 25),
        user=env.str("EMAIL_HOST_USER", ""),
        password=env.str("EMAIL_HOST_PASSWORD", ""),
        use_tls=env.bool("EMAIL_USE_TLS", False),
        use_ssl=use_ssl,
        sender=env.str("MAIL_FROM", f"SALAM Knowledge Hub <hub@{domain}>"),
        reply_to=env.str("MAIL_REPLY_TO", ""),
        per_minute=env.int("MAIL_PER_MINUTE", 600),
        anymail=anymail,
    )
