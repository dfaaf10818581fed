from typing import Any

import pytest

from partners.models import Membership, User
from tests.factories import MembershipFactory

PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> None:
    """Style sheets under their own names: nothing has been collected for a test."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN}}


@pytest.fixture
def contributor(db: Any) -> Membership:
    return MembershipFactory()


@pytest.fixture
def editor(db: Any) -> User:
    return MembershipFactory(of_the_hub=True).user
