"""The first pages as they are set: lines, and blocks of lines that belong together."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from research.ingestion.confined.pdf_layout import MARK, Line
from research.ingestion.prefill.names import composed

#: Lines of a block differ no more than this in size, and stand no further apart, in sizes.
SAME_SIZE, CLOSE = 0.12, 1.2
#: How many blocks back a line may join: columns come mixed.
BLOCKS_BACK = 4
#: An A4 page in points, for distances given as parts of it.
PAGE_HEIGHT = 842


@dataclass(slots=True)
class Block:
    """Lines of one size and weight that follow each other."""

    lines: list[Line]

    @property
    def text(self) -> str:
        """Its words in one line, words whole that were broken at the end of one."""
        text = ""
        for line in self.lines:
            words = " ".join(line.text.replace(MARK, " ").split())
            if (
                text.endswith(("-", "\u00ad", "\u2010"))
                and text[-2:-1].isalpha()
                and words[:1].islower()
            ):
                text = text.rstrip("\u00ad\u2010") if text[-1] != "-" else text
                text += words
            else:
                text = f"{text} {words}"
        return composed(text.strip())

    @property
    def page(self) -> int:
        return self.lines[0].page

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def is_bold(self) -> bool:
        return self.lines[0].is_bold

    @property
    def top(self) -> float:
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)

    def takes(self, line: Line) -> bool:
        last = self.lines[-1]
        gap = (line.top - last.bottom) * PAGE_HEIGHT
        return (
            line.page == last.page
            and abs(line.size - last.size) <= SAME_SIZE * last.size
            and (line.is_bold == last.is_bold or line.size > 14)
            and -0.6 * last.size <= gap <= CLOSE * last.size
            and line.left < last.right
            and line.right > last.left
        )


def blocks(lines: Iterable[Line]) -> list[Block]:
    """Lines that belong together, as they stand from page to page and top to bottom."""
    found: list[Block] = []
    for line in lines:
        home = next((block for block in reversed(found[-BLOCKS_BACK:]) if block.takes(line)), None)
        if home:
            home.lines.append(line)
        else:
            found.append(Block([line]))
    return sorted(found, key=lambda block: (block.page, block.top))


def body_size(lines: Sequence[Line]) -> float:
    """The size most of the text is set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0
