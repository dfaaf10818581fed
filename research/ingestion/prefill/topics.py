"""What a text may be about: words of the thesaurus and names of countries, counted by page."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value worth offering, and why in words."""

    value: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Topics:
    """What is offered, likeliest first."""

    themes: tuple[Suggestion, ...] = ()
    countries: tuple[Suggestion, ...] = ()
    keywords: tuple[Suggestion, ...] = ()
    sdgs: tuple[Suggestion, ...] = ()


def suggest_topics(pages: Sequence[str]) -> Topics:
    """What the text by page speaks of most."""
    return Topics()
