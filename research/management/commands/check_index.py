"""``manage.py check_index``: prove that the search index says what the database says."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from research.models import Output
from research.search import checking, index

#: Differences that are printed one by one.
MOST_PRINTED = 50
#: Seconds between two looks at what differs.
PAUSE = 0.5


class Command(BaseCommand):
    help = str(
        gettext_lazy(
            "Compares every published output with the search index by its id, a digest of all "
            "that is indexed of it and its number of pages. Prints differences, and ends with "
            "exit code 1 if there are any."
        )
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--wait",
            type=float,
            default=5,
            metavar="SECONDS",
            help=str(gettext_lazy("How long the follower may need for what changed just now.")),
        )

    def handle(self, *args: Any, wait: float, **options: Any) -> None:
        try:
            found = self._lasting(wait)
        except index.IndexAway as reason:
            raise CommandError(str(reason)) from reason
        for difference in found[:MOST_PRINTED]:
            self.stdout.write(f"output {difference.output_id}: {difference.what}")
        if found:
            raise CommandError(_("The index differs on %d outputs.") % len(found))
        count = Output.objects.published().count()
        self.stdout.write(_("Index and database say the same of %d outputs.") % count)

    def _lasting(self, wait: float) -> list[checking.Difference]:
        """What still differs after the follower has had its time."""
        end = time.monotonic() + wait
        found = checking.differences(self._live())
        while found and time.monotonic() < end:
            time.sleep(PAUSE)
            found = checking.differences(self._live(), {d.output_id for d in found})
        return found

    def _live(self) -> index.Generation:
        generation = index.live()
        if not generation.is_about(index.About.of_this_database()):
            raise index.IndexAway(_("The index was made from another database or by other rules."))
        return generation
