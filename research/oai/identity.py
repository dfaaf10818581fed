"""Who this repository says it is: its name in the world and those of its records."""

import re
from urllib.parse import urlsplit

from django.conf import settings

NAME = "SALAM Knowledge Hub"
#: What a repository may be called in identifiers: a name of the Internet, with a dot in it.
DOMAIN = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9-]*(?:\.[a-zA-Z0-9][a-zA-Z0-9-]*)+")
NUMBER = re.compile(r"[1-9][0-9]{0,17}")


def repository() -> str:
    """The host of the hub; on a machine of one's own, that machine's name made whole."""
    host = urlsplit(settings.HUB_URL).hostname or "localhost"
    return host if DOMAIN.fullmatch(host) else f"{host.replace(':', '-').strip('-')}.localdomain"


def identifier(output_id: int) -> str:
    return f"oai:{repository()}:{output_id}"


def output_id(identifier: str) -> int | None:
    """The number in one of our identifiers; nothing of any other."""
    scheme, _colon, rest = identifier.partition(":")
    domain, _colon, number = rest.partition(":")
    is_ours = scheme == "oai" and domain == repository()
    return int(number) if is_ours and NUMBER.fullmatch(number) else None


def admin_email() -> str:
    return settings.OAI_ADMIN_EMAIL or f"repository@{repository()}"
