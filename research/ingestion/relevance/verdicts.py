"""What came of a record, with facts that can be told in any language later."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class Kind(models.TextChoices):
    """What speaks for a record, or against it."""

    CONCEPT = "concept", gettext_lazy("topic")
    KEYWORD = "keyword", gettext_lazy("word")
    THEME = "theme", gettext_lazy("theme")
    COUNTRY = "country", gettext_lazy("country")
    DESTINATION = "destination", gettext_lazy("destination")
    AFFILIATION = "affiliation", gettext_lazy("institution")
    ELSEWHERE = "elsewhere", gettext_lazy("another place, so that mentions count half")
    UNWANTED = "unwanted", gettext_lazy("word that is not wanted")


class Where(models.TextChoices):
    """The part of a record in which something stands."""

    CLASSIFIED = "classified", gettext_lazy("as the source classifies it")
    TITLE = "title", gettext_lazy("in the title")
    KEYWORDS = "keywords", gettext_lazy("among its keywords")
    ABSTRACT = "abstract", gettext_lazy("in the abstract")
    CONTAINER = "container", gettext_lazy("in the name of the journal or series")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a record says, where, and how often there."""

    kind: str
    word: str
    places: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        where = ", ".join(_said(place, times) for place, times in self.places)
        return f"{Kind(self.kind).label}: “{self.word}” {where}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a record concerns us, and what each of its sides counts."""

    is_taken: bool
    #: Of 100.
    score: int
    threshold: int
    #: Of 100; ``None`` where the source is not asked for it.
    topic: int | None
    place: int | None
    facts: tuple[Fact, ...] = ()

    @property
    def reasons(self) -> list[str]:
        """Why, in the reader's language: the sum first, then what was found."""
        return [*self._sums(), *map(str, self.facts)]

    def _sums(self) -> Iterator[str]:
        if self.topic is None and self.place is None:
            yield _("The source has no rules: all of it is taken.")
            return
        yield _("%(score)d of 100, needed %(threshold)d") % {
            "score": self.score,
            "threshold": self.threshold,
        }
        if any(fact.kind == Kind.UNWANTED for fact in self.facts):
            return
        if self.topic == 0:
            yield _("nothing about the topic")
        if self.place == 0:
            yield _("nothing about the place")


def _said(place: str, times: int) -> str:
    where = str(Where(place).label)
    if times == 1:
        return where
    return ngettext("%(where)s once", "%(where)s %(times)d times", times) % {
        "where": where,
        "times": times,
    }
