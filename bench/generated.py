"""Outputs that are made up of real titles, sentences and names; always the same ones."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from bench import frequencies as often
from bench import sources
from bench.frequencies import draw, some

SEED = 20_26
SENTENCES = 6
INSTITUTIONS = 400


@dataclass(frozen=True, slots=True)
class Generated:
    """One output with all that belongs to it."""

    number: int
    title: str
    abstract: str
    summary: str
    type: str
    language: str
    issued: str
    access: str
    forms: list[str]
    stages: list[str]
    populations: list[str]
    sdgs: list[int]
    keywords: list[str]
    sex_disaggregated: bool
    themes: list[int]
    countries: list[str]
    corridor: int | None
    people: list[int]
    institutions: list[int]
    pages: list[str] = field(default_factory=list)


class World:
    """A hub of ``size`` outputs, its people and institutions."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._chance = random.Random(SEED)  # noqa: S311 - data, not secrets
        self._sources = sources.read()

    @cached_property
    def people(self) -> list[str]:
        count = max(500, min(self.size // 3, 60_000))
        given, family = self._sources.given_names, self._sources.family_names
        chance = random.Random(SEED)  # noqa: S311
        return [f"{chance.choice(given)} {chance.choice(family)}" for _ in range(count)]

    @cached_property
    def institutions(self) -> list[str]:
        chance = random.Random(SEED)  # noqa: S311
        names = chance.sample(self._sources.family_names, INSTITUTIONS)
        return [f"{name} {chance.choice(('Institute', 'Centre', 'University'))}" for name in names]

    @property
    def corridors(self) -> list[tuple[str, str]]:
        return [(origin, to) for origin in often.ORIGINS for to in often.DESTINATIONS]

    def outputs(self) -> Iterator[Generated]:
        people = often.sums_by_rank(len(self.people))
        institutions = often.sums_by_rank(INSTITUTIONS)
        for number in range(1, self.size + 1):
            yield self._output(number, people, institutions)

    def _output(self, number: int, people: list[float], institutions: list[float]) -> Generated:
        chance = self._chance
        year = draw(chance, often.YEARS)
        has_document = chance.randint(1, 100) <= often.WITH_A_DOCUMENT
        return Generated(
            number=number,
            title=chance.choice(self._sources.titles),
            abstract=self._text(SENTENCES),
            summary=self._text(2),
            type=draw(chance, often.TYPES),
            language=draw(chance, often.LANGUAGES),
            issued="" if chance.randint(1, 100) <= often.WITHOUT_A_DATE else str(year),
            access="open" if has_document else draw(chance, often.ACCESS),
            forms=some(chance, often.FORMS, 2),
            stages=some(chance, often.STAGES, 2),
            populations=some(chance, often.POPULATIONS, 2),
            sdgs=some(chance, often.SDGS, 3),
            keywords=chance.choices(self._sources.keywords, k=4),
            sex_disaggregated=chance.randint(1, 100) <= often.WITH_DATA_BY_SEX,
            themes=some(chance, often.THEMES, 2),
            countries=some(chance, often.COUNTRIES, 3),
            corridor=chance.randint(1, len(self.corridors))
            if chance.randint(1, 100) <= often.WITH_A_CORRIDOR
            else None,
            people=self._different(people, most=4),
            institutions=self._different(institutions, most=2),
            pages=[self._text(2 * SENTENCES) for _ in range(often.PAGES)] if has_document else [],
        )

    def _text(self, sentences: int) -> str:
        return " ".join(self._chance.choices(self._sources.sentences, k=sentences))

    def _different(self, sums: list[float], most: int) -> list[int]:
        ranks = range(1, len(sums) + 1)
        count = self._chance.randint(1, most)
        return list(dict.fromkeys(often.by_rank(self._chance, ranks, sums) for _ in range(count)))
