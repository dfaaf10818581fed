"""Sources, and a connector that answers with what a test says."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import factory
from factory.django import DjangoModelFactory

from research.ingestion.connectors.entries import Found, Refused
from research.ingestion.connectors.table import Connector, Item, Page
from research.ingestion.records import IncomingOutput, IncomingPerson
from research.ingestion.transport import SourceUnavailable
from research.models import Source

WORDS = (
    "wages fees kin camps homes visas skills loans risks ports crops mills deaths floods brides "
    "nurses masons guards pilots weavers farmers drivers cooks sailors miners tailors"
).split()


def title_of(identifier: str) -> str:
    """One that no other identifier's resembles."""
    number = int.from_bytes(hashlib.sha256(identifier.encode()).digest()[:6], "big")
    words = []
    for _place in range(4):
        number, place = divmod(number, len(WORDS))
        words.append(WORDS[place])
    return f"{words[0].title()} and {words[1]}: {words[2]} of {words[3]} {identifier}"


class SourceFactory(DjangoModelFactory):
    """A source of the kind ``told`` that is trusted with review and taken whole."""

    class Meta:
        model = Source

    slug = factory.Sequence(lambda n: f"source-{n}")
    name = factory.Sequence(lambda n: f"Source {n}")
    kind = "told"
    trust = Source.Trust.REVIEW


def record(title: str = "Costs of recruitment in Nepal", **said: Any) -> IncomingOutput:
    people = tuple(
        one if isinstance(one, IncomingPerson) else IncomingPerson(one)
        for one in said.pop("people", ("Das, Priya",))
    )
    told: dict[str, Any] = {"type": "report", "issued": "2021", "language": "en"} | said
    return IncomingOutput(title=title, people=people, **told)


def item(identifier: str, title: str = "", **said: Any) -> Item:
    """A record as a connector yields it; ``url`` is there, so that it can be published."""
    said = {"url": f"https://example.org/{identifier}"} | said
    output = record(title or title_of(identifier), identifier=identifier, **said)
    return Item(identifier, f"<record>{output.title}</record>", Found(1, output))


def refused(identifier: str, reason: str = "There is no title.") -> Item:
    return Item(identifier, "<record/>", Refused(1, "title", "", reason))


def gone(identifier: str) -> Item:
    return Item(identifier, "<record status='deleted'/>", None, is_deleted=True)


@dataclass
class Told:
    """The answers of a source, a list of records each; an exception is raised in its place."""

    pages: list[Sequence[Item] | Exception] = field(default_factory=list)
    watermark: str = "2026-01-02"
    #: ``since`` and ``token`` of each time it was asked.
    asked: list[tuple[str, str]] = field(default_factory=list)

    def connector(self) -> Connector:
        return Connector("told", "Told", (), self._pages)

    def _pages(
        self, _transport: object, _settings: Mapping[str, str], since: str, token: str
    ) -> Iterator[Page]:
        self.asked.append((since, token))
        total = sum(len(page) for page in self.pages if not isinstance(page, Exception))
        for place in range(int(token or 0), len(self.pages)):
            page = self.pages[place]
            if isinstance(page, Exception):
                raise page
            after = str(place + 1) if place + 1 < len(self.pages) else ""
            yield Page(tuple(page), after, total, self.watermark)


def silent(retry_after: float | None = None) -> SourceUnavailable:
    return SourceUnavailable("The server can't be reached.", retry_after=retry_after)
