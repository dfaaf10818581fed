"""``manage.py match_files A.csv B.csv``: the pairs that are held to be the same work."""

import csv
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext_lazy as _

from research.ingestion.connectors import files
from research.ingestion.connectors.entries import Found
from research.ingestion.matching import blocking
from research.ingestion.matching.works import Work


class Command(BaseCommand):
    help = str(
        _(
            "Prints id_a,id_b,score for the records of two lists held to be the same work. "
            "Columns: id, title, authors, year; doi and venue if there are any. The same file "
            "twice is searched for its own duplicates."
        )
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("first", type=Path, metavar="A.csv")
        parser.add_argument("second", type=Path, metavar="B.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        first, second = options["first"], options["second"]
        if first.resolve() == second.resolve():
            pairs = blocking.pairs_within(_works(first))
        else:
            pairs = blocking.pairs_between(_works(first), _works(second))
        out = csv.writer(sys.stdout if self.stdout.isatty() else self.stdout, lineterminator="\n")
        out.writerow(["id_a", "id_b", "score"])
        for pair in pairs:
            out.writerow([pair.first.key, pair.second.key, f"{pair.judgement.score:.4f}"])


def _works(path: Path) -> list[Work]:
    try:
        reading = files.read(path.read_bytes())
    except OSError as fault:
        raise CommandError(f"{path}: {fault.strerror}.") from fault
    except files.UnknownFormat as fault:
        raise CommandError(f"{path}: {fault}") from fault
    found = (record for record in reading.records if isinstance(record, Found))
    return [Work.of(each.output, each.output.identifier or str(each.line)) for each in found]
