"""An issue written once in one language with everything in it, to be cut for each reader.

Writing takes hundreds of times as long as cutting, and readers choose in thousands of ways.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from hub.models import Issue, IssueItem
from hub.newsletter.contents import Choice, Part, about_of, parts, piece_of
from hub.newsletter.pieces import MARK, Pieces
from hub.posting.letters import LARGEST, absolute, tidy, written
from research.views.wording import joined

#: Stand where each reader's own words belong; nothing else looks like them.
TOKEN_HERE = "0-reader-token-0"  # noqa: S105 - a place, not a secret
CHOSEN_HERE = "0-reader-choice-0"
PREVIEW_HERE = "0-reader-preview-0"
LEFT_OUT_HERE = "0-reader-left-out-0"
#: The piece that says what was left out.
LEFT_OUT = "left-out"
#: Titles of each part that mail programs show beside the subject.
IN_THE_PREVIEW = 2
#: Themes and countries named in the words about a reader's choice.
MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Written:
    """What all who get the same get."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Whole:
    """The issue in one language, as pieces."""

    subject: str
    language: str
    parts: tuple[Part, ...]
    #: Of what occurs in the issue, in this language.
    themes: Mapping[int, str]
    countries: Mapping[str, str]
    html: Pieces
    text: Pieces

    @classmethod
    def of(cls, issue: Issue, language: str, items: Collection[IssueItem]) -> "Whole":
        title, words, words_language = title_and_words(issue, language)
        with override(language):
            found = parts(items, language)
            about = [about_of(item) for item in items]
            themes = {theme.pk: str(theme) for one in about for theme in one.themes.all()}
            countries = {c.code: c.local_name for one in about for c in one.countries.all()}
            context = {
                "title": title,
                "title_language": words_language,
                "words": [part.strip() for part in words.split("\n\n") if part.strip()],
                "words_language": words_language,
                "parts": found,
                "mark": MARK,
                "preview": PREVIEW_HERE,
                "left_out": LEFT_OUT_HERE,
                "chosen": CHOSEN_HERE,
                "web": absolute("hub:issue", issue.slug),
                "manage": absolute("hub:newsletter-manage", TOKEN_HERE),
                "leave": absolute("hub:newsletter-unsubscribe", TOKEN_HERE),
            }
        html, text = written("issue", language, context)
        pieces = Pieces.of(html), Pieces.of(text)
        return cls(title, language, found, themes, countries, *pieces)

    def in_words(self, choice: Choice) -> str:
        """The themes and countries chosen, as far as they occur; everything, if none is."""
        names = [name for pk, name in self.themes.items() if pk in choice.themes]
        names += [name for code, name in self.countries.items() if code in choice.countries]
        with override(self.language):
            return joined(names, at_most=MOST_NAMES) if names else _("all themes and countries")

    def cut(self, items: Sequence[IssueItem]) -> Written:
        """With those items alone. Cut at the end where a mail grows so large that programs
        clip it, and then it says so."""
        shown = list(items)
        while True:
            found = self._cut(shown, left_out=len(items) - len(shown))
            # The reader's own words come on top.
            if len(found.html.encode()) < LARGEST - 2_000 or len(shown) < 2:
                return found
            shown = shown[: len(shown) * 9 // 10]

    def _cut(self, items: Sequence[IssueItem], *, left_out: int) -> Written:
        names = {piece_of(item) for item in items} | {item.part for item in items}
        said = ""
        if left_out:
            names.add(LEFT_OUT)
            said = _more(left_out, self.language)
        preview = self._preview(names)
        html = self.html.only(names).replace(LEFT_OUT_HERE, escape(said))
        text = self.text.only(names).replace(LEFT_OUT_HERE, said)
        return Written(self.subject, html.replace(PREVIEW_HERE, escape(preview)), tidy(text))

    def _preview(self, names: Collection[str]) -> str:
        """The first titles of each part."""
        titles: list[str] = []
        for part in self.parts:
            here = [entry.title for entry in part.entries if entry.piece in names]
            titles += here[:IN_THE_PREVIEW]
        return " · ".join(titles)


def _more(count: int, language: str) -> str:
    with override(language):
        return ngettext(
            "%(counter)s more stands on the web page of this issue",
            "%(counter)s more stand on the web page of this issue",
            count,
        ) % {"counter": count}


def title_and_words(issue: Issue, language: str) -> tuple[str, str, str]:
    """Subject and words in ``language`` where the editor has written them, and their language."""
    own = next((text for text in issue.texts.all() if text.language == language), None)
    return (own.title, own.words, language) if own else (issue.title, issue.words, "en")
