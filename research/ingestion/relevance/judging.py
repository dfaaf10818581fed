"""The rule that can be told: what is said where, how sure that makes, against a threshold.

A word in the title makes sure of a topic by so much, one in the abstract by less, and
every further thing that is said takes away a part of the doubt that was left. A record
counts what its two sides make together (the root of topic times place), so much of one
makes up for little of the other, and for nothing at all it never does. Where the title names other
places only, ours are examples and count half. Else nothing found makes a record worth
less, but for a word that is not wanted; a lower threshold never takes fewer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod

from research.ingestion.mentions import Mentions, Row
from research.ingestion.records import IncomingOutput
from research.ingestion.relevance.rules import Rules
from research.ingestion.relevance.verdicts import Fact, Kind, Verdict, Where
from research.search import analysis
from research.search.scripts import language_of

#: How sure one mention makes, by where it stands.
SURENESS: Mapping[str, float] = {
    Where.CLASSIFIED: 0.8,
    Where.TITLE: 0.7,
    Where.KEYWORDS: 0.6,
    Where.ABSTRACT: 0.35,
    Where.CONTAINER: 0.3,
}
#: Said more often than this in one part, it makes no surer.
MOST_TIMES = 3
#: What a country counts that is only where people go to.
SHARE: Mapping[str, float] = {Kind.DESTINATION: 0.6}
#: What places count of a record whose title is about others.
SHARE_OF_EXAMPLES = 0.5
TOPIC = frozenset({Kind.CONCEPT, Kind.KEYWORD, Kind.THEME})
NAMED = frozenset({Kind.COUNTRY, Kind.DESTINATION})
PLACE = NAMED | {Kind.AFFILIATION}
#: Where it is said what the whole is about.
ABOUT = frozenset({Where.CLASSIFIED, Where.TITLE, Where.KEYWORDS})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a row of words stands for; words of one key are one thing said again."""

    kind: str
    key: str
    word: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that the rules of a source ask for; ``None`` for what only looks like one."""

    topics: Mapping[Row, Meaning | None]
    places: Mapping[Row, Meaning | None]
    unwanted: Mapping[Row, Meaning]
    affiliations: Mapping[Row, Meaning]
    countries: Mapping[str, Meaning]


class Judge:
    """Says of many records whether the rules of one source take them."""

    def __init__(self, rules: Rules, vocabulary: Vocabulary) -> None:
        self.rules = rules
        self._countries = vocabulary.countries
        self._topics = Mentions(vocabulary.topics)
        self._places = Mentions(vocabulary.places)
        self._unwanted = Mentions(vocabulary.unwanted)
        self._affiliations = Mentions(vocabulary.affiliations)

    def of(self, record: IncomingOutput) -> Verdict:
        parts = _parts(record)
        against = list(_facts((where, self._unwanted.said(said)) for where, said in parts))
        found = [*self._classified(record), *self._said(parts), *self._by_whom(record)]
        facts = _sorted(_facts(found))
        topic = _sureness(_weight(fact) for fact in facts if fact.kind in TOPIC)
        place = _place(facts)
        score = 0 if against else self._together(topic, place)
        return Verdict(
            # Nothing at all is not enough, even where the threshold is nought.
            is_taken=score >= max(self.rules.threshold, 1),
            score=score,
            threshold=self.rules.threshold,
            topic=topic if self.rules.asks_topic else None,
            place=place if self.rules.asks_place else None,
            facts=(*against, *_telling(facts)),
        )

    def _together(self, topic: int, place: int) -> int:
        sides = [
            side
            for side, is_asked in (
                (topic, self.rules.asks_topic),
                (place, self.rules.asks_place),
            )
            if is_asked
        ]
        return round(prod(sides) ** (1 / len(sides))) if sides else 100

    def _said(self, parts: "Parts") -> "Iterator[Found]":
        for where, stems in parts:
            yield where, [one for one in self._topics.said(stems) if one]
            yield where, [one for one in self._places.said(stems) if one and _counts(one, where)]

    def _classified(self, record: IncomingOutput) -> "Iterator[Found]":
        """What the source says in the hub's own words: its themes, its codes of countries."""
        if self.rules.asks_topic:
            themes = (Meaning(Kind.THEME, slug, slug.replace("-", " ")) for slug in record.themes)
            yield Where.CLASSIFIED, themes
        known = self._countries
        yield Where.CLASSIFIED, (known[code] for code in record.countries if code in known)

    def _by_whom(self, record: IncomingOutput) -> "Iterator[Found]":
        corporate = (person.name for person in record.people if person.is_institution)
        names = dict.fromkeys([*record.institutions, *corporate, record.publisher])
        said = {
            meaning.key: meaning
            for name in names
            for meaning in self._affiliations.said(stems_of(name, record.language))
        }
        yield Where.CLASSIFIED, said.values()


