"""Drawings of charts: made once in a process of its own, cleaned, and kept in the cache."""

import json
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from xml.etree import ElementTree

from django.conf import settings

from hub.figures.charts import Spec
from hub.figures.rounding import rounded
from partners import caching

#: Changes when drawings are cleaned in another way.
EDITION = "2"
SECONDS = 20
A_WEEK = 7 * 24 * 3600
SVG = "http://www.w3.org/2000/svg"
#: What the engine says to assistive technology; the page has its own title and table.
NOT_KEPT = (
    "role", "aria-hidden", "aria-label", "aria-roledescription", "pointer-events", "class",
    "font-family",
)  # fmt: skip
#: The style sheet says this of every word.
USUAL_SIZE = "13px"


class NotDrawn(Exception):
    """The engine failed or took too long; the table beside the chart still says everything."""


def drawn(specs: Sequence[Spec]) -> list[str]:
    """The SVG of each specification, in order, ready to stand within a page.

    Raises ``NotDrawn``.
    """
    keys = [_key(spec) for spec in specs]
    there = caching.kept(keys)
    missing = [(key, spec) for key, spec in zip(keys, specs, strict=True) if key not in there]
    if missing:
        raw = _draw([spec for _, spec in missing])
        fresh = {key: _clean(svg) for (key, _), svg in zip(missing, raw, strict=True)}
        caching.keep(fresh, A_WEEK)
        there |= fresh
    return [there[key] for key in keys]


def _key(spec: Spec) -> str:
    text = json.dumps(spec, sort_keys=True, default=str)
    return f"chart:{EDITION}:{sha256(text.encode()).hexdigest()}"


def _draw(specs: list[Spec]) -> list[str]:
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "hub.figures.drawer"],
            input=json.dumps(specs),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
            cwd=settings.BASE_DIR,
        )
        drawings: list[str] = json.loads(ended.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as fault:
        raise NotDrawn(str(fault)) from fault
    return drawings


def _clean(svg: str) -> str:
    """Only shapes and words: no roles, classes or backgrounds, and short numbers."""
    # The text comes from our own child and our own words: no entities, no foreign markup.
    root = ElementTree.fromstring(svg)  # noqa: S314
    for element in list(root.iter()):
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
        for name in NOT_KEPT:
            element.attrib.pop(name, None)
        if element.get("font-size") == USUAL_SIZE:
            del element.attrib["font-size"]
        for name, value in element.attrib.items():
            element.set(name, rounded(name, value))
        for child in list(element):
            if _is_nothing(child):
                element.remove(child)
    box = root.get("viewBox", "")
    inner = "".join(ElementTree.tostring(child, encoding="unicode") for child in root)
    return f'<svg viewBox="{box}" aria-hidden="true" focusable="false">{inner}</svg>'


def _is_nothing(element: ElementTree.Element) -> bool:
    """A frame's background, or a group that holds nothing."""
    is_path = element.tag.endswith("path") and element.get("class") in ("background", "foreground")
    return is_path or (element.tag.endswith("g") and len(element) == 0 and not element.text)
