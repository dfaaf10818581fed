"""How things look: scripts, kinds of blocks, the page."""

from __future__ import annotations

from dataclasses import dataclass

from tools.guides.text import Kind

Colour = tuple[float, float, float]

A4 = (595.28, 841.89)
MARGIN = 68.0
INDIGO = (0.161, 0.212, 0.498)
INK = (0.094, 0.106, 0.176)
GREY = (0.294, 0.318, 0.412)


@dataclass(frozen=True, slots=True)
class Script:
    """How a language is set: its typeface, its sizes, its direction."""

    typeface: str
    body: float = 11.0
    leading: float = 1.62
    right_to_left: bool = False


LATIN = "NotoSerif"

SCRIPTS = {
    "en": Script(LATIN, body=12.0, leading=1.6),
    "hi": Script("NotoSerifDevanagari", body=12.8),
    "ne": Script("NotoSerifDevanagari", body=12.8),
    "bn": Script("NotoSerifBengali", body=12.6),
    # Nastaliq slopes: a line needs about twice the height of other scripts.
    "ur": Script("NotoNastaliqUrdu", body=12.4, leading=2.05, right_to_left=True),
    "si": Script("NotoSerifSinhala", body=11.4, leading=1.68),
    "ta": Script("NotoSerifTamil", body=10.6, leading=1.7),
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of block looks; sizes are shares of the body size."""

    tag: str
    size: float
    bold: bool
    colour: Colour
    space_above: float


STYLES: dict[Kind, Style] = {
    "title": Style("/H1", 1.95, True, INDIGO, 0.0),
    "heading": Style("/H2", 1.42, True, INDIGO, 0.7),
    "subheading": Style("/H3", 1.08, True, INK, 0.9),
    "paragraph": Style("/P", 1.0, False, INK, 0.55),
    "item": Style("/P", 1.0, False, INK, 0.16),
}
