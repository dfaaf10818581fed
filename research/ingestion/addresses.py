"""Which addresses on the network may be asked at all: the open internet's web servers."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

SCHEMES = {"http": 80, "https": 443}
#: IPv6 that is IPv4 behind a translator.
NAT64 = ipaddress.ip_network("64:ff9b::/96")
#: Below, other ports than the web's are of services that are no web servers.
FIRST_FREE_PORT = 1024

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotAsked(Exception):
    """Nobody of ours connects to the address; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The server an address is of."""

    scheme: str
    name: str
    port: int

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}"

    @property
    def host(self) -> str:
        """Name and port as an address writes them."""
        name = f"[{self.name}]" if ":" in self.name else self.name
        return name if self.port == SCHEMES[self.scheme] else f"{name}:{self.port}"


def origin(address: str) -> Origin:
    """The server an address is of. Raises ``NotAsked``."""
    try:
        url = urlsplit(address)
        # In ASCII, whatever script the name is written in.
        name, said_port = (url.hostname or "").encode("idna").decode(), url.port
    except ValueError as error:
        raise NotAsked(_("This is no address.")) from error
    if url.scheme not in SCHEMES or not name or url.username or url.password:
        raise NotAsked(_("Only addresses that begin with http:// or https:// are asked."))
    port = said_port or SCHEMES[url.scheme]
    if port < FIRST_FREE_PORT and port not in SCHEMES.values():
        raise NotAsked(_("The address is of no web server."))
    return Origin(url.scheme, name, port)


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
