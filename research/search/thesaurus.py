"""Other words for what was typed, in all languages: asked with the question, never indexed.

The table is kept in the process and read again when somebody has changed it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic

from django.utils.translation import get_language

from research.models import ConceptLabel
from research.search import analysis
from research.search.function_words import ENGLISH
from research.search.query_language import Phrase, Question

#: How often the database is asked whether the thesaurus has changed, in seconds.
EVERY = 1.0
#: Concepts of one question that are widened; a whole page pasted would ask for dozens.
MOST_CONCEPTS = 6
#: Other words told to the reader, and how many of them in the reader's own language.
MOST_SHOWN = 8
MOST_OF_SAME_LANGUAGE = 3
#: Neighbouring concepts offered where nothing was found.
MOST_NEAR = 5

Row = tuple[str, ...]
Version = tuple[int, datetime | None]


@dataclass(frozen=True, slots=True)
class Label:
    """A word for a concept, and the language it is in."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class _Entry:
    """A label with the rows of stems by which it is known and sought."""

    label: Label
    spelt: str
    keys: frozenset[Row]
    #: Empty where the words would find something else as well.
    sought: Phrase


@dataclass(frozen=True, slots=True)
class _Table:
    version: Version = (0, None)
    concepts: Mapping[int, tuple[_Entry, ...]] = field(default_factory=dict)
    by_key: Mapping[Row, tuple[int, ...]] = field(default_factory=dict)
    by_stem: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    longest: int = 0
    #: Every word of every label, as it is written.
    words: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Kept:
    table: _Table = field(default_factory=_Table)
    asked_at: float = -EVERY


_kept = _Kept()


def forget() -> None:
    """Ask the database again at the next question."""
    _kept.table, _kept.asked_at = _Table(), -EVERY


def widened(question: Question) -> tuple[Question, tuple[Label, ...]]:
    """The question with the other words for its concepts, and those worth telling."""
    if not question.runs:
        return question, ()
    table = _current()
    neighbours: list[tuple[Phrase, ...]] = []
    shown: dict[str, Label] = {}
    for concept, typed in _matches(table, question.runs):
        others = [entry for entry in table.concepts[concept] if not typed & entry.keys]
        rows = tuple(dict.fromkeys(entry.sought for entry in others if entry.sought))
        if rows and len(neighbours) < MOST_CONCEPTS:
            neighbours.append(rows)
            for label in _worth_telling(table.concepts[concept], typed):
                shown.setdefault(label.text, label)
    return replace(question, neighbours=tuple(neighbours)), tuple(shown.values())[:MOST_SHOWN]


def concepts(question: Question) -> Iterator[tuple[frozenset[str], tuple[Phrase, ...]]]:
    """Of each concept the question names: the stems it is named by, and its other words."""
    table = _current()
    for concept, typed in _matches(table, question.runs):
        others = (entry for entry in table.concepts[concept] if not typed & entry.keys)
        rows = tuple(dict.fromkeys(entry.sought for entry in others if entry.sought))
        if rows:
            yield frozenset(stem for row in typed for stem in row), rows


def version() -> str:
    """Changes when somebody changes the thesaurus."""
    count, changed_at = _current().version
    return f"{count} {changed_at.isoformat() if changed_at else ''}"


def near(question: Question) -> tuple[Label, ...]:
    """Preferred words of concepts that share a word with the question."""
    table = _current()
    shared: dict[int, float] = defaultdict(float)
    for stem in question.stems:
        concepts = table.by_stem.get(stem, ())
        for concept in concepts:
            # A word of few concepts tells more than one of many, such as “system”.
            shared[concept] += 1 / len(concepts)
    best = sorted(shared, key=lambda concept: (-shared[concept], concept))[:MOST_NEAR]
    return tuple(_for_reader(table.concepts[concept]) for concept in best)


def knows(stem: str) -> bool:
    """Whether a word of the thesaurus has this stem."""
    return stem in _current().by_stem


def words() -> frozenset[str]:
    """Every word of the thesaurus, as it is written."""
    return _current().words


