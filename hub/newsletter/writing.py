"""An issue as a mail: written once for all who get the same, with the reader's own links put in.

Many readers choose the same themes, countries and language. What they get is rendered once
a round; only the signed links and the words about their choice differ.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import override

from hub.models import Delivery, Issue, IssueItem, Subscriber
from hub.newsletter.contents import Choice, chosen, items_of, parts
from hub.posting.letters import LARGEST, Letter, absolute, list_headers, written
from hub.subscribing import links
from research.views.wording import joined

#: Stand where each reader's own words belong; nothing else looks like them.
TOKEN_HERE = "0-reader-token-0"  # noqa: S105 - a place, not a secret
CHOSEN_HERE = "0-reader-choice-0"
#: Renderings kept at a time: as many as five themes and five countries make likely, in 70 MB.
MOST_KEPT = 2_000
LIST_NAME = "newsletter"


@dataclass(frozen=True, slots=True)
class Written:
    """What all who made the same choice get."""

    subject: str
    html: str
    text: str


class Writer:
    """Writes issues; keeps what it has rendered as long as it lives: a round, or a page."""

    def __init__(self) -> None:
        self._items: dict[int, list[IssueItem]] = {}
        self._kept: OrderedDict[tuple[object, ...], Written] = OrderedDict()

    def letter(self, issue: Issue, choice: Choice, *, token: str, number: str) -> Letter | None:
        """The mail for one reader, or nothing where nothing is left for them."""
        items = chosen(self._all_items(issue), choice)
        if not items:
            return None
        said = self._written(issue, choice.language, items)
        with override(choice.language):
            words = _choice_in_words(choice, self._all_items(issue))
            headers = list_headers(
                LIST_NAME,
                "SALAM Knowledge Hub",
                leave=absolute("hub:newsletter-unsubscribe", token),
                archive=absolute("hub:newsletter"),
                message_id=number,
            )
        html = said.html.replace(TOKEN_HERE, token).replace(CHOSEN_HERE, escape(words))
        text = said.text.replace(TOKEN_HERE, token).replace(CHOSEN_HERE, words)
        return Letter(said.subject, html, text, headers)

    def for_delivery(self, delivery: Delivery) -> Letter | None:
        reader = delivery.subscriber
        if reader is None or reader.newsletter != delivery.issue.rhythm:
            return None
        if reader.stopped_at or reader.is_paused:
            return None
        return self.letter(
            delivery.issue,
            choice_of(reader),
            token=links.of_reader(reader),
            number=f"issue-{delivery.issue_id}.{delivery.pk}",
        )

    def _all_items(self, issue: Issue) -> list[IssueItem]:
        if issue.pk not in self._items:
            self._items[issue.pk] = items_of(issue)
        return self._items[issue.pk]

    def _written(self, issue: Issue, language: str, items: Sequence[IssueItem]) -> Written:
        key = (issue.pk, language, tuple(item.pk for item in items))
        if key not in self._kept:
            self._kept[key] = _render(issue, language, items)
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


def choice_of(reader: Subscriber) -> Choice:
    return Choice(
        reader.language,
        frozenset(theme.pk for theme in reader.themes.all()),
        frozenset(country.code for country in reader.countries.all()),
    )


def title_and_words(issue: Issue, language: str) -> tuple[str, str, str]:
    """Subject and words in ``language`` where the editor has written them, and their language."""
    own = next((text for text in issue.texts.all() if text.language == language), None)
    return (own.title, own.words, language) if own else (issue.title, issue.words, "en")


def _render(issue: Issue, language: str, items: Sequence[IssueItem]) -> Written:
    """Cut at the end where a mail grows so large that programs clip it, and say so."""
    shown = list(items)
    while True:
        found = _render_all(issue, language, shown, left_out=len(items) - len(shown))
        # The reader's own words come on top.
        if len(found.html.encode()) < LARGEST - 2_000 or len(shown) < 2:
            return found
        shown = shown[: len(shown) * 9 // 10]


def _render_all(
    issue: Issue, language: str, items: Sequence[IssueItem], *, left_out: int
) -> Written:
    title, words, words_language = title_and_words(issue, language)
    with override(language):
        context = {
            "title": title,
            "words": [part.strip() for part in words.split("\n\n") if part.strip()],
            "words_language": words_language,
            "parts": parts(items, language),
            "left_out": left_out,
            "chosen": CHOSEN_HERE,
            "web": absolute("hub:issue", issue.slug),
            "manage": absolute("hub:newsletter-manage", TOKEN_HERE),
            "leave": absolute("hub:newsletter-unsubscribe", TOKEN_HERE),
        }
    html, text = written("issue", language, context)
    return Written(title, html, text)


def _choice_in_words(choice: Choice, items: Sequence[IssueItem]) -> str:
    """The themes and countries chosen, as far as they occur; everything, if none is."""
    themes: dict[int, str] = {}
    countries: dict[str, str] = {}
    for item in items:
        about = item.output or item.event
        if about:
            themes |= {t.pk: str(t) for t in about.themes.all() if t.pk in choice.themes}
            named = {c.code: c.local_name for c in about.countries.all()}
            countries |= {code: name for code, name in named.items() if code in choice.countries}
    names = [*themes.values(), *countries.values()]
    return joined(names, at_most=20) if names else _("all themes and countries")
