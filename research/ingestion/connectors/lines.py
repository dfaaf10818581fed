"""Formats of tagged lines: a tag, a mark, a value that may run on below."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Block:
    """The tagged lines of one record."""

    line: int
    pairs: list[tuple[str, str]] = field(default_factory=list)

    def run_on(self, text: str, *, mark: str) -> None:
        if self.pairs and text.strip():
            tag, value = self.pairs[-1]
            self.pairs[-1] = (tag, f"{value}{mark}{text.strip()}".strip())


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a format writes its tags, and where its records begin and end."""

    tag: re.Pattern[str]
    begins: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    #: Whether a blank line ends a record.
    is_parted_by_blanks: bool = False
    #: Tags of the file itself, not of a record.
    of_the_file: frozenset[str] = frozenset()
    #: Tags whose lines below are values of their own.
    listed: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()


def blocks(text: str, grammar: Grammar) -> Iterator[Block]:
    """The records of ``text``. Lines outside of any are passed over."""
    block: Block | None = None
    for number, line in enumerate(text.split("\n"), 1):
        tag, value = _tag(line, grammar)
        if tag in grammar.of_the_file:
            continue
        ends = tag in grammar.ends or (grammar.is_parted_by_blanks and not line.strip())
        if block and (ends or (tag in grammar.begins and block.pairs)):
            yield block
            block = None
        if ends:
            continue
        if tag:
            block = block or Block(number)
            block.pairs.append((tag, value.strip()))
        elif block:
            _run_on(block, line, grammar)
    if block:
        yield block


def _tag(line: str, grammar: Grammar) -> tuple[str, str]:
    """The tag of a line and what stands behind it; empty for a line without one."""
    found = grammar.tag.match(line)
    if not found:
        return "", ""
    tag = found[1].upper() if grammar.known else found[1]
    if grammar.known and tag not in grammar.known:
        return "", ""
    return tag, found[2] or ""


def _run_on(block: Block, line: str, grammar: Grammar) -> None:
    if block.pairs and block.pairs[-1][0] in grammar.listed and line.strip():
        block.pairs.append((block.pairs[-1][0], line.strip()))
    else:
        block.run_on(line, mark=" ")
