"""Draws how the cost of a search grows with the number of outputs, from figures measured."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.data import CHECKOUT
from bench.figures import Figures
from bench.measures import MEASURES

FILE = CHECKOUT / "docs" / "search-growth.svg"
WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 190, 48, 56
#: Colours that keep apart in light, dark and for most who see colours otherwise.
COLOURS = ("#0b6e6e", "#b4500f", "#5b4fc7", "#a3195b", "#57730a")
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2933}"
    ".axis{stroke:#8a94a0;stroke-width:1}.grid{stroke:#d5dae0;stroke-width:1}"
    ".line{fill:none;stroke-width:2.5}.alone{stroke-dasharray:4 4;stroke-width:1.5}"
    "@media(prefers-color-scheme:dark){text{fill:#e4e7eb}.grid{stroke:#3a424c}}"
)


@dataclass(frozen=True, slots=True)
class Line:
    """The p50 of one kind of question, by the number of outputs."""

    name: str
    points: tuple[tuple[int, float], ...]
    is_alone: bool = False


def draw(kept: Mapping[str, Figures]) -> None:
    """Write the picture, where more than one size was measured."""
    sizes = [kept[m.name] for m in MEASURES if m.module == "search_speed" and m.name in kept]
    if len(sizes) > 1:
        FILE.write_text(picture(lines(sizes)), encoding="utf-8")


def lines(sizes: Sequence[Figures]) -> list[Line]:
    names = [kind["name"] for kind in sizes[0]["kinds"]]
    return [
        Line(name, tuple((s["size"], s["kinds"][n][part]["p50"]) for s in sizes), part == "raw")
        for n, name in enumerate(names)
        for part in ("find", "raw")
    ]


def picture(drawn: Sequence[Line]) -> str:
    """Both axes by powers of ten: a straight line of slope one is a cost in proportion."""
    sizes = sorted({size for line in drawn for size, _ms in line.points})
    costs = [ms for line in drawn for _size, ms in line.points]
    scale = _Scale(
        (math.log10(sizes[0]), math.log10(sizes[-1])),
        (math.floor(math.log10(min(costs))), math.ceil(math.log10(max(costs)))),
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'aria-labelledby="title">',
        '<title id="title">Milliseconds a search takes, by the number of outputs</title>',
        f"<style>{STYLE}</style>",
        f'<text x="{LEFT}" y="22">Milliseconds a search takes (p50); dashed: Tantivy alone</text>',
        *_axes(scale, sizes),
    ]
    labels = _apart([scale.y(line.points[-1][1]) for line in drawn if not line.is_alone])
    for number, line in enumerate(drawn):
        colour = COLOURS[number // 2 % len(COLOURS)]
        parts.append(_line(scale, line, colour))
        if not line.is_alone:
            x, y = scale.x(line.points[-1][0]) + 8, labels[number // 2]
            parts.append(
                f'<text x="{x:.0f}" y="{y + 4:.0f}" style="fill:{colour}">{line.name}</text>'
            )
    return "\n".join([*parts, "</svg>", ""])


@dataclass(frozen=True, slots=True)
class _Scale:
    across: tuple[float, float]
    upwards: tuple[int, int]

    def x(self, size: float) -> float:
        first, last = self.across
        return LEFT + (math.log10(size) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(self, cost: float) -> float:
        low, high = self.upwards
        share = (math.log10(cost) - low) / ((high - low) or 1)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _axes(scale: _Scale, sizes: Sequence[int]) -> list[str]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = []
    for power in range(scale.upwards[0], scale.upwards[1] + 1):
        y = scale.y(10**power)
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{right}"/>')
        parts.append(
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10**power:g}</text>'
        )
    for size in sizes:
        x = scale.x(size)
        parts.append(f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<path class="axis" d="M{LEFT} {bottom}H{right}"/>')
    middle = (LEFT + right) / 2
    parts.append(f'<text x="{middle:.0f}" y="{bottom + 42}" text-anchor="middle">outputs</text>')
    return parts


def _line(scale: _Scale, line: Line, colour: str) -> str:
    places = " ".join(f"{scale.x(size):.1f},{scale.y(ms):.1f}" for size, ms in line.points)
    alone = " alone" if line.is_alone else ""
    return f'<polyline class="line{alone}" points="{places}" stroke="{colour}"/>'


def _apart(places: Sequence[float], least: float = 17) -> list[float]:
    """The places of labels, moved down where they would stand on each other."""
    moved = dict.fromkeys(range(len(places)), 0.0)
    last = -math.inf
    for number in sorted(moved, key=lambda n: places[n]):
        last = max(places[number], last + least)
        moved[number] = last
    return list(moved.values())
