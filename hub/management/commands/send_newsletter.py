"""``manage.py send_newsletter SLUG``: an issue to its readers, from a terminal."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.models import Delivery, Issue
from hub.newsletter import sending
from hub.posting import rounds


class Command(BaseCommand):
    help = str(
        gettext_lazy("Sends an issue of the newsletter, or goes on with one; may be repeated.")
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help=_("The address of the issue, as in weekly-2026-11-23."))

    def handle(self, *args: Any, **options: Any) -> None:
        issue = Issue.objects.filter(slug=options["slug"]).first()
        if issue is None:
            raise CommandError(_("There is no issue “%s”.") % options["slug"])
        try:
            if issue.started_at:
                sending.resume(issue)
            else:
                sending.start(issue)
        except sending.NotPossibleNow as refusal:
            raise CommandError(str(refusal)) from refusal
        self._post(issue)
        sending.finish_all()
        self.stdout.write(_said(issue))

    def _post(self, issue: Issue) -> None:
        while True:
            done = rounds.post([sending.mailing()])
            if done is None:
                raise CommandError(_("A worker is posting; it goes on with this issue by itself."))
            if not done.is_over_time:
                return
            self.stdout.write(_said(issue))


def _said(issue: Issue) -> str:
    counts = Delivery.objects.filter(issue=issue).counts()
    return (
        _(
            "%(sent)d sent, %(waiting)d waiting, %(skipped)d without anything for them, "
            "%(failed)d refused, %(twice)d perhaps twice"
        )
        % counts
    )
