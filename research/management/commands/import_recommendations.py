"""``manage.py import_recommendations FILE``: the sheet of the admin, from a terminal."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext_lazy as _

from research import recommending


class Command(BaseCommand):
    help = str(
        _(
            "Brings in recommendations from a sheet (CSV, XLSX). Every fault is told by row and "
            "column; with a fault nothing is saved. What stands with its output already is "
            "passed over."
        )
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help=str(_("only tell")))

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            rows = recommending.of_file(file.read_bytes())
        except OSError as fault:
            raise CommandError(f"{file}: {fault.strerror}.") from fault
        except recommending.UnreadableSheet as fault:
            raise CommandError(str(fault)) from fault
        checked = recommending.check(rows, by=None)
        for one in checked.faulty:
            for told in one.faults:
                self.stderr.write(f"row {one.row.number}, {told.column}: {told.says}")
        standing = len(checked.standing)
        self.stdout.write(
            f"{len(rows)} rows: {len(checked.new)} new, {standing} known, "
            f"{len(checked.faulty)} with faults"
        )
        if checked.faulty:
            raise CommandError(str(_("Nothing was saved: mend the faults first.")))
        if not dry_run:
            self.stdout.write(f"{recommending.save(checked.new)} saved")
