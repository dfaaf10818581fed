from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub import starter
from hub.starter import NothingToLoad, Summary
from research.models import Output

HEAD = ("list", "seen", "new", "changed", "unchanged", "refused")


class Command(BaseCommand):
    help = (
        "Load institutions, people, outputs, events and more from YAML lists. Good rows go in; "
        "a bad one is refused with file, row, field and reason. What has the slug of a row "
        "already is left as it is, so nothing that was edited since is overwritten."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            metavar="DIR",
            help="a folder with the lists; the hub's own starter content by default",
        )
        parser.add_argument(
            "--once",
            action="store_true",
            help="do nothing if the hub holds outputs already: what was deleted stays deleted",
        )
        parser.add_argument(
            "--update",
            action="store_true",
            help="bring existing records to what the lists say, over what people edited",
        )
        parser.add_argument(
            "--strict", action="store_true", help="end with exit code 1 if anything was refused"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        folder: Path | None = options["folder"]
        if folder and not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        if options["once"] and Output.objects.exists():
            self.stdout.write("The hub holds content already: nothing to load.")
            return
        try:
            summary = starter.load(
                *([folder] if folder else []), update=options["update"], tell=self._tell
            )
        except NothingToLoad as nothing:
            raise CommandError(str(nothing)) from nothing
        if options["verbosity"]:
            self._write_table(summary)
        for refusal in summary.refused:
            self.stderr.write(str(refusal))
        if summary.refused and options["strict"]:
            raise CommandError("Not everything went in: see the lines above.")

    def _tell(self, name: str, done: int, total: int) -> None:
        """One line that counts, on a terminal only: a log keeps the table."""
        if self.stdout.isatty():
            self.stdout.write(
                f"\r{name:<18}{done:>5} of {total}", ending="\n" if done == total else ""
            )

    def _write_table(self, summary: Summary) -> None:
        rows = [
            (one.name, one.seen, one.new, one.changed, one.unchanged, one.refused_rows)
            for one in summary.lists
        ]
        for name, *numbers in (HEAD, *rows):
            self.stdout.write(f"{name:<18}" + "".join(f"{number:>10}" for number in numbers))
