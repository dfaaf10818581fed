"""``manage.py rebuild_index``: build the search index anew, beside the live one."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext_lazy as _

from research.search import building, index

BAR = 40


class Command(BaseCommand):
    help = str(_("Builds the search index beside the live one and swaps it in."))

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help=str(_("Only where there is no index of this database that can be trusted.")),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_needed"] and _is_sound():
            return
        generation, _position = building.rebuild(self._show)
        self.stdout.write(f"The search index stands in {generation.folder}.")

    def _show(self, done: int, total: int) -> None:
        """A bar that moves on a terminal; elsewhere only its end is written."""
        if not sys.stdout.isatty():
            if done == total:
                self.stdout.write(f"{total} outputs indexed.")
            return
        filled = BAR * done // max(total, 1)
        bar = "#" * filled + "." * (BAR - filled)
        self.stdout.write(f"\r[{bar}] {done}/{total}", ending="\n" if done == total else "")
        self.stdout.flush()


def _is_sound() -> bool:
    try:
        return index.live().is_about(index.About.of_this_database())
    except index.IndexAway:
        return False
