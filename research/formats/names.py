"""Takes a name as printed apart: family and given name of a person, a body as a whole.

Credits keep a name as it is printed. Citations need its parts, so they are told from
its shape; the rules below are tried in the order in which they stand in ``split``.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

import regex

#: Words that only the name of a body has.
BODY_WORDS = (
    "institute institut institution university college school academy centre center ministry "
    "department directorate bureau bank organization organisation agency council commission "
    "committee foundation fund network programme program government federation union "
    "association society secretariat group team unit forum alliance trust ltd limited inc llc "
    "company corporation authority office board consortium project initiative nations division "
    "parliament embassy consulate assembly chamber coalition observatory "
    # The same in the hub's other languages.
    "मन्त्रालय मंत्रालय विश्वविद्यालय संस्थान संस्था केन्द्र केंद्र आयोग विभाग सरकार परिषद "
    "মন্ত্রণালয় বিশ্ববিদ্যালয় সংস্থা ইনস্টিটিউট কেন্দ্র কমিশন বিভাগ সরকার "
    "وزارت یونیورسٹی ادارہ انسٹی‌ٹیوٹ مرکز کمیشن محکمہ حکومت جامعہ "
    "අමාත්‍යාංශය විශ්වවිද්‍යාලය ආයතනය මධ්‍යස්ථානය කොමිසම "
    "அமைச்சகம் பல்கலைக்கழகம் நிறுவனம் மையம் ஆணையம் அரசு"
).split()
BODY = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?:{'|'.join(BODY_WORDS)})(?![\p{{L}}\p{{M}}])", regex.I
)
#: One word in capitals, as in ILO, IOM or SANEM.
ACRONYM = re.compile(r"[A-Z][A-Z&-]{1,11}")
SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")
TITLE = re.compile(r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Shri|Smt)\.?\s+)+", re.I)
#: Beginnings of a family name that some write with a capital; small letters tell the others.
PARTICLES = {"al", "el", "bin", "binti", "ibn", "van", "von", "der", "de", "da", "di", "du"}
INITIALS = re.compile(r"(?:[A-Z]\.?-?){1,3}")
#: Family names of Nepal that look like initials.
SHORT_FAMILY_NAMES = {"BC", "BK", "CK", "DC", "GC", "KC", "RC", "VK"}
#: Scripts whose names begin with the family: Han, kana and Hangul.
FAMILY_FIRST = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")


@dataclass(frozen=True, slots=True)
class Parts:
    family: str
    given: str = ""
    suffix: str = ""


def is_body(name: str, known: Collection[str] = ()) -> bool:
    """Whether ``name`` is no person's: one of ``known`` (case folded), or shaped like one."""
    return (
        name.casefold() in known
        or bool(ACRONYM.fullmatch(name) and name not in SHORT_FAMILY_NAMES)
        or bool(BODY.search(name))
    )


def split(name: str) -> Parts:
    """The parts of a person's name."""
    bare = TITLE.sub("", name, count=1) if TITLE.match(name) else name
    if "," in bare:
        return _around_commas(bare)
    words = bare.split()
    suffix = words.pop() if len(words) > 1 and SUFFIX.fullmatch(words[-1]) else ""
    at, family_is_first = _family_at(words)
    if family_is_first:
        return Parts(" ".join(words[:at]), " ".join(words[at:]), suffix)
    return Parts(" ".join(words[at:]), " ".join(words[:at]), suffix)


def _around_commas(name: str) -> Parts:
    """``Family, Given``; ``Given Family, Jr.``; ``Family, Given, Jr.``"""
    first, *rest = [part.strip() for part in name.split(",") if part.strip()] or [name]
    suffixes = [part for part in rest if SUFFIX.fullmatch(part)]
    given = " ".join(part for part in rest if part not in suffixes)
    if not given and suffixes:
        parts = split(first)
        return Parts(parts.family, parts.given, suffixes[0])
    return Parts(first, given, suffixes[0] if suffixes else "")


def _family_at(words: list[str]) -> tuple[int, bool]:
    """Where the name is cut, and whether the family name stands before the cut."""
    if len(words) == 1:
        return 0, False
    if FAMILY_FIRST.match(words[0]):
        return 1, True
    first_initials = next(
        (at for at in range(1, len(words)) if all(map(_is_initials, words[at:]))), None
    )
    if first_initials and not _is_initials(words[0]):
        return first_initials, True
    for at, word in enumerate(words[1:-1], start=1):
        if word[0].islower() or word.casefold() in PARTICLES:
            return at, False
    return len(words) - 1, False


def _is_initials(word: str) -> bool:
    return bool(INITIALS.fullmatch(word)) and word.replace(".", "") not in SHORT_FAMILY_NAMES
