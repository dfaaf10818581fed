"""Asking to subscribe: noted in the same way for every address, answered by a letter to it.

Whoever asks sees no difference between an address that is known and one that is not: the
page does the same work for both, and the letter is the same.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from hub.models import Subscriber, SubscriptionRequest
from hub.posting.letters import ReaderMail, absolute, host, one_line, written
from hub.subscribing import links
from partners.models import Country
from research.models import Theme

#: Letters that one address gets in a day, however often it is asked for.
MOST_LETTERS = 3
A_DAY = timedelta(days=1)
#: How long what was asked for waits for a worker before a sweep looks after it.
LOST_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for, and the words they agreed to."""

    email: str
    language: str
    consent: str
    newsletter: str = ""
    themes: Collection[Theme] = field(default=())
    countries: Collection[Country] = field(default=())
    query: str = ""
    all_words: bool = False
    pace: str = ""


@transaction.atomic
def ask(wish: Wish) -> SubscriptionRequest:
    """Note a wish. Noted twice, it is two wishes, of which a reader confirms one."""
    asked = SubscriptionRequest.objects.create(
        email=wish.email.strip(),
        language=wish.language,
        newsletter=wish.newsletter,
        query=wish.query,
        all_words=wish.all_words,
        pace=wish.pace,
        consent=wish.consent,
    )
    asked.themes.set(wish.themes)
    asked.countries.set(wish.countries)
    return asked


def take(pk: int) -> SubscriptionRequest | None:
    """The request, if nobody has answered it and it is not one too many.

    It counts as answered from here on: a letter lost by a kill is asked for again by whoever
    misses it, and nobody gets one twice.
    """
    now = timezone.now()
    if not SubscriptionRequest.objects.unanswered().filter(pk=pk).update(answered_at=now):
        return None
    asked = SubscriptionRequest.objects.get(pk=pk)
    recent = SubscriptionRequest.objects.of_address(asked.email).since(now - A_DAY)
    is_too_many = recent.filter(pk__lt=pk).count() >= MOST_LETTERS
    stopped = Subscriber.objects.at(asked.email).exclude(stopped_at=None)
    return None if is_too_many or stopped.exists() else asked


def put_back(asked: SubscriptionRequest) -> None:
    """The letter could not go out now: the sweep tries again."""
    SubscriptionRequest.objects.filter(pk=asked.pk).update(answered_at=None)


def letter(asked: SubscriptionRequest, said: Collection[str]) -> EmailMultiAlternatives:
    """The letter that asks for confirmation; ``said`` is what was asked for, in words."""
    with override(asked.language):
        subject = _("Please confirm: mail from the SALAM Knowledge Hub")
        confirm = absolute("hub:newsletter-confirm", links.of_request(asked))
        html, text = written(
            "confirm",
            asked.language,
            {
                "title": _("Is this what you asked for?"),
                "said": list(said),
                "confirm": confirm,
                "days": links.REQUEST_LASTS.days,
            },
        )
    headers = {
        "Message-ID": f"<request-{asked.pk}.{asked.key}@{host()}>",
        "Auto-Submitted": "auto-replied",
    }
    return ReaderMail(one_line(subject), html, text, headers).to(asked.email)


def wanted(asked: SubscriptionRequest) -> list[str]:
    """A request for the newsletter in words, in the language it was made in."""
    with override(asked.language):
        languages = dict(settings.LANGUAGES)
        said = [f"{_('Newsletter')}: {asked.get_newsletter_display()}"]
        said.append(f"{_('Language')}: {languages[asked.language]}")
        for label, rows in (
            (_("Themes"), [str(theme) for theme in asked.themes.in_order()]),
            (_("Countries"), [c.local_name for c in asked.countries.by_name()]),
        ):
            said.append(f"{label}: {', '.join(rows) or _('all')}")
    return said


def unanswered() -> list[int]:
    """Requests whose nudge got lost; for the sweep."""
    lost = SubscriptionRequest.objects.unanswered().before(timezone.now() - LOST_AFTER)
    return list(lost.order_by("pk").values_list("pk", flat=True)[:200])


def forget_old() -> int:
    """Delete requests whose link no longer works, confirmed or not; says how many."""
    old = SubscriptionRequest.objects.before(timezone.now() - links.REQUEST_LASTS)
    deleted, _by_model = old.delete()
    return deleted
