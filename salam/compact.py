"""Fewer bytes to readers: what only shapes our sources for people is not sent.

Comments and indentation are a fifth of a page with its style sheets, and many readers pay for
each kilobyte. Names stay as they are, so that what is sent can still be read.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.template.base import Origin
from django.template.loaders import filesystem
from whitenoise.storage import CompressedManifestStaticFilesStorage

_INDENTATION = re.compile(r"\n[ \t]+")
#: Where blanks at the beginning of a line are part of what is said.
_AS_WRITTEN = re.compile(r"<(pre|textarea)\b")
_BLOCK_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LINE_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
#: What stands in quotation marks is said to readers; it stays as it is.
_QUOTED = re.compile(r'("[^"]*")')
_AROUND_SIGNS = re.compile(r"\s*([{};,])\s*")


class TemplateLoader(filesystem.Loader):
    """Our own templates, as they were written but for the indentation of HTML."""

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        if not origin.name.endswith(".html") or _AS_WRITTEN.search(contents):
            return contents
        return _INDENTATION.sub("\n", contents)


def style_sheet(text: str) -> str:
    parts = _QUOTED.split(re.sub(r"\s+", " ", _BLOCK_COMMENT.sub("", text)))
    parts[::2] = map(_shortened, parts[::2])
    return "".join(parts).replace(";}", "}").strip()


def _shortened(rules: str) -> str:
    return _AROUND_SIGNS.sub(r"\1", rules).replace(": ", ":")


def script(text: str) -> str:
    """Lines stay lines: where a statement ends may depend on it."""
    text = _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", text))
    return "".join(f"{line.strip()}\n" for line in text.splitlines() if line.strip())


#: By folder of ``static/``; what packages bring along stays as it is.
OURS = {"css/": style_sheet, "js/": script}


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it has no types
    """Shortens our files when they are collected, then names them by their content."""

    def post_process(
        self, paths: dict[str, tuple[Any, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """``paths`` name where each file lies: ours from now on in the folder collected."""
        if not dry_run:
            paths = paths | {name: (self, name) for name in paths if self._shorten(name)}
        yield from super().post_process(paths, dry_run, **options)

    def _shorten(self, name: str) -> bool:
        shorten = next((OURS[folder] for folder in OURS if name.startswith(folder)), None)
        if shorten:
            file = Path(self.path(name))
            file.write_text(shorten(file.read_text("utf-8")), "utf-8")
        return shorten is not None
