"""``manage.py load_figures``: published statistics, from the project or from a folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.figures import loading
from hub.models import Figure


class Command(BaseCommand):
    help = (
        "Load published figures of labour migration. Without DIR those that stand in the "
        "project; with DIR the publishers' own files under it, also of sources whose "
        "licence does not allow to ship them. A source is replaced as a whole."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, metavar="DIR")
        parser.add_argument(
            "--once", action="store_true", help="do nothing if the hub holds figures already"
        )

    def handle(self, *_args: Any, folder: Path | None, **options: Any) -> None:
        if folder and not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        if options["once"] and Figure.objects.exists():
            return
        results = loading.load_folder(folder) if folder else loading.load_shipped()
        if not results:
            raise CommandError(f"No file of a source that the hub knows lies under {folder}.")
        for one in results:
            if options["verbosity"]:
                self.stdout.write(f"{one.source:<20}{one.figures:>8}")
            for refusal in one.refused:
                self.stderr.write(f"refused: {refusal}")