Parts = list[tuple[str, list[str]]]
Found = tuple[str, Iterable[Meaning]]
#: One word in two spellings, by their stems.
SPELLINGS: Mapping[str, str] = {"labor": "labour", "center": "centr"}


def stems_of(text: str, language: str) -> list[str]:
    """The stems by which words are compared here, whichever side of the Atlantic spelt them."""
    stems = analysis.stems(text, language).split()
    return [SPELLINGS.get(stem, stem) for stem in stems]


def _counts(place: Meaning, where: str) -> bool:
    """The name of a journal says what it is about, not where; other places tell in titles."""
    return where == Where.TITLE if place.kind == Kind.ELSEWHERE else where != Where.CONTAINER


def _parts(record: IncomingOutput) -> Parts:
    texts = (
        (Where.TITLE, f"{record.title} . {record.subtitle}"),
        (Where.KEYWORDS, " . ".join(record.keywords)),
        (Where.ABSTRACT, f"{record.summary} . {record.abstract}"),
        (Where.CONTAINER, f"{record.container} . {record.series}"),
    )
    language = record.language[:2] or _language(record)
    return [(where, stems_of(text, language)) for where, text in texts]


def _language(record: IncomingOutput) -> str:
    """Of two languages in one script, as Hindi and Nepali are, the likelier one."""
    text = f"{record.title} {record.abstract}"
    return "en" if text.isascii() else language_of(text)


def _facts(found: Iterable[Found]) -> list[Fact]:
    """What was found, thing by thing with all its places."""
    times: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    words: dict[tuple[str, str], str] = {}
    for where, meanings in found:
        for meaning in meanings:
            times[meaning.kind, meaning.key][where] += 1
            words.setdefault((meaning.kind, meaning.key), meaning.word)
    return [
        Fact(kind, words[kind, key], tuple(sorted(where.items(), key=_order)))
        for (kind, key), where in times.items()
    ]


def _order(place: tuple[str, int]) -> int:
    return Where.values.index(place[0])


def _sorted(facts: Iterable[Fact]) -> list[Fact]:
    """Topics before places, what counts most first."""
    return sorted(facts, key=lambda fact: (fact.kind not in TOPIC, -_weight(fact), fact.word))


def _weight(fact: Fact) -> float:
    doubt = 1.0
    for where, times in fact.places:
        doubt *= (1 - SURENESS[where]) ** min(times, MOST_TIMES)
    return (1 - doubt) * SHARE.get(fact.kind, 1.0)


def _place(facts: Iterable[Fact]) -> int:
    facts = list(facts)
    share = SHARE_OF_EXAMPLES if _is_elsewhere(facts) else 1.0
    return _sureness(
        _weight(fact) * (share if fact.kind in NAMED else 1.0)
        for fact in facts
        if fact.kind in PLACE
    )


def _is_elsewhere(facts: Iterable[Fact]) -> bool:
    """Whether the title names other places, and nothing that tells of the whole one of ours."""
    facts = list(facts)
    is_ours = any(
        fact.kind == Kind.COUNTRY and any(where in ABOUT for where, _times in fact.places)
        for fact in facts
    )
    return not is_ours and any(fact.kind == Kind.ELSEWHERE for fact in facts)


def _telling(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Other places are told only where they counted against ours."""
    counted = _is_elsewhere(facts) and any(fact.kind in NAMED for fact in facts)
    yield from (fact for fact in facts if counted or fact.kind != Kind.ELSEWHERE)


def _sureness(weights: Iterable[float]) -> int:
    """Of 100: each thing found takes away a part of the doubt that was left."""
    doubt = reduce(lambda left, weight: left * (1 - weight), weights, 1.0)
    return round(100 * (1 - doubt))
