"""``manage.py follow_index``: keep this node's search index up to date until stopped."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _

from research.search import following


class Command(BaseCommand):
    help = str(_("Follows the change feed and keeps this node's search index up to date."))

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Event()
        for wanted in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wanted, lambda *_: stop.set())
        try:
            following.follow(stop)
        except following.AlreadyFollowed as error:
            raise CommandError(str(error)) from error
