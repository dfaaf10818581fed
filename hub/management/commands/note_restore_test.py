"""Notes that a backup was restored and found whole; /statistics/ tells readers when."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from hub.models import RestoreTest


class Command(BaseCommand):
    help = "Note that a backup was restored on a machine of its own and found whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup_made", help="when the backup was made, as in 2026-11-22T03:00")
        parser.add_argument("--said", default="", help="what was compared, in a sentence")

    def handle(self, *, backup_made: str, said: str, **_options: Any) -> None:
        noted = RestoreTest(
            tested_at=timezone.now(), backup_made_at=_moment(backup_made), said=said
        )
        try:
            noted.full_clean()
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        noted.save()
        self.stdout.write(f"Noted: {noted}.")


def _moment(written: str) -> datetime:
    try:
        day = parse_date(written)
        found = datetime(day.year, day.month, day.day) if day else parse_datetime(written)  # noqa: DTZ001 -- made aware below
    except ValueError as fault:
        raise CommandError(str(fault)) from fault
    if found is None:
        raise CommandError(f"“{written}” is no moment: write it as in 2026-11-22T03:00.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)
