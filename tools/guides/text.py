"""What is set: the list of guides, and the blocks of each page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

import yaml

GUIDES = Path(__file__).parents[2] / "hub" / "starter" / "guides"

Kind = Literal["title", "heading", "subheading", "paragraph", "item"]

MARKS: tuple[tuple[str, Kind], ...] = (
    ("# ", "title"),
    ("## ", "heading"),
    ("### ", "subheading"),
    ("- ", "item"),
)


@dataclass(frozen=True, slots=True)
class Block:
    kind: Kind
    text: str


def read_pages(markdown: str) -> list[list[Block]]:
    """Blocks by page. Every ``## `` heading opens a page; the title stands on the first."""
    pages: list[list[Block]] = []
    for chunk in re.split(r"\n\s*\n|\n(?=- )", markdown.strip()):
        block = _read_block(" ".join(chunk.split()))
        opens_page = block.kind == "title" or (block.kind == "heading" and len(pages[0]) > 1)
        if opens_page:
            pages.append([])
        pages[-1].append(block)
    return pages


def _read_block(text: str) -> Block:
    for mark, kind in MARKS:
        if text.startswith(mark):
            return Block(kind, text.removeprefix(mark))
    return Block("paragraph", text)


@dataclass(frozen=True, slots=True)
class Guide:
    """What the list promises about a guide."""

    slug: str
    title: str
    language: str
    file: Path
    page_count: int
    is_scanned: bool
    #: By page number, a phrase that stands on that page and on no other.
    found_words: dict[int, str]

    @classmethod
    def of(cls, row: dict[str, Any]) -> Self:
        return cls(
            slug=row["slug"],
            title=row["title"],
            language=row["language"],
            file=GUIDES / row["file"],
            page_count=row["page_count"],
            is_scanned=row.get("is_scanned", False),
            found_words=row["found_words"],
        )

    def pages(self) -> list[list[Block]]:
        name = self.slug.removeprefix("guide-to-the-hub-")
        return read_pages((GUIDES / "text" / f"{name}.md").read_text(encoding="utf-8"))


def read_list() -> list[Guide]:
    rows = yaml.safe_load((GUIDES / "guides.yaml").read_text(encoding="utf-8"))
    return [Guide.of(row) for row in rows]
