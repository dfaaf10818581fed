"""Snippets: cut from the original text around the words sought, escaped, then marked."""

import operator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from research.search import analysis
from research.search.query_language import Question

#: Words on either side of the densest match.
AROUND = 14
#: A text of so many words is shown whole.
SHORT = 60


def snippet(text: str, question: Question, language: str) -> SafeString:
    """The part of ``text`` with most of what was asked, each word of it marked.

    Empty where none of it stands in the text.
    """
    text = " ".join(analysis.normalised(text).split())
    words = list(analysis.tokens(text))
    hits = _hits([analysis.stem(token.word, language) for token in words], question)
    if not hits:
        return SafeString("")
    if len(words) <= SHORT:
        first, last = 0, len(words) - 1
    else:
        centre = _densest(words, hits, language)
        first, last = max(0, centre - AROUND), min(len(words) - 1, centre + AROUND)
    return _marked(text, words, first, last, set(hits))


def _hits(stems: list[str], question: Question) -> list[int]:
    """The places of typed words, and of words of the thesaurus that stand there in a row."""
    sought = question.stems
    hits = {place for place, stem in enumerate(stems) if stem in sought}
    rows = [row for rows in question.neighbours for row in rows]
    firsts = frozenset(stem for row in rows for stem in row[0])
    for place, stem in enumerate(stems):
        if stem in firsts:
            for row in rows:
                there = stems[place : place + len(row)]
                if len(there) == len(row) and all(map(operator.contains, row, there)):
                    hits.update(range(place, place + len(row)))
    return sorted(hits)


def _densest(words: list[analysis.Token], hits: list[int], language: str) -> int:
    """The hit with the most different sought words around it."""

    def variety(hit: int) -> int:
        return len(
            {
                analysis.stem(words[other].word, language)
                for other in hits
                if abs(other - hit) <= AROUND
            }
        )

    return max(hits[:200], key=lambda hit: (variety(hit), -hit))


def _marked(
    text: str, words: list[analysis.Token], first: int, last: int, hits: set[int]
) -> SafeString:
    at = 0 if first == 0 else words[first].start
    parts = [] if first == 0 else ["… "]
    for number in range(first, last + 1):
        if number in hits:
            token = words[number]
            parts += [escape(text[at : token.start]), f"<mark>{escape(token.word)}</mark>"]
            at = token.end
    is_end = last == len(words) - 1
    parts.append(escape(text[at : None if is_end else words[last].end]))
    parts.append("" if is_end else " …")
    # Every part but the mark elements was escaped above.
    return mark_safe("".join(parts))  # noqa: S308
