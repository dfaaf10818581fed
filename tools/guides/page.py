"""Draws one page, from its head down, as PDF operators."""

from __future__ import annotations

from dataclasses import dataclass, field

from tools.guides.lines import Typesetter
from tools.guides.styles import A4, GREY, INDIGO, MARGIN, SCRIPTS, STYLES, Script, Style
from tools.guides.text import Block, Kind


@dataclass
class Sheet:
    """One page while it is drawn: what was written, and how far down we are."""

    typesetter: Typesetter
    drawn: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    down: float = A4[1] - MARGIN

    @property
    def script(self) -> Script:
        return SCRIPTS[self.typesetter.language]

    def stitch(self) -> None:
        """The hub's running stitch, at the head of every page."""
        red, green, blue = INDIGO
        self.drawn.append(
            f"/Artifact BMC q {red} {green} {blue} RG 1.6 w 1 J [9 6] 0 d "
            f"{MARGIN} {self.down} m {A4[0] - MARGIN} {self.down} l S Q EMC"
        )
        self.down -= 26

    def block(self, block: Block) -> None:
        style = STYLES[block.kind]
        size = self.script.body * style.size
        indent = self.script.body * 1.3 if block.kind == "item" else 0.0
        height = size * (self.script.leading if not style.bold else self.script.leading * 0.86)
        opens = self.kinds[-1:] == ["subheading"]
        above = STYLES["item"].space_above if opens else style.space_above
        self.down -= self.script.body * self.script.leading * above
        room = (A4[0] - 2 * MARGIN - indent) / size * 1000
        self.drawn.append(f"{style.tag} <</MCID {len(self.kinds)}>> BDC")
        self.kinds.append(block.kind)
        for i, line in enumerate(self.typesetter.broken(block.text, bold=style.bold, room=room)):
            self.down -= height
            if block.kind == "item" and i == 0:
                self._dot(size)
            self._line(line, style=style, size=size, indent=indent)
        self.drawn.append("EMC")

    def number(self, page: int) -> None:
        """The page number, at the foot, on the side where lines begin."""
        style = Style("/Artifact", 0.85, False, GREY, 0.0)
        self.down = MARGIN * 0.5
        self.drawn.append("/Artifact BMC")
        self._line(str(page), style=style, size=self.script.body * style.size, indent=0.0)
        self.drawn.append("EMC")

    def _line(self, text: str, *, style: Style, size: float, indent: float) -> None:
        stretches = self.typesetter.line(text, bold=style.bold)
        x = MARGIN + indent
        if self.script.right_to_left:
            x = A4[0] - x - sum(stretch.width for stretch in stretches) * size / 1000
        red, green, blue = style.colour
        self.drawn.append(f"BT {red} {green} {blue} rg 1 0 0 1 {x:.2f} {self.down:.2f} Tm")
        for stretch in stretches:
            codes = "".join(f"{stretch.face.number(cell):04X}" for cell in stretch.cells)
            self.drawn.append(f"/{stretch.face.path.stem} {size:.2f} Tf <{codes}> Tj")
        self.drawn.append("ET")

    def _dot(self, size: float) -> None:
        """A small square before an item: drawn, so that no reader takes it for a letter."""
        side = size * 0.26
        x = MARGIN + size * 0.35
        if self.script.right_to_left:
            x = A4[0] - x - side
        red, green, blue = INDIGO
        y = self.down + size * 0.22
        self.drawn.append(
            f"q {red} {green} {blue} rg {x:.2f} {y:.2f} {side:.2f} {side:.2f} re f Q"
        )
