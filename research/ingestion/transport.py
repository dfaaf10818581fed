"""THE ONE DOOR to other people's servers.

Every address is looked up once, checked, and connected to as checked: neither a redirect
nor a name that resolves otherwise the second time leads to a private network. Limits on
time and size; one exception. A service may stand elsewhere, by ``settings.SERVICES``:
there alone the door leads to this machine, so that tests have answers from a local port.
"""

import io
import ipaddress
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from email.message import Message
from typing import IO
from urllib.parse import urljoin

import httpcore
import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from research.ingestion import pacing, robots
from research.ingestion.addresses import Address, NotAsked, Origin, is_public, origin
from research.ingestion.answers import (
    LATER,
    NEVER_SEEN,
    Answer,
    Seen,
    SourceUnavailable,
    answered,
    headers_of,
    refuse_errors,
)
from research.ingestion.connecting import Deadline, Pinned, trusted
from research.ingestion.unpacking import ACCEPTED, BrokenOff, unpacked

#: Where services stand, unless the settings say otherwise.
SERVICES = {
    "crossref": "https://api.crossref.org",
    "datacite": "https://api.datacite.org",
    "doi": "https://doi.org",
    "handle": "https://hdl.handle.net",
    "openalex": "https://api.openalex.org",
    "orcid": "https://pub.orcid.org",
    "ror": "https://api.ror.org",
}
#: Seconds for one answer with all its redirects.
PATIENCE_SECONDS = 15.0
MOST_BYTES = 20 * 1024**2
#: As much of a robots.txt is to be read at least (RFC 9309).
MOST_ROBOTS = 500 * 1024
MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304

__all__ = ["Answer", "Seen", "SourceUnavailable", "Transport", "is_public"]


