"""The questions asked of search: chosen from the words that the index really holds."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import tantivy

from bench import sources
from research.search import Criteria, analysis
from research.search.function_words import ENGLISH
from research.search.index import output_schema

#: Questions of one kind, asked in turn.
VARIETY = 10
#: The shares of all records that a rare and a common word stand in.
RARE, COMMON = 0.0002, 0.45


@dataclass(frozen=True, slots=True)
class Kind:
    """Questions of one kind; ``says`` tells readers of the results which."""

    name: str
    says: str
    criteria: tuple[Criteria, ...]


class Words:
    """The words of the sources with the number of outputs they stand in."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._titles = sources.read().titles[:4000]
        found = Counter(word for title in self._titles for word in set(_words(title)))
        found.update(word for text in sources.read().sentences[:4000] for word in _words(text))
        self._frequent = [word for word, _count in found.most_common(150)]
        self._seldom = [word for word, count in found.items() if count == 1][:1500]

    def share(self, word: str) -> float:
        query = tantivy.Query.term_query(output_schema(), "everything", analysis.stem(word, "en"))
        found = self._searcher.search(query, 1)
        return float(found.count / max(self._searcher.num_docs, 1))  # type: ignore[attr-defined]

    def common(self) -> list[str]:
        return sorted(self._frequent, key=lambda word: abs(self.share(word) - COMMON))[:1]

    def rare(self) -> list[str]:
        # At least three outputs: a word that stands nowhere is another question.
        wanted = max(RARE, 3 / max(self._searcher.num_docs, 1))
        known = [word for word in self._seldom if self.share(word)]
        return sorted(known, key=lambda word: abs(self.share(word) - wanted))[:VARIETY]

    def three(self) -> list[str]:
        rows = (_words(title) for title in self._titles[100:])
        return [" ".join(row[:3]) for row in islice((r for r in rows if len(r) >= 3), VARIETY)]

    def phrases(self) -> list[str]:
        pairs = Counter(pair for title in self._titles for pair in pairwise(title.split()))
        telling = ((a, b) for (a, b), _count in pairs.most_common(400) if _tells(a) and _tells(b))
        return [f'"{a} {b}"' for a, b in islice(telling, VARIETY)]


def beginnings() -> list[str]:
    """What somebody has typed so far: two to nine letters of titles, names and concepts."""
    known = sources.read()
    said = [*known.titles[200:220], *known.given_names[:10], *known.family_names[:10]]
    said += ["recruitment fee", "domestic worker", "Nepal", "Bangladesh", "Institute"]
    return [text[: 2 + number % 8] for number, text in enumerate(said)]


def kinds(searcher: tantivy.Searcher) -> Iterator[Kind]:
    words = Words(searcher)
    for name, choose in KINDS.items():
        texts = choose(words)
        shown = ", ".join(texts[:2])
        if name in {"a rare word", "a common word"}:
            shown += f" ({words.share(texts[0]):.2%} of the outputs)"
        yield Kind(name, shown, tuple(Criteria(text=text) for text in texts))
    facets = tuple(
        Criteria(chosen={"theme": (theme,), "country": (country,)})
        for theme in ("labour-migration-policies", "gender-and-migration")
        for country in ("NP", "BD", "IN", "LK", "PK")
    )
    yield Kind("no word, two facets", "theme and country", facets)


KINDS: dict[str, Callable[[Words], list[str]]] = {
    "a rare word": Words.rare,
    "a common word": Words.common,
    "three words": Words.three,
    "a phrase": Words.phrases,
}


def _words(text: str) -> list[str]:
    return [word for word in text.split() if _tells(word)]


def _tells(word: str) -> bool:
    return len(word) > 3 and word.isalpha() and word.isascii() and word.lower() not in ENGLISH
