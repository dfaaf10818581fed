"""Letters: sent by a real mail server here, kept when there is none."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from partners import post, tasks
from partners.models import Letter
from partners.models.letters import MOST_ATTEMPTS
from tests import broker
from tests.factories import LetterFactory

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Sink:
    """Takes every mail, unless told to refuse."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.answer


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    taking = Sink()
    server = Controller(taking, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", port
    settings.DEFAULT_FROM_EMAIL = "SALAM Knowledge Hub <hub@example.org>"
    settings.HUB_URL = "https://hub.example.org"
    yield taking
    server.stop()


def test_letter_reaches_a_mail_server_in_the_language_of_its_reader(sink):
    letter = LetterFactory(
        to="asha@example.org", facts={"title": "कामदार", "by": "", "path": "/x/"}
    )

    assert post.send(letter.pk)

    mail = sink.mails[0]
    assert (mail["To"], mail["From"]) == (
        "asha@example.org",
        "SALAM Knowledge Hub <hub@example.org>",
    )
    assert mail["Subject"] == "Published: कामदार"
    assert "https://hub.example.org/x/" in mail.get_content()
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_sending_twice_sends_once(sink):
    letter = LetterFactory()

    assert [post.send(letter.pk), post.send(letter.pk)] == [True, False]
    assert len(sink.mails) == 1


def test_title_with_a_line_break_adds_no_header(sink):
    letter = LetterFactory(
        facts={"title": "Fees\r\nBcc: all@example.org", "by": "", "path": "/x/"}
    )

    post.send(letter.pk)

    assert sink.mails[0]["Bcc"] is None
    assert sink.mails[0]["To"] == letter.to


def test_refused_letter_waits_and_goes_out_later(sink):
    letter = LetterFactory()
    sink.answer = "451 come back later"

    assert not post.send(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, "451" in letter.fault) == ("waiting", 1, True)
    assert not Letter.objects.due().exists()

    sink.answer = "250 OK"
    Letter.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    with broker.at_once():
        tasks.send_due_letters.delay()
    assert len(sink.mails) == 1


def test_with_no_mail_server_nothing_is_lost_and_in_the_end_it_says_so(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", 9
    letter = LetterFactory()

    for _attempt in range(MOST_ATTEMPTS):
        post.send(letter.pk)

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == ("failed", MOST_ATTEMPTS)
    assert "refused" in letter.fault


def test_nudge_that_finds_no_broker_does_no_harm(tmp_path, django_capture_on_commit_callbacks):
    LetterFactory()

    with broker.dead(tmp_path), django_capture_on_commit_callbacks(execute=True):
        tasks.send_soon()

    assert Letter.objects.due().count() == 1


def test_letters_are_forgotten_a_year_after_they_were_settled():
    rows = {
        (state, days): LetterFactory(state=state, sent_at=sent_at)
        for state, sent_at in (
            (Letter.State.SENT, timezone.now()),
            (Letter.State.WAITING, None),
        )
        for days in (364, 366)
    }
    for (_state, days), letter in rows.items():
        written_at = timezone.now() - timedelta(days=days)
        Letter.objects.filter(pk=letter.pk).update(written_at=written_at)

    assert post.forget_old() == 1

    assert not Letter.objects.filter(pk=rows[Letter.State.SENT, 366].pk).exists()
