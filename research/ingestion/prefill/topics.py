"""What a text may be about: words of the thesaurus and names of countries, counted by page.

The rule is one that can be told: a concept is suggested where its words stand on several
pages, a country where its name does, a theme where several concepts of it do, a goal
(SDG) where a theme or concept of it is. Nothing is set; a person chooses.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from partners.models import Country
from research.ingestion.mentions import Mentions, Row
from research.models import ConceptLabel, Theme
from research.search import analysis
from research.search.function_words import ENGLISH
from research.search.scripts import language_of

#: Pages looked at; a book says what it is about before its end.
MOST_PAGES = 120
#: Of each kind so many are offered.
MOST = {"themes": 3, "countries": 8, "keywords": 10, "sdgs": 4}
#: Of the pages of a text a word must stand on so many, and said so often in all.
LEAST_SHARE, LEAST_TIMES = 0.08, 3
#: A country named on fewer pages than the first by so much is an example.
LEAST_OF_FIRST = 0.12
#: Which words of the thesaurus speak for which theme, and which goal: by parts of their slugs.
THEME_WORDS: Mapping[str, tuple[str, ...]] = {
    "labour-migration-policies": (
        "recruit", "agency", "agreement", "memorandum", "policy", "law", "licens", "contract", "kafala",
        "governance", "complaint", "justice", "visa", "permit", "orientation", "skill-recognition",
        "social-protection", "wage", "employer", "compact", "ratif", "pre-departure", "reintegration",
    ),
    "gender-and-migration": (
        "women", "gender", "domestic-work", "care-work", "femin", "spouse", "maternal", "sex", "girl",
        "violence", "left-behind", "widow",
    ),
    "migration-health-and-disaster": (
        "health", "covid", "disaster", "flood", "cyclone", "drought", "earthquake", "death", "injur",
        "safety", "heat", "mental", "disease", "displace", "pandemic", "kidney", "hiv", "insurance",
    ),
    "migration-and-development": (
        "remittance", "poverty", "development", "invest", "saving", "skill", "return", "diaspora",
        "financ", "household", "debt", "brain", "entrepreneur", "cost", "education",
    ),
    "drivers-of-migration": (
        "driver", "climate", "unemploy", "conflict", "environment", "aspiration", "network", "inequal",
        "livelihood", "agricultur", "push", "land", "food", "internal-migration", "urban", "rural",
    ),
}  # fmt: skip
SDG_WORDS: Mapping[int, tuple[str, ...]] = {
    1: ("poverty", "household", "debt"),
    2: ("food", "agricultur"),
    3: ("health", "covid", "death", "injur", "mental", "disease", "pandemic", "hiv"),
    4: ("education", "skill", "training"),
    5: ("women", "gender", "domestic-work", "violence"),
    8: ("wage", "recruit", "employ", "forced-labour", "labour", "contract", "work"),
    10: ("remittance", "migration-cost", "inequal", "regular-migration", "policy"),
    13: ("climate", "flood", "cyclone", "drought", "disaster"),
    16: ("traffick", "justice", "conflict", "rights", "complaint"),
    17: ("compact", "agreement", "data", "partnership"),
}
#: Concepts of a theme that must be there before it is suggested.
FEWEST_CONCEPTS = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value worth offering, and why in words."""

    value: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Topics:
    """What is offered, likeliest first."""

    themes: tuple[Suggestion, ...] = ()
    countries: tuple[Suggestion, ...] = ()
    keywords: tuple[Suggestion, ...] = ()
    sdgs: tuple[Suggestion, ...] = ()


@dataclass(slots=True)
class _Count:
    """How often something is said, and on which pages."""

    times: int = 0
    pages: int = 0

    @property
    def weight(self) -> float:
        return self.pages + 0.2 * min(self.times, 5 * self.pages)


def suggest_topics(pages: Sequence[str]) -> Topics:
    """What the text by page speaks of most."""
    read = [text for text in pages[:MOST_PAGES] if text.strip()]
    if not read:
        return Topics()
    language = language_of(" ".join(read)[:4000])
    stems = [_stems(text, language) for text in read]
    concepts = _kept(_counted(stems, _concept_rows(language)), len(read))
    labels = _labels(concepts)
    return Topics(
        themes=tuple(_themes(concepts, labels)),
        countries=tuple(_countries(stems, language)),
        keywords=tuple(
            Suggestion(labels[slug], labels[slug], _why(labels[slug], count))
            for slug, count in _first(concepts, "keywords")
        ),
        sdgs=tuple(_sdgs(concepts, labels)),
    )


def _why(word: str, count: _Count) -> str:
    said = ngettext(
        "“%(word)s” stands on %(pages)d page", "“%(word)s” stands on %(pages)d pages", count.pages
    ) % {"word": word, "pages": count.pages}
    return ngettext("%(said)s, once", "%(said)s, %(times)d times", count.times) % {
        "said": said,
        "times": count.times,
    }


# Counting


def _stems(text: str, language: str) -> list[str]:
    plain = analysis.normalised(text)
    return [analysis.stem(token.word, language) for token in analysis.tokens(plain)]


