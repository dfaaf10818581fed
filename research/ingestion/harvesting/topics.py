"""What a new record is filed under where its source doesn't say: themes and countries.

By the rule that the form's suggestions follow: a theme where several concepts of it are
named, or one in the title; a country that the title names or the text names twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from babel import Locale

from partners.models import Country
from research.ingestion.mentions import Mentions, Row
from research.ingestion.prefill.topics import THEME_WORDS
from research.ingestion.records import IncomingOutput
from research.ingestion.relevance.judging import stems_of
from research.ingestion.relevance.places import CALLED
from research.models import ConceptLabel, Theme
from research.search.scripts import language_of

#: A concept in the title counts as much as two that the text names.
IN_TITLE, ENOUGH = 2, 2
MOST_THEMES, MOST_COUNTRIES = 2, 6
#: What is about labour migration and nothing more special stands under the main theme.
MAIN = "labour-migration-policies"
PLAINLY = frozenset({"labour-migration", "foreign-employment", "migrant-worker"})
#: Of an abstract so many letters are looked at.
LOOKED_AT = 4000
#: So long may be what stands for a summary: two or three sentences.
BRIEF = 420
#: A sentence ends here, unless what stands before is an abbreviation or an initial.
ENDS = (". ", "? ", "! ", "। ", "۔ ")


@dataclass(frozen=True, slots=True)
class Topics:
    """The words of the thesaurus and the names of countries, read once."""

    concepts: Mentions[str]
    places: Mentions[str]
    themes: frozenset[str]

    @classmethod
    def read(cls) -> "Topics":
        return cls(
            Mentions(dict(_concept_rows())),
            Mentions(dict(_place_rows())),
            frozenset(Theme.objects.values_list("slug", flat=True)),
        )

    def completed(self, record: IncomingOutput) -> IncomingOutput:
        """The record with themes, countries and a summary, as far as it lacked them."""
        language = record.language[:2] or _language(record)
        # What a source calls its subject is as much as a title says.
        keywords = " . ".join(record.keywords)
        title = stems_of(f"{record.title} . {record.subtitle} . {keywords}", language)
        text = stems_of(record.abstract[:LOOKED_AT], language)
        return replace(
            record,
            themes=record.themes or tuple(self._themes(title, text)),
            countries=record.countries or tuple(self._countries(title, text)),
            summary=record.summary or in_brief(record.abstract),
        )

    def _themes(self, title: list[str], text: list[str]) -> Iterator[str]:
        weights = Counter(dict.fromkeys(self.concepts.said(text), 1))
        weights |= Counter(dict.fromkeys(self.concepts.said(title), IN_TITLE))
        by_theme = Counter({
            theme: sum(
                weight
                for slug, weight in weights.items()
                if any(word in slug for word in words)
            )
            for theme, words in THEME_WORDS.items()
            if theme in self.themes
        })  # fmt: skip
        found = [theme for theme, often in by_theme.most_common(MOST_THEMES) if often >= ENOUGH]
        if not found and PLAINLY & weights.keys() and MAIN in self.themes:
            found = [MAIN]
        yield from found

    def _countries(self, title: list[str], text: list[str]) -> list[str]:
        times = Counter(self.places.said(text))
        times.update(dict.fromkeys(self.places.said(title), ENOUGH))
        return [code for code, often in times.most_common(MOST_COUNTRIES) if often >= ENOUGH]


def in_brief(abstract: str) -> str:
    """The first sentences of an abstract, as many as fit; nothing where none does."""
    text = " ".join(abstract.split())
    if len(text) <= BRIEF:
        return text
    ends = [place + 1 for sign in ENDS for place in _all(text[:BRIEF], sign)]
    return text[: max(ends)].strip() if ends else text[:BRIEF].rsplit(" ", 1)[0] + " …"


def _all(text: str, sign: str) -> Iterator[int]:
    place = text.find(sign)
    while place >= 0:
        before = text[:place].rsplit(" ", 1)[-1]
        if sign != ". " or (len(before) > 2 and not before.isupper()):
            yield place
        place = text.find(sign, place + 1)


def _concept_rows() -> Iterator[tuple[Row, str]]:
    labels = ConceptLabel.objects.order_by("concept_id", "pk")
    rows = labels.values_list("text", "language", "concept__slug")
    for text, language, slug in rows:
        if row := tuple(stems_of(text, language)):
            yield row, slug


def _place_rows() -> Iterator[tuple[Row, str]]:
    known = set(Country.objects.values_list("pk", flat=True))
    names = Locale.parse("en").territories
    for code in known:
        words: Iterable[str] = (*CALLED.get(code, ()), names.get(code, "").partition("(")[0])
        for word in words:
            if row := tuple(stems_of(word, "en")):
                yield row, code


def _language(record: IncomingOutput) -> str:
    text = f"{record.title} {record.abstract[:400]}"
    return "en" if text.isascii() else language_of(text)
