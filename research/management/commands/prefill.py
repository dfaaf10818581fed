import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from research.ingestion.prefill import Filled, from_pdf
from research.ingestion.records import IncomingPerson


class Command(BaseCommand):
    help = "Print what a deposit form would be filled with, one JSON line a file. Saves nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        for path in files:
            # Escaped, for a file's name may be no text in any encoding.
            self.stdout.write(json.dumps(outcome(path)))
            self.stdout.flush()


def outcome(path: Path) -> dict[str, object]:
    found = from_pdf(path)
    fields = {filled.field: _written(filled) for filled in found.fields}
    if issued := found["issued"]:
        fields["year"] = _written(issued) | {"value": str(issued.value)[:4]}
    return {"file": str(path), "problem": found.problem, "fields": fields}


def _written(filled: Filled) -> dict[str, object]:
    value = filled.value
    return {
        "value": value if isinstance(value, str) else [_plain(one) for one in value],
        "source": filled.source_words,
        "confidence": round(filled.confidence, 2),
        "sureness": str(filled.sureness.value),
        "page": filled.page,
    }


def _plain(one: str | IncomingPerson) -> str:
    return one.name if isinstance(one, IncomingPerson) else one
