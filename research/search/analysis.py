"""From text to the words that are compared: the same for index, query and highlighting.

A token is a run of letters, marks and digits. Its *stem* is what is compared:
normalised, and stemmed by script. The index gets stems joined by blanks.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex
import Stemmer

#: Raise when stems change: an index made by other rules is rebuilt.
VERSION = 1
#: Longer runs of letters are no words; they are cut to keep the index sane.
LONGEST_WORD = 64

# Joiners inside a word belong to its spelling, not to its letters.
_JOINERS = "\u200c\u200d\u00ad"
_TOKEN = regex.compile(rf"[\p{{L}}\p{{M}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}{_JOINERS}]*")
_SPELLINGS = str.maketrans(
    {
        **dict.fromkeys(_JOINERS),
        "ي": "ی",  # Arabic yeh and alef maksura to the Urdu yeh
        "ى": "ی",
        "ك": "ک",  # Arabic kaf to the Urdu keheh
        "ـ": None,  # tatweel only stretches a word
    }
)
# Short vowels of the Arabic script, which most writers leave out.
_ARABIC_VOWELS = regex.compile(r"[\u064B-\u0652\u0670]")
_LATIN = regex.compile(r"\p{Latin}")

_STEMMERS = {
    "en": Stemmer.Stemmer("english"),
    "hi": Stemmer.Stemmer("hindi"),
    "ne": Stemmer.Stemmer("nepali"),
    "ta": Stemmer.Stemmer("tamil"),
    "ar": Stemmer.Stemmer("arabic"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands in the text, and where: ``text[start:end]``."""

    start: int
    end: int
    word: str


def normalised(text: str) -> str:
    """The form in which offsets of tokens hold: Unicode's NFC."""
    return unicodedata.normalize("NFC", text)


def tokens(text: str) -> Iterator[Token]:
    """The words of a normalised text, with their places in it."""
    for match in _TOKEN.finditer(text):
        yield Token(match.start(), match.end(), match.group())


def stems(text: str, language: str) -> str:
    """The stems of ``text`` in order, joined by blanks: what a field of the index gets."""
    return " ".join(
        stem(word, language) for word in _TOKEN.findall(normalised(text)) if word.strip(_JOINERS)
    )


def spelt(text: str) -> str:
    """The words of ``text`` as they are spelt, unstemmed: what as-you-type compares."""
    words = (folded(word) for word in _TOKEN.findall(normalised(text)))
    return " ".join(word for word in words if word)


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """What stands in the index for ``word`` in a text of ``language`` (ISO 639-1)."""
    plain = folded(word)
    stemmer = _stemmer_for(plain, language)
    return stemmer.stemWord(plain) if stemmer else plain


@lru_cache(maxsize=10_000)
def query_stems(word: str) -> tuple[str, ...]:
    """All stems a typed word may have: nobody says in which language they type."""
    languages = ("hi", "ne") if _is_devanagari(word) else ("ur", "ar")
    return tuple(dict.fromkeys(stem(word, language) for language in languages))


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """``word`` without what its writers differ in: case, accents, joiners, digits' script."""
    word = word.translate(_SPELLINGS).casefold()
    word = "".join(
        str(unicodedata.digit(letter)) if letter.isdigit() and letter.isdecimal() else letter
        for letter in word
    )
    if _LATIN.search(word):
        word = "".join(
            letter
            for letter in unicodedata.normalize("NFD", word)
            if not unicodedata.combining(letter)
        )
    return _ARABIC_VOWELS.sub("", word)[:LONGEST_WORD]


def _stemmer_for(word: str, language: str) -> "Stemmer.Stemmer | None":
    """By script first: an English name in a Nepali paper is still English."""
    script = _script(word)
    if script == "Latin":
        return _STEMMERS["en"]
    if script == "Devanagari":
        return _STEMMERS["ne" if language == "ne" else "hi"]
    if script == "Tamil":
        return _STEMMERS["ta"]
    return _STEMMERS["ar"] if script == "Arabic" and language == "ar" else None


def _script(word: str) -> str:
    """The script of the first letter, by its Unicode name: ``DEVANAGARI LETTER KA``."""
    for letter in word:
        if letter.isalpha():
            return unicodedata.name(letter, "").partition(" ")[0].capitalize()
    return ""


def _is_devanagari(word: str) -> bool:
    return _script(word) == "Devanagari"
