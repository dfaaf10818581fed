"""YAML lists read with the line of every row and field."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from yaml import SafeLoader as FastLoader
else:
    # libyaml is some ten times faster; its wheel has it, a source build may not.
    FastLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PlainLoader(FastLoader):
    """YAML without its surprises: ``NO`` is Norway, 2021-11-24 is text, 010 is no eight."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


for tag, pattern, starts in (
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("bool", r"^(?:true|false)$", ["t", "f"]),
    ("int", r"^-?(?:0|[1-9][0-9]*)$", list("-0123456789")),
    ("merge", r"^<<$", ["<"]),
):
    PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), starts)


class BrokenList(Exception):
    """The file can't be read at all; ``line`` and the message say where and why."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file."""

    file: Path
    number: int
    line: int
    cells: Mapping[str, object]
    lines: Mapping[str, int]
    #: Field names that stand twice in the row: YAML would take the last without a word.
    doubled: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        return str(self.cells.get("slug", ""))

    def line_of(self, field: str) -> int:
        """Where ``field`` stands; a nested one by the field it is nested in."""
        return self.lines.get(re.split(r"[\[.]", field)[0], self.line)


def rows(file: Path) -> list[Row]:
    """Every row of ``file``, in order. Raises ``BrokenList``."""
    try:
        loader = PlainLoader(file.read_text(encoding="utf-8"))
        root = loader.get_single_node()
        if root is None:
            return []
        if not isinstance(root, yaml.SequenceNode):
            raise BrokenList("is no list: each row begins with “- slug:”")
        return list(_rows(file, loader, root))
    except yaml.YAMLError as error:
        raise BrokenList(*_explained(error)) from error
    except UnicodeDecodeError as error:
        raise BrokenList("is not written in UTF-8") from error
    except OSError as error:
        raise BrokenList(f"can't be read: {error.strerror}") from error


def _explained(error: yaml.YAMLError) -> tuple[str, int]:
    """What the parser says, in one line, and the line it says it of."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
    return f"is no YAML: {problem}", mark.line + 1 if mark else 1


def _rows(file: Path, loader: PlainLoader, root: yaml.SequenceNode) -> Iterator[Row]:
    for number, node in enumerate(root.value, start=1):
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            raise BrokenList(f"is no list of rows: row {number} has no named fields", line)
        cells: dict[str, object] = {}
        lines: dict[str, int] = {}
        doubled: list[str] = []
        for key, value in node.value:
            name = str(loader.construct_object(key, deep=True))
            if name in cells:
                doubled.append(name)
            cells[name] = loader.construct_object(value, deep=True)
            lines[name] = key.start_mark.line + 1
        yield Row(file, number, line, cells, lines, tuple(doubled))


def parents_first(all_rows: list[Row], field: str) -> list[Row]:
    """The same rows, each after the row of this list that its ``field`` names."""
    by_slug = {row.slug: row for row in all_rows}
    ordered: dict[int, Row] = {}
    for row in all_rows:
        chain = [row]
        while (above := by_slug.get(str(chain[-1].cells.get(field)))) and above not in chain:
            chain.append(above)
        ordered |= {link.number: link for link in reversed(chain) if link.number not in ordered}
    return list(ordered.values())