def beginning(letters: str, at_most: int) -> tuple[Label, ...]:
    """Words that begin so, one a concept, the shortest first; ``letters`` are ``spelt``."""
    found: dict[int, _Entry] = {}
    for concept, entries in _current().concepts.items():
        begun = [entry for entry in entries if entry.spelt.startswith(letters)]
        if begun:
            found[concept] = min(begun, key=lambda entry: len(entry.spelt))
    best = sorted(found.values(), key=lambda entry: (len(entry.spelt), entry.spelt))
    return tuple({entry.spelt: entry.label for entry in best}.values())[:at_most]


def _current() -> _Table:
    if monotonic() - _kept.asked_at >= EVERY:
        version = ConceptLabel.objects.version()
        if version != _kept.table.version:
            _kept.table = _read(version)
        _kept.asked_at = monotonic()
    return _kept.table


def _read(version: Version) -> _Table:
    concepts: dict[int, list[_Entry]] = defaultdict(list)
    by_key: dict[Row, dict[int, None]] = defaultdict(dict)
    by_stem: dict[str, dict[int, None]] = defaultdict(dict)
    for label in ConceptLabel.objects.in_order():
        if entry := _entry(label):
            concepts[label.concept_id].append(entry)
            for key in entry.keys:
                by_key[key][label.concept_id] = None
            for stem in {stem for key in entry.keys for stem in key} - ENGLISH:
                by_stem[stem][label.concept_id] = None
    return _Table(
        version=version,
        concepts={pk: tuple(entries) for pk, entries in concepts.items()},
        by_key={key: tuple(found) for key, found in by_key.items()},
        by_stem={stem: tuple(found) for stem, found in by_stem.items()},
        longest=max(map(len, by_key), default=0),
        words=frozenset(
            token.word
            for entries in concepts.values()
            for entry in entries
            for token in analysis.tokens(analysis.normalised(entry.label.text))
        ),
    )


def _entry(label: ConceptLabel) -> _Entry | None:
    words = [token.word for token in analysis.tokens(analysis.normalised(label.text))]
    if not words:
        return None
    sought = tuple(analysis.query_stems(word) for word in words)
    keys = _rows(words)
    if label.kind == ConceptLabel.Kind.ABBREVIATION:
        # Known by its letters only. Where stemming changes them it is another word too
        # (eMigrate, and whoever emigrates) and would find that.
        keys = {_letters(words)}
        sought = sought if keys == _rows(words) else ()
    shown = Label(label.text, label.language)
    return _Entry(shown, analysis.spelt(label.text), frozenset(keys), sought)


def _rows(words: Iterable[str]) -> set[Row]:
    """By the first stem of each word, and by the last: words keep to one language."""
    stems = [analysis.query_stems(word) for word in words]
    return {tuple(word[0] for word in stems), tuple(word[-1] for word in stems)}


def _letters(words: Iterable[str]) -> Row:
    return tuple(analysis.folded(word) for word in words)


def _matches(table: _Table, runs: Iterable[Row]) -> Iterator[tuple[int, set[Row]]]:
    """Concepts named in what was typed, with the rows that name them; the longest wins."""
    for run in runs:
        place = 0
        while place < len(run):
            length, typed, concepts = _longest(table, run[place:])
            yield from ((concept, typed) for concept in concepts)
            place += length


def _longest(table: _Table, words: Row) -> tuple[int, set[Row], tuple[int, ...]]:
    for length in range(min(table.longest, len(words)), 0, -1):
        typed = _rows(words[:length]) | {_letters(words[:length])}
        concepts = dict.fromkeys(pk for key in typed for pk in table.by_key.get(key, ()))
        if concepts:
            return length, typed, tuple(concepts)
    return 1, set(), ()


def _for_reader(entries: tuple[_Entry, ...]) -> Label:
    """The preferred word in the reader's language, in English, or in any."""
    firsts = {entry.label.language: entry.label for entry in reversed(entries)}
    return firsts.get(get_language() or "en") or firsts.get("en") or entries[0].label


def _worth_telling(entries: tuple[_Entry, ...], typed: set[Row]) -> Iterator[Label]:
    """Some in the language of the typed word, and the first of each other language."""
    languages = [entry.label.language for entry in entries if typed & entry.keys]
    others = [entry.label for entry in entries if entry.sought and not typed & entry.keys]
    yield from [one for one in others if one.language in languages][:MOST_OF_SAME_LANGUAGE]
    told = set(languages)
    for label in others:
        if label.language not in told:
            told.add(label.language)
            yield label
