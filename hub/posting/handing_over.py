"""Handing one message to the mail server, and what its answer means."""

import smtplib
from dataclasses import dataclass
from enum import Enum
from typing import Any

from anymail.exceptions import AnymailAPIError, AnymailInvalidAddress, AnymailRecipientsRefused
from django.core.mail import EmailMultiAlternatives, get_connection

#: SMTP codes from here on are refusals for good (RFC 5321).
FOR_GOOD = 500
#: What an API says of itself rather than of the message: come back later.
BUSY = {408, 425, 429}
#: An HTTP code from here on is the provider's own fault, and passes.
BUSY_ITSELF = 500
#: SMTP: the server closes the line.
HANGS_UP = 421
#: Then a new line is opened: many servers hang up on whoever sends more over one.
MOST_ON_ONE_LINE = 100
#: The enhanced codes of an address that does not exist or takes no mail (RFC 3463).
NO_SUCH_ADDRESS = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")
LONGEST_REASON = 480


class Answer(Enum):
    TAKEN = "taken"
    #: Not now: the server is busy.
    LATER = "later"
    #: There is no server: that says nothing of the message.
    AWAY = "away"
    #: The line broke while the message went over: it may have been taken.
    UNCLEAR = "unclear"
    #: Never: another try would only annoy.
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Outcome:
    answer: Answer
    reason: str = ""
    #: Whether it is the address that takes no mail, rather than this message.
    is_dead_address: bool = False


class Post:
    """A connection to the mail server, opened when it is needed and again when it broke."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._sent = 0

    def hand_over(self, message: EmailMultiAlternatives) -> Outcome:
        try:
            self._open()
        except (smtplib.SMTPException, OSError) as fault:
            return self._broken(Answer.AWAY, fault)
        try:
            self._connection.send_messages([message])
        except (smtplib.SMTPException, OSError) as fault:
            return self._refused(fault)
        except (AnymailRecipientsRefused, AnymailInvalidAddress) as fault:
            return Outcome(Answer.NEVER, _said(fault), is_dead_address=True)
        except AnymailAPIError as fault:
            code = fault.status_code or BUSY_ITSELF
            is_busy = code in BUSY or code >= BUSY_ITSELF
            return Outcome(Answer.LATER if is_busy else Answer.NEVER, _said(fault))
        except ValueError as fault:  # an address or a header that can't be written
            return Outcome(Answer.NEVER, _said(fault))
        return Outcome(Answer.TAKEN)

    def _refused(self, fault: smtplib.SMTPException | OSError) -> Outcome:
        """What an SMTP server has said, or that it has hung up."""
        match fault:
            case smtplib.SMTPRecipientsRefused():
                code, said = next(iter(fault.recipients.values()))
                if code == HANGS_UP:
                    self.close()
                return _outcome(code, said)
            case smtplib.SMTPResponseException():
                self.close()
                return _outcome(fault.smtp_code, fault.smtp_error)
            case smtplib.SMTPNotSupportedError():  # an address it has no letters for
                return Outcome(Answer.NEVER, _said(fault))
        # The line broke, or time ran out, while the message went over.
        return self._broken(Answer.UNCLEAR, fault)

    def _open(self) -> None:
        if self._sent >= MOST_ON_ONE_LINE:
            self.close()
        if self._connection is None:
            self._connection, self._sent = get_connection(), 0
            self._connection.open()
        self._sent += 1

    def _broken(self, answer: Answer, fault: Exception) -> Outcome:
        self.close()
        return Outcome(answer, _said(fault))

    def close(self) -> None:
        broken, self._connection = self._connection, None
        if broken is not None:
            try:
                broken.close()
            except (smtplib.SMTPException, OSError):
                return  # what is broken need not be closed politely


def _outcome(code: int, said: bytes | str) -> Outcome:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    reason = f"{code} {words}"[:LONGEST_REASON]
    if code < FOR_GOOD:
        return Outcome(Answer.LATER, reason)
    is_dead = words.startswith(NO_SUCH_ADDRESS)
    return Outcome(Answer.NEVER, reason, is_dead_address=is_dead)


def _said(fault: Exception) -> str:
    return (" ".join(str(fault).split()) or type(fault).__name__)[:LONGEST_REASON]
