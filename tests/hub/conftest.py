"""A mail server for whoever asks for one, and forms that may be filled as fast as a test can."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from hub.alerts import letters
from hub.figures import loading
from hub.forms import readers
from tests import mail

#: Excerpts of the publishers' own files: other rows are blank, so that numbers of rows hold.
RAW = Path(__file__).resolve().parents[1] / "samples" / "figures"


@pytest.fixture(autouse=True)
def fast_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "FASTEST", -1.0)  # a stamp is rounded, perhaps upwards
    letters.forget()


@pytest.fixture
def fresh_counts() -> None:
    """No form was sent from here before."""
    cache.clear()


@pytest.fixture
def mail_server(settings: Any) -> Iterator[mail.Server]:
    with mail.server() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        settings.MAIL_PER_MINUTE = 0
        yield found


@pytest.fixture
def shipped(db: None) -> None:
    """The figures that stand in the project."""
    loading.load_shipped()
