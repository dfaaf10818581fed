from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from partners.models import Invitation, Letter
from partners.roles import Role
from tests.factories.partners import InstitutionFactory, UserFactory


class InvitationFactory(DjangoModelFactory):
    """Open, to a contributor of an institution."""

    class Meta:
        model = Invitation

    email = factory.Sequence(lambda n: f"invited-{n}@example.org")
    institution = factory.SubFactory(InstitutionFactory)
    role = Role.CONTRIBUTOR
    invited_by = factory.SubFactory(UserFactory)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class LetterFactory(DjangoModelFactory):
    """Waits to be sent."""

    class Meta:
        model = Letter

    kind = Letter.Kind.PUBLISHED
    to = factory.Sequence(lambda n: f"reader-{n}@example.org")
    facts = factory.LazyFunction(
        lambda: {"title": "Fees in Nepal", "by": "Asha", "path": "/outputs/fees/"}
    )
