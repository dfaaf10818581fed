"""``manage.py import_outputs FILE``: the bulk import of the admin, from a terminal."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from partners.models import Institution
from research.ingestion.connectors import files
from research.ingestion.importing import checking, jobs
from research.ingestion.importing.work import work_on
from research.models import Import, ImportRow

BAR = 40


class Command(BaseCommand):
    help = str(
        _(
            "Brings in a list of works: CSV, XLSX, RIS, BibTeX, EndNote, PubMed, Web of Science, "
            "JSON, or a ZIP of PDFs with a list. Ends with one JSON line; seen = new + changed + "
            "duplicates + refused. A work the hub has, or that the file repeats, counts as a "
            "duplicate and is left as it is. With --fill-gaps it counts as changed where the "
            "file says something the hub doesn't know; nothing is ever overwritten. The import "
            "can be undone as a whole in the admin."
        )
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help=str(_("only tell")))
        parser.add_argument(
            "--fill-gaps", action="store_true", help=str(_("fill what records lack"))
        )
        parser.add_argument(
            "--owner", metavar="SLUG", help=str(_("the institution that deposits the works"))
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as fault:
            raise CommandError(f"{path}: {fault.strerror}.") from fault
        owner = _owner(options["owner"])
        told = self._told(path, data, owner, options)
        self.stdout.write(json.dumps(told, ensure_ascii=False))
        if not told["format"]:
            sys.exit(1)

    def _told(
        self, path: Path, data: bytes, owner: Institution | None, options: dict[str, Any]
    ) -> dict[str, Any]:
        """What the last line says."""
        job = Import(filename=path.name, owner=owner, fills_gaps=options["fill_gaps"])
        if options["dry_run"]:
            try:
                job.format, rows = checking.checked(job, data, self._reading)
            except files.UnknownFormat as fault:
                return _line(path, "", [], str(fault))
            return _line(path, job.format, rows)
        job = jobs.begin(
            ContentFile(data, name=path.name),
            filename=path.name,
            owner=owner,
            by=None,
            fills_gaps=options["fill_gaps"],
        )
        work_on(job.pk, self._show)
        job.refresh_from_db()
        if job.state == Import.State.CHECKED:
            with transaction.atomic():
                jobs.go(job, "run")
            work_on(job.pk, self._show)
        rows = list(job.rows.in_order().defer("record"))
        return _line(path, job.format, rows, job.reason)

    def _reading(self, _stage: str, read: int) -> None:
        self._show(read, 0)

    def _show(self, done: int, total: int) -> None:
        """A bar that moves on a terminal; a log gets nothing."""
        if not sys.stderr.isatty():
            return
        filled = BAR * done // total if total else 0
        bar = "#" * filled + "." * (BAR - filled) if total else "?" * BAR
        self.stderr.write(f"\r[{bar}] {done}/{total or '?'}", ending="\n" if done == total else "")


def _owner(slug: str | None) -> Institution | None:
    if not slug:
        return None
    owner = Institution.objects.filter(slug=slug).first()
    if owner is None:
        raise CommandError(f"No institution has the address “{slug}”.")
    return owner


def _line(path: Path, form: str, rows: list[ImportRow], fault: str = "") -> dict[str, Any]:
    verdicts = Counter(str(row.verdict) for row in rows)
    reasons = Counter(
        f"{field}: {reason}" if field else reason
        for row in rows
        if row.verdict == ImportRow.Verdict.REFUSED
        for field, _value, reason in row.remarks
    )
    return {
        "file": str(path),
        "format": form,
        "seen": len(rows),
        "new": verdicts["new"],
        "changed": verdicts["changed"],
        "duplicates": verdicts["duplicate"],
        "refused": verdicts["refused"],
        "reasons": {fault: 1} if fault else dict(reasons.most_common()),
    }
