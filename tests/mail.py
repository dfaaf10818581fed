"""A real mail server on this machine, that keeps what it is given."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Server:
    """``answers`` says by address what the server says instead of taking the mail."""

    port: int = 0
    envelopes: list[Envelope] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    #: Called with each address before its mail is taken.
    before: Callable[[str], object] = lambda _address: None

    @property
    def addresses(self) -> list[str]:
        return [envelope.rcpt_tos[0] for envelope in self.envelopes]

    @property
    def raw(self) -> list[bytes]:
        """The messages as they came over the wire."""
        return [bytes(envelope.original_content or b"") for envelope in self.envelopes]

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for raw in self.raw]


@dataclass
class _Clerk:
    """Who talks to those who bring mail. aiosmtpd asks for every attribute of it whenever
    somebody calls: what takes time must not be one."""

    kept: Server

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        if address in self.kept.answers and not self.kept.answers[address].startswith("DATA "):
            return self.kept.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        address = envelope.rcpt_tos[0]
        self.kept.before(address)
        if address in self.kept.answers:
            return self.kept.answers[address].removeprefix("DATA ")
        self.kept.envelopes.append(envelope)
        return "250 OK"


@contextmanager
def server() -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    found = Server(port)
    controller = Controller(_Clerk(found), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield found
    finally:
        controller.stop()


def text_of(message: EmailMessage) -> str:
    return _part(message, "plain")


def html_of(message: EmailMessage) -> str:
    return _part(message, "html")


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())
