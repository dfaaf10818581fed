"""``manage.py prepare``: all that is done before the portal opens, in one process."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext_lazy as _

#: In this order. Each may run again and again; starting Python for each would take seconds.
STEPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("migrate", {"interactive": False, "verbosity": 0}),
    ("load_content", {"once": True}),
    ("load_figures", {"once": True, "verbosity": 0}),
    ("ensure_admin", {}),
    ("collectstatic", {"interactive": False, "verbosity": 0}),
)


class Command(BaseCommand):
    help = str(_("Brings database, starter content, first administrator and static files up."))

    def handle(self, *args: Any, **options: Any) -> None:
        for name, wishes in STEPS:
            call_command(name, **wishes)
