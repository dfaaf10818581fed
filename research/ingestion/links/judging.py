"""What an answer says of a link, and when it is asked again. Nothing is asked here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from urllib.parse import urlsplit

from django.utils.translation import gettext_noop

from research.ingestion.answers import SourceUnavailable
from research.models import LinkCheck

State = LinkCheck.State
#: A server may be down for an afternoon, or for a weekend: broken is what failed so often...
FAILURES = 3
#: ...over so long a time.
AWAY_FOR = timedelta(days=5)
#: What works is asked so seldom; what failed in so many days, after each failure more.
EVERY = timedelta(days=30)
AGAIN = (1, 2, 4, 7, 14, 30)
#: The server is there, and answers people perhaps: sign in, pay, wait, not for programs.
NOT_TO_US = frozenset({401, 402, 403, 405, 406, 407, 418, 429, 451, 999})
#: Reasons, kept in English and shown in the reader's language.
FRONT_PAGE = gettext_noop("The address leads to the front page of the site only.")
NOT_TO_PROGRAMS = gettext_noop("The server does not answer programs: try it by hand.")
ROBOTS = gettext_noop("The server asks programs to stay away from there: try it by hand.")
NOT_REGISTERED = gettext_noop("Nobody has registered this identifier.")
LEADS_NOWHERE = gettext_noop("The identifier is registered, but leads nowhere.")
GONE = gettext_noop("The server knows nothing of it.")
AN_ERROR = gettext_noop("The server answers with an error.")
NO_ANSWER = gettext_noop("The server can't be reached.")


class Meaning(Enum):
    ALIVE = "alive"
    AWAY = "away"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Found:
    """What became of one question."""

    meaning: Meaning
    status: int
    reason: str = ""

    @property
    def was_answered(self) -> bool:
        """Somebody out there spoke to us: our own line is not what is down."""
        return self.status > 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a link stands after an answer: the columns that are written."""

    state: str
    status: int
    reason: str
    failures: int
    failing_since: datetime | None
    alive_at: datetime | None
    due_at: datetime


def arrived(asked: str, status: int, address: str) -> Found:
    """A page was there, at ``address``."""
    if _is_deep(asked) and not _is_deep(address):
        return Found(Meaning.AWAY, status, FRONT_PAGE)
    return Found(Meaning.ALIVE, status)


def refused(refusal: SourceUnavailable) -> Found:
    if refusal.is_by_rule:
        return Found(Meaning.UNCLEAR, refusal.status, ROBOTS)
    if refusal.status in NOT_TO_US:
        return Found(Meaning.UNCLEAR, refusal.status, NOT_TO_PROGRAMS)
    if refusal.status in {404, 410}:
        return Found(Meaning.AWAY, refusal.status, GONE)
    return Found(Meaning.AWAY, refusal.status, AN_ERROR if refusal.status else NO_ANSWER)


def resolved(answer: object) -> Found:
    """What the handle system said of a DOI or handle."""
    told = answer if isinstance(answer, dict) else {}
    if told.get("responseCode") != 1:
        return Found(Meaning.AWAY, 404, NOT_REGISTERED)
    values = told.get("values")
    kinds = [one.get("type") for one in values or () if isinstance(one, dict)]
    if not any(kind in {"URL", "10320/loc"} for kind in kinds):
        return Found(Meaning.AWAY, 200, LEADS_NOWHERE)
    return Found(Meaning.ALIVE, 200)


def judged(link: LinkCheck, found: Found, now: datetime) -> Verdict:
    """How ``link`` stands now: broken only after several failures over days."""
    if found.meaning == Meaning.ALIVE:
        return Verdict(State.ALIVE, found.status, "", 0, None, now, now + EVERY)
    if found.meaning == Meaning.UNCLEAR:
        due = now + EVERY
        return Verdict(State.UNCLEAR, found.status, found.reason, 0, None, link.alive_at, due)
    failures = link.failures + 1
    since = link.failing_since or now
    is_broken = failures >= FAILURES and now - since >= AWAY_FOR
    due = now + timedelta(days=AGAIN[min(failures, len(AGAIN)) - 1])
    state = State.BROKEN if is_broken else State.FAILING
    return Verdict(state, found.status, found.reason, failures, since, link.alive_at, due)


def _is_deep(address: str) -> bool:
    url = urlsplit(address)
    return bool(url.query) or url.path.strip("/").lower() not in {
        "", "index.html", "index.php", "home", "en", "404", "error",
    }  # fmt: skip
