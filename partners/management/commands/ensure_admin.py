import os
import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partners.models import Membership, User
from partners.roles import Role

DEFAULT_EMAIL = "admin@hub.localhost"


class Command(BaseCommand):
    help = (
        "Make the first administrator, from ADMIN_EMAIL and ADMIN_PASSWORD or with a random "
        "password that is printed once. Does nothing where there is one."
    )
    requires_system_checks = ()

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(is_superuser=True).exists():
            return
        email = os.environ.get("ADMIN_EMAIL") or DEFAULT_EMAIL
        given = os.environ.get("ADMIN_PASSWORD")
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"{email} is a user already, but no administrator.")
        password = given or secrets.token_urlsafe(12)
        user = User.objects.create_superuser(email, password, name="Administrator")
        Membership.objects.create(user=user, role=Role.ADMINISTRATOR)
        shown = "as in ADMIN_PASSWORD" if given else f"{password}   (shown only this once)"
        self.stdout.write(f"Administrator: {email}   password: {shown}")
