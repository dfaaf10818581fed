"""Small lists for tests: the least that each kind of row needs."""

from pathlib import Path
from typing import Any

import yaml

SOURCE = {"source": "https://example.org/source"}
THEME = "gender-and-migration"

GOOD: dict[str, dict[str, Any]] = {
    "themes": {"name": "Gender and migration", "order": 2, "description": "Who leaves."},
    "institutions": {
        "name": "Institute of Roads",
        "kind": "university",
        "hub_role": "participant",
        "description": "Studies roads.",
        **SOURCE,
    },
    "people": {"name": "Asha Rao", "role": "Author", **SOURCE},
    "outputs": {
        "title": "On roads",
        "type": "report",
        "origin": "partner",
        "language": "en",
        "themes": [THEME],
        "countries": ["NP"],
        "summary": "Roads lead away.",
        **SOURCE,
    },
    "guides": {
        "title": "A guide",
        "type": "guide",
        "language": "en",
        "year": 2026,
        "themes": [THEME],
        "summary": "How to.",
        "file": "guide.pdf",
    },
    "projects": {
        "title": "Roads project",
        "implementers": ["roads"],
        "themes": [THEME],
        "countries": ["NP"],
        "summary": "Builds.",
        "objectives": ["Build."],
        **SOURCE,
    },
    "events": {
        "title": "Roads day",
        "kind": "seminar",
        "start": "2022-10-12",
        "end": "2022-10-13",
        "timezone": "Asia/Kathmandu",
        "mode": "online",
        "summary": "A day.",
        "themes": [THEME],
        "organisers": ["roads"],
        **SOURCE,
    },
    "resource_centres": {
        "name": "Centre",
        "kind": "shelter",
        "country": "NP",
        "host": "The town",
        "services": ["Advice"],
        "description": "A house.",
        **SOURCE,
    },
    "good_practices": {
        "title": "Lamps",
        "countries": ["NP"],
        "what_was_done": "Lit.",
        "what_was_learnt": "Light helps.",
        "themes": [THEME],
        **SOURCE,
    },
}


def row(kind: str, slug: str, /, **fields: Any) -> dict[str, Any]:
    return {"slug": slug, **GOOD[kind], **fields}


def write(folder: Path, **lists: list[dict[str, Any]]) -> Path:
    """Write the lists into ``folder``; the institution ``roads`` is always there."""
    lists.setdefault("institutions", [row("institutions", "roads")])
    for name, rows in lists.items():
        text = yaml.safe_dump(rows, sort_keys=False, allow_unicode=True)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "guide.pdf").write_bytes(b"%PDF-1.4 guide")
    return folder
