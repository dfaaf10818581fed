"""The buttons below an issue, and the counts above it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import check_for_language, get_language, gettext_lazy
from django.utils.translation import gettext as _

from hub.models import Delivery, Issue, Posting, Subscriber
from hub.newsletter import proposing, sending
from hub.newsletter.contents import Choice
from hub.posting.handing_over import Answer, Post
from hub.tasks import post_soon
from partners.admin.desk import signed_in

State = Issue.State
MAY_SEND = "hub.send_issue"
MAY_CHANGE = "hub.change_issue"
Words = str | Promise


class Refused(Exception):
    """What was asked for can't be done; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Verb:
    name: str
    label: Words
    permission: str
    possible_in: frozenset[str]
    act: Callable[[Issue, str], str]
    #: What the person is asked to fill in, if anything, and with which kind of field.
    asks: Words = ""
    field: str = "text"

    @property
    def button(self) -> str:
        return f"_verb_{self.name}"

    @property
    def answer(self) -> str:
        return f"_why_{self.name}"


def _propose(issue: Issue, _said: str) -> str:
    return _("%d proposed.") % proposing.propose(issue)


def _try_out(issue: Issue, said: str) -> str:
    """To the address, or ``ur reader@example.org`` for another language."""
    first, _blank, rest = said.strip().partition(" ")
    language, address = (first, rest) if rest else (get_language() or "en", first)
    try:
        validate_email(address)
    except ValidationError as fault:
        raise Refused(" ".join(fault.messages)) from fault
    message = sending.trial(issue, Choice(language), address)
    if message is None:
        raise Refused(_("There is nothing in this issue yet."))
    post = Post()
    outcome = post.hand_over(message)
    post.close()
    if outcome.answer != Answer.TAKEN:
        raise Refused(outcome.reason)
    return _("A test went to %s.") % address


def _schedule(issue: Issue, said: str) -> str:
    try:
        at = timezone.make_aware(datetime.fromisoformat(said.strip()))
    except ValueError as fault:
        raise Refused(_("Say when, as in 2026-11-30T07:00.")) from fault
    sending.schedule(issue, at=at)
    return _("It will be sent then.")


def _send(issue: Issue, _said: str) -> str:
    count = sending.start(issue)
    post_soon()
    return _("It is being sent to %d readers.") % count


def _resume(issue: Issue, _said: str) -> str:
    sending.resume(issue)
    post_soon()
    return _("The sending goes on.")


def _stop(issue: Issue, _said: str) -> str:
    sending.stop(issue)
    return _("The sending has stopped.")


def _unschedule(issue: Issue, _said: str) -> str:
    sending.unschedule(issue)
    return _("It is a draft again.")


OPEN = frozenset({State.DRAFT, State.SCHEDULED})
VERBS = (
    Verb("propose", gettext_lazy("Save and propose what is new"), MAY_CHANGE, OPEN, _propose),
    Verb(
        "try",
        gettext_lazy("Save and send a test"),
        MAY_CHANGE,
        OPEN,
        _try_out,
        gettext_lazy("To which address? A language may stand before it: ur me@example.org"),
    ),
    Verb(
        "schedule",
        gettext_lazy("Save and schedule"),
        MAY_SEND,
        OPEN,
        _schedule,
        gettext_lazy("When, in the hub's time?"),
        "datetime-local",
    ),
    Verb(
        "unschedule",
        gettext_lazy("Back to draft"),
        MAY_SEND,
        frozenset({State.SCHEDULED}),
        _unschedule,
    ),
    Verb("send", gettext_lazy("Save and send now"), MAY_SEND, OPEN, _send),
    Verb("stop", gettext_lazy("Stop sending"), MAY_SEND, frozenset({State.SENDING}), _stop),
    Verb("resume", gettext_lazy("Go on sending"), MAY_SEND, frozenset({State.STOPPED}), _resume),
)


def possible(request: HttpRequest, issue: Issue) -> list[Verb]:
    user = signed_in(request)
    return [v for v in VERBS if issue.state in v.possible_in and user.has_perm(v.permission)]


def carry_out(request: HttpRequest, issue: Issue) -> bool:
    """Do what the pressed button says and tell how it went; says whether one was pressed."""
    for verb in possible(request, issue):
        if verb.button in request.POST:
            try:
                said = verb.act(issue, request.POST.get(verb.answer, ""))
            except (Refused, sending.NotPossibleNow) as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, said)
            return True
    return False


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of an issue; ``name`` is what the script that keeps it fresh knows it by."""

    name: str
    label: Words
    number: int


LABELS: dict[str, Words] = {
    "readers": gettext_lazy("Readers"),
    Posting.State.SENT: gettext_lazy("Got it"),
    Posting.State.WAITING: gettext_lazy("Waiting"),
    Posting.State.SENDING: gettext_lazy("Being handed over"),
    Posting.State.SKIPPED: gettext_lazy("Nothing fitted, or left meanwhile"),
    Posting.State.FAILED: gettext_lazy("Refused by their server"),
    "twice": gettext_lazy("Perhaps got it twice, as the sending broke off at them"),
}


def figures(issue: Issue) -> dict[str, int]:
    """Before it starts: how many readers there are. Then how far it has come."""
    if issue.is_open:
        return {"readers": Subscriber.objects.readers_of(issue.rhythm).count()}
    found = Delivery.objects.filter(issue=issue).counts()
    return {"readers": sum(n for name, n in found.items() if name != "twice")} | found


def counts(issue: Issue) -> list[Count]:
    found = figures(issue)
    return [Count(name, label, found[name]) for name, label in LABELS.items() if name in found]


def languages() -> Sequence[tuple[str, str]]:
    """Those in which it can be looked at."""
    return [(code, str(name)) for code, name in settings.LANGUAGES if check_for_language(code)]
