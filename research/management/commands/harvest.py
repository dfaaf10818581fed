"""``manage.py harvest SLUG``: the harvest of the desk, from a terminal."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext_lazy as _

from research.ingestion.harvesting import runs
from research.ingestion.harvesting.work import work_on
from research.models import Harvest, Source

BAR = 40
#: States in which a run has come to its end as it was meant.
WELL = (Harvest.State.FINISHED, Harvest.State.UNDONE)


class Command(BaseCommand):
    help = str(
        _(
            "Asks a source for what changed since the last time, and takes it in. Ends with one "
            "JSON line: seen = new + changed + unchanged + proposed + irrelevant + set_aside + "
            "deleted. A harvest that was broken off goes on where it was. Without SLUG the "
            "sources are listed."
        )
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", metavar="SLUG")
        parser.add_argument(
            "--since",
            metavar="DAY",
            help=str(_("ask for what changed since then; “all” for everything")),
        )
        parser.add_argument(
            "--undo", type=int, metavar="RUN", help=str(_("take back what this harvest did"))
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["slug"]:
            self._list()
            return
        source = Source.objects.filter(slug=options["slug"]).first()
        if source is None:
            raise CommandError(f"No source has the short name “{options['slug']}”.")
        run = _undoing(source, options["undo"]) if options["undo"] else _run(source, options)
        work_on(run.pk, self._show)
        run.refresh_from_db()
        self.stdout.write(json.dumps(_told(run), ensure_ascii=False))
        if run.state not in WELL:
            sys.exit(1)

    def _list(self) -> None:
        for source in Source.objects.with_last_run().by_name():
            ran = source.run_at  # type: ignore[attr-defined]
            when = f"{ran:%Y-%m-%d %H:%M}" if ran else "-"
            self.stdout.write(f"{source.slug}\t{source.kind}\t{when}\t{source.name}")

    def _show(self, done: int, total: int) -> None:
        """A bar that moves on a terminal; a log gets nothing."""
        if not sys.stderr.isatty():
            return
        filled = min(BAR, BAR * done // total) if total else 0
        bar = "#" * filled + "." * (BAR - filled) if total else "?" * BAR
        self.stderr.write(f"\r[{bar}] {done}/{total or '?'}", ending="\n" if done == total else "")


def _run(source: Source, options: dict[str, Any]) -> Harvest:
    """A new one, or the one that waits to go on: what is at work elsewhere is left to it."""
    said: str | None = options["since"]
    since = "" if said == "all" else said
    waiting = Harvest.objects.of(source).at_work().newest_first().first()
    if waiting and said is None:
        return waiting
    try:
        return runs.begin(source, by=None, since=since)
    except runs.NotPossibleNow as refusal:
        raise CommandError(str(refusal)) from refusal


def _undoing(source: Source, number: int) -> Harvest:
    run = Harvest.objects.of(source).filter(pk=number).first()
    if run is None:
        raise CommandError(f"“{source.slug}” has no harvest {number}.")
    if run.state == Harvest.State.UNDOING:
        return run  # broken off: it goes on
    try:
        return runs.go(run, "undo")
    except runs.NotPossibleNow as refusal:
        raise CommandError(str(refusal)) from refusal


def _told(run: Harvest) -> dict[str, Any]:
    told: dict[str, Any] = {
        "source": run.source.slug,
        "run": run.pk,
        "state": run.state,
        **run.counts(),
    }
    if run.state == Harvest.State.UNDONE:
        told["kept"] = run.records.kept().count()
    if run.reason:
        told["reason"] = run.reason
    if run.not_before:
        told["again"] = f"{run.not_before:%Y-%m-%dT%H:%M:%SZ}"
    return told
