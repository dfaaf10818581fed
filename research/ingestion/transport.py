"""THE ONE DOOR to other people's servers.

Every address is looked up once, checked, and connected to as checked: neither a redirect
nor a name that resolves otherwise the second time leads to a private network. Limits on
time and size; one exception. A service may stand elsewhere, by ``settings.SERVICES``:
there alone the door leads to this machine, so that tests have answers from a local port.
"""

import ipaddress
import json
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

#: Where services stand, unless the settings say otherwise.
SERVICES = {
    "crossref": "https://api.crossref.org",
    "datacite": "https://api.datacite.org",
    "openalex": "https://api.openalex.org",
}
#: Seconds for one answer with all its redirects, and for a sign of life meanwhile.
PATIENCE_SECONDS, SILENCE_SECONDS = 15.0, 8.0
MOST_BYTES = 20 * 1024**2
MOST_REDIRECTS = 5
SCHEMES = {"http": 80, "https": 443}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Answers after which a server wants to be left alone for a while.
LATER = frozenset({429, 503})
#: IPv6 that is IPv4 behind a translator.
NAT64 = ipaddress.ip_network("64:ff9b::/96")
#: Below, other ports than the web's are of services that are no web servers.
FIRST_FREE_PORT = 1024

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class SourceUnavailable(Exception):
    """No answer to work with; the message says why, for people."""

    def __init__(self, reason: str, *, status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(reason)
        #: Of the answer; 0 where there was none.
        self.status = status
        #: Seconds that the server asks to be left alone.
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, and where it was found in the end."""

    address: str
    content: bytes
    media_type: str
    charset: str

    @property
    def text(self) -> str:
        try:
            return self.content.decode(self.charset, "replace")
        except LookupError:
            return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """Raises ``SourceUnavailable`` where it is none."""
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError) as error:
            raise SourceUnavailable(_("The server's answer can't be understood.")) from error


@dataclass(frozen=True, slots=True)
class Transport:
    """Asks servers. Limits may be lower than usual where a person waits."""

    patience: float = PATIENCE_SECONDS
    most_bytes: int = MOST_BYTES
    services: Mapping[str, str] = field(default_factory=lambda: SERVICES | settings.SERVICES)

    def ask(self, service: str, path: str, **params: str) -> Answer:
        """An answer of a service by its name. Raises ``SourceUnavailable``."""
        return self.get(self.services[service].rstrip("/") + path, **params)

    def get(self, address: str, **params: str) -> Answer:
        """The answer at an address, after redirects. Raises ``SourceUnavailable``."""
        deadline = time.monotonic() + self.patience
        if params:
            address = str(httpx.URL(address).copy_merge_params(params))
        for _step in range(MOST_REDIRECTS + 1):
            try:
                found = self._once(address, deadline)
            except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
                raise SourceUnavailable(_("The server can't be reached.")) from error
            if isinstance(found, Answer):
                return found
            address = found
        raise SourceUnavailable(_("The address leads in circles."))

    def _once(self, address: str, deadline: float) -> Answer | str:
        """An answer, or the address it is redirected to."""
        place = self._checked(address)
        limit = httpx.Timeout(min(SILENCE_SECONDS, max(deadline - time.monotonic(), 0.1)))
        with (
            httpx.Client(trust_env=False, timeout=limit, follow_redirects=False) as client,
            client.stream(
                "GET",
                place.pinned,
                headers={"Host": place.host, "User-Agent": user_agent(), "Accept": "*/*"},
                extensions={"sni_hostname": place.name},
            ) as response,
        ):
            if response.status_code in REDIRECTS and (to := response.headers.get("Location")):
                return urljoin(address, str(to))
            _refuse_errors(response)
            content = self._content(response, deadline)
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Answer(address, content, media_type, response.charset_encoding or "utf-8")

    def _content(self, response: httpx.Response, deadline: float) -> bytes:
        content = bytearray()
        for part in response.iter_bytes(65536):
            content += part
            if len(content) > self.most_bytes:
                raise SourceUnavailable(_("The server's answer is too large."))
            if time.monotonic() > deadline:
                raise SourceUnavailable(_("The server answers too slowly."))
        return bytes(content)

    def _checked(self, address: str) -> "_Place":
        url = urlsplit(address)
        if url.scheme not in SCHEMES or not url.hostname or url.username or url.password:
            raise SourceUnavailable(
                _("Only addresses that begin with http:// or https:// are asked.")
            )
        port = url.port or SCHEMES[url.scheme]
        if port < FIRST_FREE_PORT and port not in SCHEMES.values():
            raise SourceUnavailable(_("The address is of no web server."))
        found = _looked_up(url.hostname, port)
        if not self._is_own(address) and not all(map(is_public, found)):
            raise SourceUnavailable(_("The address leads into a private network."))
        ip = f"[{found[0]}]" if found[0].version == 6 else str(found[0])
        pinned = url._replace(netloc=f"{ip}:{port}", fragment="").geturl()
        return _Place(pinned, url.netloc, url.hostname)

    def _is_own(self, address: str) -> bool:
        """Whether the settings have put a service there."""
        origins = {_origin(place) for place in settings.SERVICES.values()}
        return _origin(address) in origins


@dataclass(frozen=True, slots=True)
class _Place:
    """An address with its name looked up: where to connect, and what to say there."""

    pinned: str
    host: str
    name: str


def _origin(address: str) -> tuple[str, str, int]:
    url = urlsplit(address)
    return url.scheme, url.hostname or "", url.port or SCHEMES.get(url.scheme, 0)


def _looked_up(name: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceUnavailable(_("There is no server of that name.")) from error
    return [ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_kind, place in found]


def is_public(address: Address) -> bool:
    """Whether an address is of the open internet, whatever it is wrapped in."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo:
            inner = address.teredo[1]
        if inner is None and address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _refuse_errors(response: httpx.Response) -> None:
    status = response.status_code
    if status in LATER:
        wait = _retry_after(response.headers.get("Retry-After", ""))
        raise SourceUnavailable(
            _("The server asks to be left alone for a while."), status=status, retry_after=wait
        )
    if status in {404, 410}:
        raise SourceUnavailable(_("The server knows nothing of it."), status=status)
    if not 200 <= status < 300:
        raise SourceUnavailable(
            _("The server answered with an error (%(status)d).") % {"status": status},
            status=status,
        )


def _retry_after(said: str) -> float | None:
    """Seconds, whether they were said as such or as a moment."""
    if said.strip().isdigit():
        return float(said)
    with suppress(ValueError, TypeError):
        moment = parsedate_to_datetime(said)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    return None


def user_agent() -> str:
    """Who asks, and whom to write to: registries answer the polite more promptly."""
    contact = f"; mailto:{settings.CONTACT_EMAIL}" if settings.CONTACT_EMAIL else ""
    return f"SALAM-Knowledge-Hub/1.0 (+{settings.HUB_URL}{contact})"
