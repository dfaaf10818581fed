"""The buttons below an output: which there are, and what pressing one does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from partners.admin.desk import signed_in
from partners.models import User
from research import editorial
from research.models import Output

Status = Output.Status
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Verb:
    name: str
    label: Words
    permission: str
    possible_from: frozenset[str]
    done: Words
    act: Callable[[Output, User, str], object]
    #: What the person is asked to write, if anything.
    asks: Words = ""

    @property
    def button(self) -> str:
        return f"_verb_{self.name}"

    @property
    def answer(self) -> str:
        return f"_why_{self.name}"


VERBS = (
    Verb(
        "submit",
        _("Save and send for review"),
        "research.submit_output",
        frozenset({Status.DRAFT, Status.RETURNED}),
        _("“%(title)s” was sent to the editors for review."),
        lambda output, user, why: editorial.submit(output, by=user),
    ),
    Verb(
        "publish",
        _("Save and publish"),
        "research.publish_output",
        frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.WITHDRAWN}),
        _("“%(title)s” is public now."),
        lambda output, user, why: editorial.publish(output, by=user),
    ),
    Verb(
        "return",
        _("Return to the depositor"),
        "research.return_output",
        frozenset({Status.SUBMITTED}),
        _("“%(title)s” was returned to its depositor."),
        lambda output, user, why: editorial.return_(output, by=user, comment=why),
        asks=_("What should be changed?"),
    ),
    Verb(
        "withdraw",
        _("Withdraw from the public"),
        "research.withdraw_output",
        frozenset({Status.PUBLISHED}),
        _("“%(title)s” is withdrawn; its address says why."),
        lambda output, user, why: editorial.withdraw(output, by=user, reason=why),
        asks=_("Why is it withdrawn? Readers will see this."),
    ),
)


def possible(user: User, output: Output | None) -> list[Verb]:
    """The verbs this user may use on an output as it stands; on a new one, as a draft."""
    status = output.status if output else Status.DRAFT
    return [
        verb for verb in VERBS if status in verb.possible_from and user.has_perm(verb.permission)
    ]


def carry_out(request: HttpRequest, output: Output) -> None:
    """Do what the pressed button says, and tell how it went."""
    user = signed_in(request)
    for verb in possible(user, output):
        if verb.button in request.POST:
            _carry_out(request, output, verb, user)


def _carry_out(request: HttpRequest, output: Output, verb: Verb, user: User) -> None:
    try:
        verb.act(output, user, request.POST.get(verb.answer, ""))
    except editorial.NotReadyToPublish as refusal:
        _tell(request, _("It was saved, but it can't be published yet:"), refusal.reasons)
    except editorial.NotPossibleNow as refusal:
        _tell(request, _("It was saved, but:"), [str(refusal)])
    except ValidationError as fault:
        _tell(request, _("It was saved, but:"), fault.messages)
    else:
        messages.success(request, str(verb.done) % {"title": output.title})


def _tell(request: HttpRequest, intro: Words, reasons: Sequence[str]) -> None:
    items = format_html_join("", "<li>{}</li>", ([reason] for reason in reasons))
    messages.warning(request, format_html("{}<ul>{}</ul>", intro, items))
