"""Where the portal listens, and whether it answers there."""

import http.client
import os
from dataclasses import dataclass

LIVE = "/health/live"
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
HIGHEST_PORT = 65535


class BadAddress(Exception):
    """There is nothing one could listen on."""


@dataclass(frozen=True, slots=True)
class Address:
    """HOST and PORT."""

    host: str
    port: int

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"

    @property
    def is_alive(self) -> bool:
        """Whether the web processes answer; a redirect to https is an answer too."""
        near = EVERYWHERE.get(self.host, self.host)
        connection = http.client.HTTPConnection(near, self.port, timeout=5)
        try:
            connection.request("GET", LIVE)
            return connection.getresponse().status < http.client.BAD_REQUEST
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def chosen_address() -> Address:
    """From the environment."""
    host = os.environ.get("HOST", "").strip() or "127.0.0.1"
    port = os.environ.get("PORT", "").strip() or "8000"
    if not port.isdecimal() or not 0 < int(port) <= HIGHEST_PORT:
        raise BadAddress(f"PORT must be a number from 1 to {HIGHEST_PORT}, not {port!r}.")
    return Address(host, int(port))
