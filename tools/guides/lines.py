"""Turns text of one language into lines: which typeface, which direction, where to break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.guides.shaping import Cell, Face
from tools.guides.styles import LATIN, SCRIPTS

FONTS = Path("/usr/share/fonts/truetype/noto")

#: Latin words, figures and what stands between them run left to right inside Urdu. The spaces
#: around them are Latin too: a Nastaliq space is so narrow that readers overlook it.
LEFT_TO_RIGHT = re.compile(r"( ?)([A-Za-z0-9]+(?:[ .:/-]+[A-Za-z0-9]+)*)( ?)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Cells of one face, side by side."""

    face: Face
    cells: list[Cell]

    @property
    def width(self) -> int:
        return sum(cell.width for cell in self.cells)


@dataclass
class Typesetter:
    """Turns text of one language into lines of cells; what its typeface lacks comes from Latin."""

    language: str
    faces: dict[str, Face]

    @classmethod
    def of(cls, language: str) -> Typesetter:
        names = [
            f"{typeface}-{weight}"
            for typeface in (SCRIPTS[language].typeface, LATIN)
            for weight in ("Regular", "Bold")
        ]
        return cls(language, {name: Face(FONTS / f"{name}.ttf") for name in names})

    def line(self, text: str, *, bold: bool) -> list[Stretch]:
        """The stretches of one line, in the order they are seen, left to right."""
        if not SCRIPTS[self.language].right_to_left:
            return list(self._stretches(text, bold=bold, right_to_left=False))
        seen: list[Stretch] = []
        for part, is_latin in reversed(list(_by_direction(text))):
            if is_latin:
                face = self._face(LATIN, bold=bold)
                seen.append(Stretch(face, face.shape(part, "en", right_to_left=False)))
            else:
                seen += reversed(list(self._stretches(part, bold=bold, right_to_left=True)))
        # Nastaliq rises above the line before it. pdfium then takes two lines for one, unless
        # the last stretch of the upper line is a single cell.
        last = seen.pop()
        return [*seen, Stretch(last.face, last.cells[:-1]), Stretch(last.face, last.cells[-1:])]

    def _face(self, typeface: str, *, bold: bool) -> Face:
        return self.faces[f"{typeface}-{'Bold' if bold else 'Regular'}"]

    def _stretches(self, text: str, *, bold: bool, right_to_left: bool) -> Iterator[Stretch]:
        own = self._face(SCRIPTS[self.language].typeface, bold=bold)
        latin = self._face(LATIN, bold=bold)
        start = 0
        for end in range(1, len(text) + 1):
            face = self._face_for(text[start], own, latin)
            if end < len(text) and self._face_for(text[end], own, latin) is face:
                continue
            cells = face.shape(text[start:end], self.language, right_to_left=right_to_left)
            yield Stretch(face, cells)
            start = end

    @staticmethod
    def _face_for(character: str, own: Face, latin: Face) -> Face:
        return own if ord(character) in own.characters else latin

    def width(self, text: str, *, bold: bool) -> int:
        return sum(stretch.width for stretch in self.line(text, bold=bold))

    def broken(self, text: str, *, bold: bool, room: float) -> list[str]:
        """Lines that fit; broken at spaces only, so that no word is torn for the search."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, bold=bold) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines


def _by_direction(text: str) -> Iterator[tuple[str, bool]]:
    """Parts of an Urdu line in reading order, and whether they are Latin words or figures."""
    at = 0
    for match in LEFT_TO_RIGHT.finditer(text):
        if at < match.start():
            yield text[at : match.start()], False
        yield from ((part, True) for part in match.groups() if part)
        at = match.end()
    if at < len(text):
        yield text[at:], False