def _counted(pages: Sequence[Sequence[str]], rows: Mapping[Row, str]) -> dict[str, _Count]:
    """How often each thing is said, by the rows of stems that mean it."""
    known = Mentions(rows)
    counts: dict[str, _Count] = defaultdict(_Count)
    for stems in pages:
        for slug, times in Counter(known.said(stems)).items():
            counts[slug].times += times
            counts[slug].pages += 1
    return counts


def _kept(counts: Mapping[str, _Count], pages: int) -> dict[str, _Count]:
    least = max(1, round(LEAST_SHARE * pages))
    return {
        slug: count
        for slug, count in counts.items()
        if count.pages >= least and count.times >= min(LEAST_TIMES, 1 + pages)
    }


def _first(counts: Mapping[str, _Count], kind: str) -> list[tuple[str, _Count]]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1].weight, item[0]))
    return ranked[: MOST[kind]]


# Concepts, themes, goals


def _concept_rows(language: str) -> dict[Row, str]:
    rows: dict[Row, str] = {}
    wanted = {language, "en"} if language in dict(settings.LANGUAGES) else {"en"}
    labels = ConceptLabel.objects.filter(language__in=wanted).select_related("concept")
    for label in labels.order_by("concept_id", "pk"):
        row = tuple(_stems(label.text, label.language))
        if row and not (len(row) == 1 and row[0] in ENGLISH):
            rows.setdefault(row, label.concept.slug)
    return rows


def _labels(concepts: Iterable[str]) -> dict[str, str]:
    """The word for each concept in the reader's language, or else in English."""
    reader = (get_language() or "en")[:2]
    named: dict[str, str] = {slug: slug.replace("-", " ") for slug in concepts}
    preferred = ConceptLabel.objects.filter(
        concept__slug__in=named, language__in={"en", reader}, kind="preferred"
    ).values_list("concept__slug", "language", "text")
    ordered = sorted(preferred, key=lambda row: row[1] == reader)
    return named | {slug: text for slug, _language, text in ordered}


def _themes(concepts: Mapping[str, _Count], labels: Mapping[str, str]) -> Iterator[Suggestion]:
    themes = {theme.slug: theme for theme in Theme.objects.in_order()}
    speaking = {slug: _speaking(concepts, words) for slug, words in THEME_WORDS.items()}
    ranked = sorted(
        (slug for slug in speaking if slug in themes and len(speaking[slug]) >= FEWEST_CONCEPTS),
        key=lambda slug: -sum(concepts[one].weight for one in speaking[slug]),
    )
    for slug in ranked[: MOST["themes"]]:
        yield Suggestion(slug, _(themes[slug].name), _because(speaking[slug], concepts, labels))


def _sdgs(concepts: Mapping[str, _Count], labels: Mapping[str, str]) -> Iterator[Suggestion]:
    speaking = {goal: _speaking(concepts, words) for goal, words in SDG_WORDS.items()}
    ranked = sorted(
        (goal for goal in speaking if speaking[goal]),
        key=lambda goal: -sum(concepts[one].weight for one in speaking[goal]),
    )
    for goal in ranked[: MOST["sdgs"]]:
        why = _because(speaking[goal], concepts, labels)
        yield Suggestion(str(goal), _("SDG %(number)d") % {"number": goal}, why)


def _speaking(concepts: Mapping[str, _Count], words: Sequence[str]) -> list[str]:
    """The concepts of which one of these is a part, most said first."""
    found = [slug for slug in concepts if any(word in slug for word in words)]
    return sorted(found, key=lambda slug: -concepts[slug].weight)


def _because(
    speaking: Sequence[str], concepts: Mapping[str, _Count], labels: Mapping[str, str]
) -> str:
    return ", ".join(
        ngettext(
            "“%(word)s” on %(pages)d page", "“%(word)s” on %(pages)d pages", concepts[slug].pages
        )
        % {"word": labels[slug], "pages": concepts[slug].pages}
        for slug in speaking[:3]
    )


# Countries


def _countries(pages: Sequence[Sequence[str]], language: str) -> Iterator[Suggestion]:
    counts = _kept(_counted(pages, _country_rows(language)), len(pages))
    most = max((count.pages for count in counts.values()), default=0)
    kept = {code: count for code, count in counts.items() if count.pages >= LEAST_OF_FIRST * most}
    named = {country.code: country for country in Country.objects.filter(code__in=kept)}
    for code, count in _first(kept, "countries"):
        if code in named:
            name = named[code].local_name
            yield Suggestion(code, name, _why(name, count))


@cache
def _country_rows(language: str) -> dict[Row, str]:
    """Names of countries in the language of the text and in English, as CLDR has them."""
    rows: dict[Row, str] = {}
    for tongue in dict.fromkeys(["en", language]):
        try:
            territories = Locale.parse(tongue).territories
        except ValueError:
            continue
        for code, name in territories.items():
            if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES:
                row = tuple(_stems(name.partition("(")[0], tongue))
                if row:
                    rows.setdefault(row, code)
    return rows


#: Codes of CLDR that are no countries, and names that are other things more often.
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "IO", "GS", "TF", "UM"})
