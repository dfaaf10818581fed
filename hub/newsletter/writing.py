"""An issue as a mail: cut from the whole for what a reader chose, with their own links put in."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.translation import override

from hub.models import Delivery, Issue, IssueItem, Subscriber
from hub.newsletter.contents import Choice, Subject, items_of, subjects
from hub.newsletter.whole import CHOSEN_HERE, TOKEN_HERE, Whole
from hub.posting.letters import ReaderMail, absolute, list_headers
from hub.subscribing import links

LIST_NAME = "newsletter"


@dataclass(frozen=True, slots=True)
class _Fitting:
    """What fits a choice, and the choice in words."""

    items: Sequence[IssueItem]
    words: str


class Writer:
    """Writes issues; keeps what it has rendered as long as it lives: a round, or a page."""

    def __init__(self) -> None:
        self._subjects: dict[int, tuple[Subject, ...]] = {}
        self._wholes: dict[tuple[int, str], Whole] = {}
        self._fitting: dict[tuple[int, Choice], _Fitting] = {}

    def letter(
        self, issue: Issue, choice: Choice, *, token: str, number: str
    ) -> ReaderMail | None:
        """The mail for one reader, or nothing where nothing is left for them."""
        fitting = self._fits(issue, choice)
        if not fitting.items:
            return None
        said = self._whole(issue, choice.language).cut(fitting.items)
        with override(choice.language):
            headers = list_headers(
                LIST_NAME,
                "SALAM Knowledge Hub",
                leave=absolute("hub:newsletter-unsubscribe", token),
                archive=absolute("hub:newsletter"),
                message_id=number,
            )
        words = fitting.words
        html = said.html.replace(TOKEN_HERE, token).replace(CHOSEN_HERE, escape(words))
        text = said.text.replace(TOKEN_HERE, token).replace(CHOSEN_HERE, words)
        return ReaderMail(said.subject, html, text, headers)

    def for_delivery(self, delivery: Delivery) -> ReaderMail | None:
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

    def _all(self, issue: Issue) -> tuple[Subject, ...]:
        if issue.pk not in self._subjects:
            self._subjects[issue.pk] = subjects(items_of(issue))
        return self._subjects[issue.pk]

    def _whole(self, issue: Issue, language: str) -> Whole:
        key = (issue.pk, language)
        if key not in self._wholes:
            items = [subject.item for subject in self._all(issue)]
            self._wholes[key] = Whole.of(issue, language, items)
        return self._wholes[key]

    def _fits(self, issue: Issue, choice: Choice) -> _Fitting:
        key = (issue.pk, choice)
        if key not in self._fitting:
            items = [subject.item for subject in self._all(issue) if subject.fits(choice)]
            words = self._whole(issue, choice.language).in_words(choice) if items else ""
            self._fitting[key] = _Fitting(items, words)
        return self._fitting[key]


def choice_of(reader: Subscriber) -> Choice:
    return Choice(
        reader.language,
        frozenset(theme.pk for theme in reader.themes.all()),
        frozenset(country.code for country in reader.countries.all()),
    )
