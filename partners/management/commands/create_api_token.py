from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from partners import tokens
from partners.models import ApiToken, User


class Command(BaseCommand):
    help = "Make an API token for a user, and print it once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="which programme uses it, and where")
        parser.add_argument("--days", type=int, default=365, help="how long it lasts (365)")
        parser.add_argument(
            "--scope",
            action="append",
            choices=ApiToken.Scope.values,
            help="what it may do; may be repeated (all)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        owner = User.objects.filter(email__iexact=options["email"], is_active=True).first()
        if owner is None:
            raise CommandError(f"Nobody signs in as {options['email']}.")
        now = timezone.now()
        try:
            expires_at = now + timedelta(days=options["days"])
            token, secret = tokens.make(
                owner,
                name=options["name"] or f"Made on the command line, {now:%Y-%m-%d %H:%M:%S}",
                scopes=options["scope"] or ApiToken.Scope.values,
                expires_at=expires_at,
            )
        except (ValidationError, OverflowError) as fault:
            raise CommandError(" ".join(getattr(fault, "messages", [str(fault)]))) from fault
        self.stderr.write(f"It can't be shown again. Valid until {token.expires_at:%Y-%m-%d}.")
        self.stdout.write(secret)
