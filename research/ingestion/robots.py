"""What a server's robots.txt lets us ask (RFC 9309), and how slowly.

It is asked once a day. A server that has none allows all; one that can't say now
allows nothing until it can.
"""

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from partners import caching
from research.ingestion.addresses import Origin

#: As robots.txt names us.
NAME = "SALAM-Knowledge-Hub"
DAY, TEN_MINUTES = 24 * 3600, 600
#: A server that wants more seconds between two questions is asked this slowly.
SLOWEST = 30
NOTHING_ALLOWED = "User-agent: *\nDisallow: /\n"


@dataclass(frozen=True, slots=True)
class Manners:
    """What one robots.txt says to us."""

    text: str

    def allows(self, address: str) -> bool:
        return bool(Protego.parse(self.text).can_fetch(address, NAME))

    @property
    def pause(self) -> int:
        """Seconds between two questions, where it names them."""
        said = Protego.parse(self.text).crawl_delay(NAME) or 0
        return round(min(max(said, 0), SLOWEST))


def manners(server: Origin, ask: Callable[[str], tuple[int, str]]) -> Manners:
    """What ``server`` says, from the cache or by ``ask(address)``: a status (0: none), a text."""
    key = f"robots:{server}"
    kept = caching.kept([key])
    if key in kept:
        return Manners(kept[key])
    status, text = ask(f"{server}/robots.txt")
    if 200 <= status < 300:
        said = Manners(text)
    elif 400 <= status < 500 and status != 429:
        said = Manners("")
    else:
        said = Manners(NOTHING_ALLOWED)
    is_certain = 200 <= status < 500 and status != 429
    caching.keep({key: said.text}, DAY if is_certain else TEN_MINUTES)
    return said
