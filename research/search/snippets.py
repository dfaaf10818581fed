"""Snippets: cut from the original text around the words sought, escaped, then marked."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from research.search import analysis

#: Words on either side of the densest match.
AROUND = 14
#: A text of so many words is shown whole.
SHORT = 60


def snippet(text: str, stems: frozenset[str], language: str) -> SafeString:
    """The part of ``text`` where most of ``stems`` stand, with each of them marked.

    Empty where none of them stands in the text.
    """
    text = " ".join(analysis.normalised(text).split())
    words = list(analysis.tokens(text))
    hits = [n for n, token in enumerate(words) if analysis.stem(token.word, language) in stems]
    if not hits:
        return SafeString("")
    if len(words) <= SHORT:
        first, last = 0, len(words) - 1
    else:
        centre = _densest(words, hits, language)
        first, last = max(0, centre - AROUND), min(len(words) - 1, centre + AROUND)
    return _marked(text, words, first, last, set(hits))


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
