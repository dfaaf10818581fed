import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from research.ingestion import reading
from research.models import Document


class Command(BaseCommand):
    help = "Read files as uploads are read, and print one JSON line for each. Saves nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        for path in files:
            # Escaped, for a file's name may be no text in any encoding.
            self.stdout.write(json.dumps(outcome(path)))
            self.stdout.flush()


def outcome(path: Path) -> dict[str, object]:
    began = time.monotonic()
    found = reading.read(path)
    seconds = time.monotonic() - began
    unreadable = len(found.pages_without_text) + len(found.unreadable_pages)
    return {
        "file": str(path),
        "state": Document.State.READ if found.is_read else Document.State.UNREADABLE,
        "reason": found.reason or found.remark,
        "pages": len(found.pages),
        "pages_with_text": len(found.pages) - unreadable,
        "scanned_pages": len(found.pages_without_text),
        "languages": list(found.languages),
        "active_content": list(found.active_content),
        "characters": sum(map(len, found.pages)),
        "seconds": round(seconds, 3),
    }
