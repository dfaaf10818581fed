"""Names of people, in any order, with initials, particles and titles, in any script.

``Rahman, A. K. M.`` and ``A. K. M. Rahman`` are one spelling: given names first, as on a
title page. Names without a comma in scripts other than Latin are left as they are: which
part is the family's can't be seen. Bodies are told by their words, or by BibTeX's braces.
"""

import re
from dataclasses import dataclass

import regex

from research.ingestion.cleaning import texts
from research.ingestion.cleaning.identifiers import orcid

LONGEST = 300
PARTICLES = frozenset(
    "de del della der den di da das do dos du la le van von vom zu zum zur ter ten te af av al el "
    "bin binti ibn ben bte y e st".split()
)
SUFFIXES = frozenset("jr jr. sr sr. ii iii iv phd ph.d. ph.d md m.d. esq esq.".split())
HONORIFICS = re.compile(r"^(?:(?:prof(?:essor)?|dr|mrs|mr|ms|engr?|adv)\.?\s+)+(?=\S+\s+\S)", re.I)
#: Words that only bodies have in their names.
BODIES = regex.compile(
    r"\b(?:universit\w*|universidad|institut\w*|cent(?:re|er)s?|bank|ministry|minist[eè]re|"
    r"department|government|governorate|commission|committee|council|foundation|association|"
    r"organi[sz]ation|agency|authority|bureau|office|society|programme|program|project|network|"
    r"consortium|group|team|union|federation|federal|secretariat|national|nations|international|"
    r"school|college|academy|hospital|fund|trust|unit|division|directorate|company|consult\w*|"
    r"services|ltd\.?|inc\.?|llc|gmbh|corporation|press|library|unicef|undp|unhcr|unfpa|ilo|iom|"
    r"iza|oecd|who|fao|wfp|ifad|adb|nber|collaborat\w*|partnership|alliance|coalition|forum)\b|"
    r"विश्वविद्यालय|मन्त्रालय|मंत्रालय|संस्थान|সরকার|মন্ত্রণালয়|বিশ্ববিদ্যালয়|وزارت|یونیورسٹی|ادارہ|"
    r"විශ්ව\s*විද්‍යාලය|பல்கலைக்கழகம்|அமைச்சகம்",
    regex.I,
)
#: The last word of a firm named after what it does: “Artival Research & Evaluation”.
TRADE = re.compile(
    r"\b(?:research|evaluations?|development|associates|partners|solutions|studies|planning|"
    r"management|training|learning|advisory|strategy|analysis|analytics)$",
    re.I,
)
CONSULTING = re.compile(r"\bconsult\w*$", re.I)
WITH_ORCID = re.compile(r"(?:https?://)?orcid\.org/\S+|\b\d{4}(?:-\d{4}){2}-\d{3}[\dXx]\b")
NOBODY = re.compile(
    r"^(?:anon(?:ymous)?|n\.?\s?n\.?|unknown|various|et al\.?|others|and others)\.?$", re.I
)
INITIALS = regex.compile(r"\p{Lu}{1,3}|(?:\p{L}\.[-\s]?)+\p{L}?\.?|\p{Lu}\p{M}*")
CAPITALS = regex.compile(r"\p{Lu}{1,4}")
RUN_TOGETHER = regex.compile(r"(?<=\.)(?=\p{L})")
WITH_FAMILY_LAST = regex.compile(r"\p{Latin}|\p{Cyrillic}|\p{Greek}")
#: "Andy SmithTom Weber": a small letter, then a capital, but not McGrath or DeJong.
GLUED = regex.compile(r"(?<=\b(?!Fitz)\p{Lu}\p{Ll}{3,})(?=\p{Lu}\p{Ll}+[ -])")
#: "Kling JR": a family name, then capitals, as PubMed writes.
BACKWARDS = regex.compile(
    r"(\p{Lu}[\p{L}\p{M}'’-]*(?:\s\p{Lu}?[\p{L}\p{M}'’-]+)*)\s(\p{Lu}{1,4}|(?:\p{Lu}\.-?)+)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """As printed, and its parts where they can be told."""

    whole: str
    family: str = ""
    given: str = ""
    orcid: str = ""
    is_body: bool = False


def one(text: str, *, tex: bool = False) -> Name | None:
    """One name; nothing for “et al.” and “Anonymous”."""
    known = orcid(text)
    plain = texts.line(text, tex=tex)
    plain = re.sub(r"\s*[(\[{<][^()<>]*[)\]}>]", "", plain) if not BODIES.search(plain) else plain
    plain = WITH_ORCID.sub("", plain).strip(" ,;*†‡§")
    if not texts.said(plain) or NOBODY.match(plain):
        return None
    if (tex and _is_braced(text.strip())) or _is_body(plain):
        return Name(plain[:LONGEST], is_body=True)
    family, given = _parts(HONORIFICS.sub("", plain))
    return Name(" ".join(f"{given} {family}".split())[:LONGEST], family, given, known)


def _is_braced(text: str) -> bool:
    """``{World Bank}``, not ``{van} {Gogh}`` or ``{\\"O}zden``."""
    if not (text.startswith("{") and text.endswith("}") and " " in text):
        return False
    inside = text[1:-1]
    return inside.find("}") >= inside.find("{") and inside.count("{") == inside.count("}")


def _is_body(plain: str) -> bool:
    is_said = BODIES.search(plain) or TRADE.search(plain)
    return bool(is_said) and not re.fullmatch(r"[^,]+,\s*(?:\S\.?\s?){1,3}", plain)


def _parts(plain: str) -> tuple[str, str]:
    if "," in plain:
        return _inverted([part.strip() for part in plain.split(",") if part.strip()])
    if backwards := BACKWARDS.fullmatch(plain):
        return _spread_family(backwards[1]), _spread(backwards[2])
    words = plain.split()
    if len(words) == 1 or not WITH_FAMILY_LAST.search(plain):
        return plain, ""
    suffix = words.pop() if len(words) > 2 and words[-1].casefold() in SUFFIXES else ""
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in PARTICLES:
        start -= 1
    family = [*map(_spread_family, words[start:]), suffix]
    return " ".join(family).strip(), _spread(" ".join(words[:start]))


def _inverted(parts: list[str]) -> tuple[str, str]:
    """``Family, Given``; with a suffix on either side, as RIS and BibTeX have it."""
    suffixes = [part for part in parts[1:] if part.casefold() in SUFFIXES]
    given = " ".join(part for part in parts[1:] if part.casefold() not in SUFFIXES)
    shouted = parts[0].isupper() and len(parts[0]) > 3 and given.isupper()
    family = " ".join([_spread_family(parts[0]), *suffixes])
    return family, _spread(given, shouted=shouted)


def _spread_family(family: str) -> str:
    """A family name in capitals reads as a name: RAHMAN is Rahman, but ABM stays."""
    if len(family) > 3 and family.isupper() and family.isascii():
        return _lowered(family)
    return family


def _lowered(name: str) -> str:
    return re.sub(r"[A-Z]+", lambda word: word[0].capitalize(), name)


def _spread(given: str, *, shouted: bool = False) -> str:
    """Initials one by one with their points: ``AKM`` and ``A.K.M.`` are ``A. K. M.``."""
    words: list[str] = []
    for word in given.split():
        bare = word.replace(".", "")
        if not CAPITALS.fullmatch(bare):
            is_loud = shouted or (len(bare) > 4 and bare.isupper() and bare.isascii())
            words.append(_lowered(word) if is_loud else RUN_TOGETHER.sub(" ", word))
        elif "." in word or len(bare) < (3 if shouted else 4):
            words.extend(f"{sign}." for sign in bare)
        else:
            words.append(_lowered(word))
    return " ".join(words)


def several(text: str, *, tex: bool = False) -> list[Name]:
    """All names in one field, however they are parted."""
    return [name for part in split(text) if (name := one(part, tex=tex))]


def split(text: str) -> list[str]:
    """The names in a field: parted by ``;``, ``||``, ``and``, lines, or commas."""
    text = re.sub(r",?\s+et\.?\s+al\b\.?|,?\s+and others\b", "", text.strip())
    text = GLUED.sub(";", text)
    for mark in (r"\|\|?", r";", r"\n", r"(?:,\s*)?\s+(?:and|&|und|et)\s+(?=\S)"):
        parts = [part.strip() for part in re.split(mark, text) if part.strip()]
        if len(parts) == 2 and "and" in mark and _is_firm(*parts):
            return [text]
        if len(parts) > 1:
            return [name for part in parts for name in _by_comma_within(part, mark)]
    return _by_comma(text) if text else []


def _is_firm(before: str, after: str) -> bool:
    """Whether what “and” joins is the name of one firm."""
    if " " not in after:
        return bool(TRADE.search(after))
    return bool(CONSULTING.search(after)) and " " not in before and not before.isupper()


def _by_comma_within(part: str, mark: str) -> list[str]:
    """``A. Rahman, B. Khan and C. Das``: commas part names too, but not ``Rahman, A.``."""
    if "," not in part or "and" not in mark:
        return [part]
    return _by_comma(part)


def _by_comma(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2 or (BODIES.search(text) and len(parts) == 2):
        return [text]
    if parts[0].split()[0].casefold() in PARTICLES and len(parts) == 2:
        return [text]
    if all(" " in part for part in parts):  # Joseph Rottman, Erran Carmel; Smith A, Walter B
        return parts
    firsts, seconds = parts[::2], parts[1::2]
    if len(firsts) == len(seconds) and all(INITIALS.fullmatch(part) for part in seconds):
        return [f"{one}, {two}" for one, two in zip(firsts, seconds, strict=True)]
    if len(parts) == 2 or (len(parts) == 3 and parts[2].casefold() in SUFFIXES):
        return [text]
    return parts
