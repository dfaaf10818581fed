"""The words behind the rules of a source: of the thesaurus, of countries, of one's own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from babel import Locale
from django.conf import settings

from research.ingestion.mentions import Row
from research.ingestion.relevance.judging import Judge, Meaning, Vocabulary, stems_of
from research.ingestion.relevance.places import CALLED, ELSEWHERE, OTHERS, REGIONS
from research.ingestion.relevance.rules import Rules
from research.ingestion.relevance.verdicts import Kind
from research.models import ConceptLabel

#: What holds the word of a topic and is none.
OTHER_MATTERS = ("arms trafficking", "drug trafficking", "wildlife trafficking")
#: Word and language.
Label = tuple[str, str]


def judge_of(rules: Rules) -> Judge:
    """Somebody who knows these rules, with the thesaurus as it stands now."""
    return Judge(rules, vocabulary(rules, labels_of(rules.concepts)))


def labels_of(slugs: Sequence[str]) -> dict[str, list[Label]]:
    """All words for these concepts, in all languages; the preferred English one first."""
    found: dict[str, list[Label]] = defaultdict(list)
    labels = ConceptLabel.objects.of_concepts(slugs).in_order()
    for slug, text, language in labels.values_list("concept__slug", "text", "language"):
        found[slug].append((text, language))
    for words in found.values():
        words.sort(key=lambda label: label[1] != "en")
    return found


def vocabulary(rules: Rules, labels: Mapping[str, Sequence[Label]]) -> Vocabulary:
    return Vocabulary(
        topics=dict(_none(OTHER_MATTERS)) | dict(_topics(rules, labels)),
        places=dict(_elsewhere()) | dict(_none(OTHERS)) | dict(_places(rules)),
        unwanted=dict(_own(rules.unwanted, Kind.UNWANTED)),
        affiliations=dict(_own(rules.affiliations, Kind.AFFILIATION)),
        countries={
            code: Meaning(_kind_of((code,), rules), code, _name(code))
            for code in (*rules.countries, *rules.destinations)
        },
    )


def _topics(rules: Rules, labels: Mapping[str, Sequence[Label]]) -> Iterator[tuple[Row, Meaning]]:
    for slug in rules.concepts:
        words = labels.get(slug, ())
        for text, language in words:
            meaning = Meaning(Kind.CONCEPT, slug, words[0][0])
            yield from ((row, meaning) for row in _rows(text, language))
    yield from _own(rules.keywords, Kind.KEYWORD)


def _own(words: Iterable[str], kind: str) -> Iterator[tuple[Row, Meaning]]:
    """Words that somebody typed: in whichever language, so in any."""
    for word in words:
        meaning = Meaning(kind, word.casefold(), word)
        yield from ((row, meaning) for row in _rows(word, "en"))


def _none(texts: Iterable[str]) -> Iterator[tuple[Row, None]]:
    for text in texts:
        yield from ((row, None) for row in _rows(text, "en"))


def _elsewhere() -> Iterator[tuple[Row, Meaning]]:
    """All countries as CLDR has them in English, and some more names."""
    territories = Locale.parse("en").territories
    countries = [name for code, name in territories.items() if len(code) == 2 and code.isalpha()]
    for text in (*countries, *ELSEWHERE):
        meaning = Meaning(Kind.ELSEWHERE, text, text)
        yield from ((row, meaning) for row in _rows(text.partition("(")[0], "en"))


def _places(rules: Rules) -> Iterator[tuple[Row, Meaning]]:
    """Regions before countries, so that a name of one country is never taken for several."""
    for text, codes in REGIONS.items():
        if kind := _kind_of(codes, rules):
            meaning = Meaning(kind, " ".join(codes), text)
            yield from ((row, meaning) for row in _rows(text, "en"))
    for code in (*rules.destinations, *rules.countries):
        meaning = Meaning(_kind_of((code,), rules), code, _name(code))
        for text, language in _names(code):
            yield from ((row, meaning) for row in _rows(text, language))


def _names(code: str) -> Iterator[Label]:
    for language, _label in settings.LANGUAGES:
        if name := Locale.parse(language).territories.get(code):
            yield name.partition("(")[0], language
    yield from ((text, "en") for text in CALLED.get(code, ()))


def _kind_of(codes: Sequence[str], rules: Rules) -> str:
    """Asked for, asked for by half, or not at all: of a region any part of it."""
    if any(code in rules.countries for code in codes):
        return Kind.COUNTRY
    return Kind.DESTINATION if any(code in rules.destinations for code in codes) else ""


def _name(code: str) -> str:
    return str(Locale.parse("en").territories.get(code, code))


def _rows(text: str, language: str) -> set[Row]:
    """By the stems of its language, and of both that are written in Devanagari."""
    rows = (tuple(stems_of(text, tongue)) for tongue in (language, "hi", "ne"))
    return {row for row in rows if row}
