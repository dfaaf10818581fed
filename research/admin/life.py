"""The buttons below an output: which there are, and what pressing one does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from partners.admin.desk import signed_in
from partners.models import User
from partners.roles import Action
from partners.sign_in import may
from partners.tasks import send_soon
from research import editorial
from research.admin.field_notes import COMMENT
from research.models import Output

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Answer:
    """What was written beside the button, and beside the fields."""

    words: str
    on_fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        """The answer as date and hour. Raises ``ValidationError``."""
        moment: datetime = forms.DateTimeField().clean(self.words)
        return moment


@dataclass(frozen=True, slots=True)
class Verb:
    name: str
    label: Words
    action: Action
    done: Words
    act: Callable[[Output, User, Answer], object]
    #: What the person is asked to write, if anything, and in which kind of field.
    asks: Words = ""
    kind: str = "text"
    is_useful: Callable[[User, Output | None], bool] = lambda user, output: True

    @property
    def button(self) -> str:
        return f"_verb_{self.name}"

    @property
    def answer(self) -> str:
        return f"_why_{self.name}"


def _submit(output: Output, user: User, answer: Answer) -> object:
    own_words_count = may(user, Action.APPROVE, _as_submitted(output))
    return editorial.submit(output, by=user, is_approved=own_words_count)


def _as_submitted(output: Output) -> Output:
    return Output(
        status=Output.Status.SUBMITTED,
        owner_id=output.owner_id,
        created_by_id=output.created_by_id,
    )


VERBS = (
    Verb(
        "submit",
        _("Save and send for review"),
        Action.SUBMIT,
        _("“%(title)s” was sent to the editors for review."),
        _submit,
    ),
    Verb(
        "approve",
        _("Approve for the hub"),
        Action.APPROVE,
        _("“%(title)s” is approved and waits for the hub’s editors."),
        lambda output, user, answer: editorial.approve(output, by=user),
        # Who can publish says so by publishing.
        is_useful=lambda user, output: (
            output is not None
            and output.approved_at is None
            and not may(user, Action.PUBLISH, output)
        ),
    ),
    Verb(
        "publish",
        _("Save and publish"),
        Action.PUBLISH,
        _("“%(title)s” is public now."),
        lambda output, user, answer: editorial.publish(output, by=user),
    ),
    Verb(
        "embargo",
        _("Publish under embargo"),
        Action.PUBLISH,
        _("“%(title)s” is public now; its documents open at the end of the embargo."),
        lambda output, user, answer: editorial.publish(
            output, by=user, embargo_until=answer.moment
        ),
        asks=_("When may readers open the documents? (date and hour, Kathmandu time)"),
        kind="datetime-local",
    ),
    Verb(
        "return",
        _("Return to the depositor"),
        Action.RETURN,
        _("“%(title)s” was returned to its depositor."),
        lambda output, user, answer: editorial.return_(
            output, by=user, comment=answer.words, on_fields=answer.on_fields
        ),
        asks=_("What should be changed? You can also comment beside each field above."),
    ),
    Verb(
        "withdraw",
        _("Withdraw from the public"),
        Action.WITHDRAW,
        _("“%(title)s” is withdrawn; its address says why."),
        lambda output, user, answer: editorial.withdraw(output, by=user, reason=answer.words),
        asks=_("Why is it withdrawn? Readers will see this."),
    ),
)


def possible(user: User, output: Output | None) -> list[Verb]:
    """The verbs this user may use on an output as it stands; on a new one, as a draft."""
    return [
        verb for verb in VERBS if _is_possible(verb, user, output) and verb.is_useful(user, output)
    ]


def _is_possible(verb: Verb, user: User, output: Output | None) -> bool:
    if output is None:
        return verb.action in {Action.SUBMIT, Action.PUBLISH} and may(user, verb.action)
    return may(user, verb.action, output)


def carry_out(request: HttpRequest, output: Output) -> bool:
    """Do what the pressed button says, and tell how it went; false without such a button."""
    user = signed_in(request)
    for verb in possible(user, output):
        if verb.button in request.POST:
            answer = Answer(request.POST.get(verb.answer, ""), _comments(request))
            _carry_out(request, output, verb, answer)
            return True
    return False


def _comments(request: HttpRequest) -> dict[str, str]:
    """What was written beside fields that there are."""
    known = {column.name for column in Output._meta.get_fields()} | {"people"}  # noqa: SLF001
    return {
        name.removeprefix(COMMENT): text
        for name, text in request.POST.items()
        if isinstance(text, str)
        and name.startswith(COMMENT)
        and name.removeprefix(COMMENT) in known
    }


def _carry_out(request: HttpRequest, output: Output, verb: Verb, answer: Answer) -> None:
    try:
        verb.act(output, signed_in(request), answer)
    except editorial.NotReadyToPublish as refusal:
        _tell(request, said("It was saved, but it can't be published yet:"), refusal.reasons)
    except editorial.NotPossibleNow as refusal:
        _tell(request, said("It was saved, but:"), [str(refusal)])
    except ValidationError as fault:
        _tell(request, said("It was saved, but:"), fault.messages)
    else:
        send_soon()
        messages.success(request, str(verb.done) % {"title": output.title})


def _tell(request: HttpRequest, intro: Words, reasons: Sequence[str]) -> None:
    items = format_html_join("", "<li>{}</li>", ([reason] for reason in reasons))
    messages.warning(request, format_html("{}<ul>{}</ul>", intro, items))
