"""What the matcher compares: a work with its words folded once, not once a pair."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from research.ingestion.matching import people, titles
from research.ingestion.records import IncomingOutput

#: Volume, issue and pages as numbers: "38 (Supplement 1)" is volume 38.
NUMBER = re.compile(r"[a-z]*\d+", re.I)


@dataclass(frozen=True)
class Work:
    """A record of anywhere. ``key`` names it for whoever asked."""

    key: str | int
    title: str
    subtitle: str = ""
    year: str = ""
    names: tuple[str, ...] = ()
    venue: str = ""
    doi: str = ""
    isbn: frozenset[str] = field(default_factory=frozenset)
    handle: str = ""
    volume: str = ""
    pages: str = ""
    number: str = ""

    @classmethod
    def of(cls, record: IncomingOutput, key: str | int) -> "Work":
        return cls(
            key,
            record.title,
            record.subtitle,
            record.issued[:4],
            tuple(person.name for person in record.people),
            record.container or record.series,
            record.doi,
            frozenset(record.isbn),
            record.handle,
            record.volume,
            record.pages,
            record.number,
        )

    @cached_property
    def heading(self) -> titles.Heading:
        return titles.Heading.of(f"{self.title}: {self.subtitle}" if self.subtitle else self.title)

    @cached_property
    def without_doi(self) -> "Work":
        """The same with its words folded already, to be held against another edition's."""
        bare = replace(self, doi="")
        bare.__dict__.update(heading=self.heading, people=self.people)
        return bare

    @cached_property
    def people(self) -> tuple[people.Known, ...]:
        return people.known(self.names)

    @cached_property
    def first_page(self) -> str:
        return _number(self.pages)

    @cached_property
    def volume_number(self) -> str:
        return _number(self.volume)


def _number(text: str) -> str:
    found = NUMBER.search(text)
    return found[0].casefold().lstrip("0") if found else ""
