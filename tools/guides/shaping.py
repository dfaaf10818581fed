"""Turns text into cells: what HarfBuzz draws for each cluster of letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont


@dataclass(frozen=True, slots=True)
class Cell:
    """One drawing of the embedded font: placed glyphs, a width, and the letters it stands for."""

    ink: tuple[tuple[int, int, int], ...]
    width: int
    letters: str


@dataclass
class Face:
    """A typeface file, and the cells drawn with it so far (cell 0 is the font's empty box)."""

    path: Path
    cells: dict[Cell, int] = field(default_factory=dict)

    @cached_property
    def shaper(self) -> hb.Font:
        return hb.Font(hb.Face(hb.Blob.from_file_path(str(self.path))))

    @cached_property
    def characters(self) -> frozenset[int]:
        return frozenset(TTFont(self.path).getBestCmap())

    def number(self, cell: Cell) -> int:
        return self.cells.setdefault(cell, len(self.cells) + 1)

    def shape(self, text: str, language: str, *, right_to_left: bool) -> list[Cell]:
        """The cells of a text in the order they are seen, left to right."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.language = language
        buffer.direction = "rtl" if right_to_left else "ltr"
        hb.shape(self.shaper, buffer)
        cells = _gather(buffer, text)
        if right_to_left:
            return [part for cell in cells for part in _one_letter_each(cell)]
        return cells


def _gather(buffer: hb.Buffer, text: str) -> list[Cell]:
    """The glyphs of each cluster side by side in one cell."""
    starts = sorted({info.cluster for info in buffer.glyph_infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    found: list[tuple[int, Cell]] = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        start = info.cluster
        earlier = Cell((), 0, text[start : ends[start]])
        if found and found[-1][0] == start:
            earlier = found.pop()[1]
        glyph = (info.codepoint, earlier.width + place.x_offset, place.y_offset)
        width = earlier.width + place.x_advance
        found.append((start, Cell((*earlier.ink, glyph), width, earlier.letters)))
    return [cell for _, cell in found]


def _one_letter_each(cell: Cell) -> Iterator[Cell]:
    """Split a cell of several letters: the ink with the last one, blanks for the others.

    Readers turn right-to-left text round letter by letter, so a cell must not hold two.
    """
    count = len(cell.letters)
    widths = [cell.width * (i + 1) // count - cell.width * i // count for i in range(count)]
    for i, (letter, width) in enumerate(zip(reversed(cell.letters), widths, strict=True)):
        yield Cell(cell.ink if i == 0 else (), width, letter)
