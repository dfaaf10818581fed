from typing import Any

from django.core.management.base import BaseCommand

from hub import open_data


class Command(BaseCommand):
    help = "Write a copy of the whole hub, as the nightly job does: JSON Lines and CSV."

    def handle(self, *args: Any, **options: Any) -> None:
        made = open_data.release(tell=self.stdout.write)
        self.stdout.write(f"{len(made.files)} files, made at {made.made_at:%Y-%m-%d %H:%M} UTC.")
