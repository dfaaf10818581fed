"""Abstracts as registries keep them: JATS or HTML, some as an index of their words."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from research.ingestion.cleaning import texts

#: A heading that only says what the text is.
HEADING = re.compile(
    r"^(?:abstract|summary|résumé|zusammenfassung|resumen|sumário)\s*[:.—–-]?$", re.I
)
#: Tags of headings within an abstract, which end a paragraph.
HEADINGS = re.compile(r"</?(?:jats:)?(?:title|h[1-6])(?:\s[^<>]*)?>", re.I)
#: Words of an abstract that is put together again; more is no abstract.
MOST_WORDS = 20_000


def abstract(markup: str) -> str:
    """The text of an abstract in paragraphs, without the heading over it."""
    plain = texts.paragraphs(HEADINGS.sub("\n\n", markup))
    parts = plain.split("\n\n")
    while len(parts) > 1 and HEADING.match(parts[0].strip()):
        parts = parts[1:]
    return "\n\n".join(parts)


def from_positions(index: Mapping[str, Any]) -> str:
    """The text of an index that tells of each word where it stands."""
    placed = [
        (place, str(word))
        for word, places in index.items()
        if isinstance(places, Sequence)
        for place in places
        if isinstance(place, int)
    ]
    return " ".join(word for _place, word in sorted(placed)[:MOST_WORDS])