@dataclass(frozen=True, slots=True)
class _Question:
    """How an address is asked, and where the answer's bytes go: nowhere, to be only seen."""

    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    into: IO[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Transport:
    """Asks servers. Limits may be lower than usual where a person waits."""

    patience: float = PATIENCE_SECONDS
    most_bytes: int = MOST_BYTES
    services: Mapping[str, str] = field(default_factory=lambda: SERVICES | settings.SERVICES)
    #: Whole seconds between two questions to one server, of all processes together.
    pause: int = 0
    #: Whether robots.txt is asked before anything else.
    heeds_robots: bool = False
    #: In which form a server that knows several is to answer.
    accept: str = "*/*"

    def ask(self, service: str, path: str, **params: str) -> Answer:
        """An answer of a service by its name. Raises ``SourceUnavailable``."""
        return self.get(self.services[service].rstrip("/") + path, **params)

    def get(self, address: str, **params: str) -> Answer:
        """The answer at an address, after redirects. Raises ``SourceUnavailable``."""
        into = io.BytesIO()
        found = self._followed(_with(address, params), _Question(into=into))
        return replace(found, content=into.getvalue())

    def get_changed(self, address: str, seen: Seen, **params: str) -> Answer | None:
        """The same, or nothing where it is as it was seen. Raises ``SourceUnavailable``."""
        into = io.BytesIO()
        found = self.save_changed(_with(address, params), seen, into)
        return found and replace(found, content=into.getvalue())

    def save_changed(self, address: str, seen: Seen, into: IO[bytes]) -> Answer | None:
        """The same for what is large: its bytes go to a file."""
        try:
            return self._followed(address, _Question(headers=seen.headers(), into=into))
        except SourceUnavailable as refusal:
            if refusal.status == NOT_MODIFIED and seen != NEVER_SEEN:
                return None
            raise

    def look(self, address: str) -> Answer:
        """Where an address leads, without its content. Raises ``SourceUnavailable``."""
        try:
            return self._followed(address, _Question("HEAD"))
        except SourceUnavailable as refusal:
            # Many servers answer this way of asking with any error at all.
            if refusal.is_by_rule or refusal.status in LATER:
                raise
        return self._followed(address, _Question())

    def _followed(self, address: str, question: _Question) -> Answer:
        deadline = Deadline(self.patience)
        for _step in range(MOST_REDIRECTS + 1):
            with _one_exception():
                server = origin(address)
                places = _looked_up(server)
                self._be_polite(address, server, deadline)
                found = self._once(address, server, places, question, deadline)
            if isinstance(found, Answer):
                return found
            address = found
        raise SourceUnavailable(_("The address leads in circles."))

    def _be_polite(self, address: str, server: Origin, deadline: Deadline) -> None:
        """Ask nothing that robots.txt forbids, and wait for a turn."""
        pause = self.pause
        if self.heeds_robots:
            said = robots.manners(server, self._robots)
            if not said.allows(address):
                raise SourceUnavailable(
                    _("The server's robots.txt asks us to stay away from there."), is_by_rule=True
                )
            pause = max(pause, said.pause)
        if pause:
            deadline.put_off(pacing.wait(server.name, pause))

    def _robots(self, address: str) -> tuple[int, str]:
        asking = replace(self, heeds_robots=False, pause=0, most_bytes=MOST_ROBOTS)
        try:
            return 200, asking.get(address).text
        except SourceUnavailable as refusal:
            if not refusal.status:
                raise  # nobody there at all, for no question whatever
            is_too_long = 200 <= refusal.status < 300
            return 0 if is_too_long else refusal.status, ""

    def _once(
        self,
        address: str,
        server: Origin,
        places: list[Address],
        question: _Question,
        deadline: Deadline,
    ) -> Answer | str:
        """An answer, or the address it is redirected to."""
        headers = {
            "Host": server.host,
            "User-Agent": user_agent(),
            "Accept": self.accept,
            "Accept-Encoding": ACCEPTED,
            **question.headers,
        }
        with (
            httpcore.ConnectionPool(
                ssl_context=trusted(), network_backend=Pinned(places, deadline)
            ) as pool,
            pool.stream(
                question.method,
                httpcore.URL(
                    scheme=server.scheme,
                    host=server.name,
                    port=server.port,
                    target=httpx.URL(address).raw_path,
                ),
                headers=[*headers.items()],
            ) as response,
        ):
            said = headers_of(response.headers)
            if response.status in REDIRECTS and said["Location"]:
                return urljoin(address, str(said["Location"]))
            refuse_errors(response.status, said)
            if question.into:
                self._keep(response, said, question.into, deadline)
        return answered(address, said)

    def _keep(
        self, response: httpcore.Response, said: Message, into: IO[bytes], deadline: Deadline
    ) -> None:
        size = 0
        for part in unpacked(response.iter_stream(), said["Content-Encoding"] or ""):
            size += len(part)
            if size > self.most_bytes:
                raise SourceUnavailable(
                    _("The server's answer is too large."), status=response.status
                )
            deadline.check()
            into.write(part)


@contextmanager
def _one_exception() -> Iterator[None]:
    """Whatever goes wrong on the way to a server and back, as ``SourceUnavailable``."""
    try:
        yield
    except NotAsked as refusal:
        raise SourceUnavailable(str(refusal)) from refusal
    except pacing.NoTurn as error:
        raise SourceUnavailable(
            _("Others are asking that server already."),
            retry_after=pacing.LONGEST_WAIT,
            is_by_rule=True,
        ) from error
    except httpcore.TimeoutException as error:
        raise SourceUnavailable(_("The server answers too slowly.")) from error
    except (BrokenOff, httpcore.ProtocolError) as error:
        raise SourceUnavailable(_("The server's answer is damaged or broke off.")) from error
    except (httpcore.NetworkError, httpx.InvalidURL, OSError, ValueError) as error:
        raise SourceUnavailable(_("The server can't be reached.")) from error


def _with(address: str, params: Mapping[str, str]) -> str:
    with _one_exception():
        return str(httpx.URL(address).copy_merge_params(params)) if params else address


def _is_own(server: Origin) -> bool:
    """Whether the settings have put a service there."""
    for place in settings.SERVICES.values():
        with suppress(NotAsked):
            if origin(place) == server:
                return True
    return False


def _looked_up(server: Origin) -> list[Address]:
    """Where the server may be connected to. Raises ``NotAsked``, ``SourceUnavailable``."""
    try:
        found = socket.getaddrinfo(server.name, server.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceUnavailable(_("There is no server of that name.")) from error
    places = [ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_kind, place in found]
    if not _is_own(server) and not all(map(is_public, places)):
        raise NotAsked(_("The address leads into a private network."))
    return places


def user_agent() -> str:
    """Who asks, and whom to write to: registries answer the polite more promptly."""
    contact = f"; mailto:{settings.CONTACT_EMAIL}" if settings.CONTACT_EMAIL else ""
    return f"{robots.NAME}/1.0 (+{settings.HUB_URL}{contact})"
