"""How mail goes out, read from the environment: an SMTP server, a provider, or nowhere.

Without any setting mails are kept in the database, to be read at ``/admin/outbox/``.
"""

import json
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from environs import Env, validate

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


def read(env: Env, hub_url: str, faults: list[str]) -> Mail:
    """What ``env`` says of mail; what is wrong with it is added to ``faults``, a line each.

    ``env`` collects what it can't parse by itself until it is sealed.
    """
    host, provider = env.str("EMAIL_HOST", ""), env.str("ANYMAIL_PROVIDER", "")
    use_ssl, use_tls = env.bool("EMAIL_USE_SSL", False), env.bool("EMAIL_USE_TLS", False)
    if host and provider:
        faults.append("EMAIL_HOST, ANYMAIL_PROVIDER: name the one or the other.")
    if use_ssl and use_tls:
        faults.append("EMAIL_USE_SSL, EMAIL_USE_TLS: choose one; TLS is for port 587.")
    backend = SMTP if host else OUTBOX
    if provider:
        backend = f"anymail.backends.{provider}.EmailBackend"
        if not _is_known(provider):
            faults.append(f"ANYMAIL_PROVIDER: {provider!r} is no provider that anymail knows.")
    return Mail(
        backend=backend,
        host=host or "localhost",
        port=env.int("EMAIL_PORT", 465 if use_ssl else 25, validate=validate.Range(1, 65_535)),
        user=env.str("EMAIL_HOST_USER", ""),
        password=env.str("EMAIL_HOST_PASSWORD", ""),
        use_tls=use_tls,
        use_ssl=use_ssl,
        sender=env.str("MAIL_FROM", f"SALAM Knowledge Hub <hub@{_domain(hub_url)}>"),
        reply_to=env.str("MAIL_REPLY_TO", ""),
        per_minute=env.int("MAIL_PER_MINUTE", 600, validate=validate.Range(0)),
        anymail=_anymail(env, faults),
    )


def _anymail(env: Env, faults: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    try:
        told = dict(json.loads(env.str("ANYMAIL_SETTINGS", "{}")))
    except (ValueError, TypeError):
        faults.append(
            'ANYMAIL_SETTINGS: must be a JSON object, as in {"POSTMARK_SERVER_TOKEN": ...}.'
        )
    if secret := env.str("ANYMAIL_WEBHOOK_SECRET", ""):
        told["WEBHOOK_SECRET"] = secret
    return told


def _is_known(provider: str) -> bool:
    return provider.isidentifier() and find_spec(f"anymail.backends.{provider}") is not None


def _domain(hub_url: str) -> str:
    try:
        return urlsplit(hub_url).hostname or "localhost"
    except ValueError:  # told of as a fault of HUB_URL
        return "localhost"
