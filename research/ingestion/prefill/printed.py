"""What stands in the text of the first pages: identifiers, abstract, keywords, series, kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from research.ingestion import cleaning
from research.vocabularies import OutputType

DOI = re.compile(
    r"(?P<said>doi(?:\.org)?\s*[:/]?\s*|dx\.doi\.org/)?(?P<doi>10\.\d{4,9}/[^\s\"<>{}|\\^`]+)",
    re.I,
)
ARXIV = re.compile(r"arxiv:\s*(\d{4}\.\d{4,5})", re.I)
ISBN = re.compile(r"ISBN(?:[-\s]?1[03])?[^\d]{0,20}((?:97[89][-\s]?)?(?:\d[-\s]?){9}[\dXx])", re.I)
ISSN = re.compile(r"ISSN[^\d]{0,20}(\d{4}-\d{3}[\dXx])", re.I)
#: Where a list of other people's works begins.
REFERENCES = re.compile(
    r"^\W*(?:references|bibliography|literature cited|works cited|références|literatur)\W*$",
    re.I | re.M,
)
ABSTRACT = re.compile(
    r"^\W*(?:a\s?b\s?s\s?t\s?r\s?a\s?c\s?t|summary|executive summary|résumé(?: exécutif)?|zusammenfassung|resumen|सारांश|सार"
    r"|সারসংক্ষেপ|خلاصہ|සාරාංශය|சுருக்கம்)\s*(?:[:.—–-]+\s*|\n+)",
    re.I | re.M,
)
AFTER_ABSTRACT = re.compile(
    r"\n\W*(?:key ?words?|index terms|mots[- ]clés|jel\b|ccs concepts|acm reference|table of contents|contents|received|1\.?\s+\w"
    r"|i\.\s+[A-Z]|(?:1\.?\s*|I\.?\s*)?introduction|background\s*\n|©|palabras clave|schlagw|correspond|\* ?correspond)",
    re.I,
)
KEYWORDS = re.compile(
    r"^\W*(?:key\s?words?(?: and phrases)?|index terms|mots[- ]clés|schlagwörter|palabras clave)\s*[:.—–-]?\s*\n?(?P<words>(?:.+\n?){1,4})",
    re.I | re.M,
)
SERIES = re.compile(
    r"^(?P<series>[^\n]{0,70}?\b(?:working|discussion|policy|research|occasional|technical|issue|briefing|background|conference|migration|staff)\s+"
    r"(?:papers?|briefs?|reports?|notes?|series|studies)(?:\s+series)?)\s*(?:[,:|–-]\s*)?(?:(?:no|number|nr|n°|№)\.?\s*|#\s*)?(?P<number>[\dIVX]+(?:[/-]\d+)*)\s*$",
    re.I | re.M,
)
#: Words on the first page that tell what kind of output it is, likeliest first.
KINDS = (
    (
        r"policy brief|issue brief|briefing (?:paper|note)|evaluation brief|policy note",
        OutputType.POLICY_BRIEF,
    ),
    (r"working paper|discussion paper|occasional paper", OutputType.WORKING_PAPER),
    (
        r"\b(?:ph\.?d\.?|master'?s?|doctoral|bachelor'?s?) (?:thesis|dissertation)|thesis submitted|submitted in partial ful|bachelorarbeit|masterarbeit",
        OutputType.THESIS,
    ),
    (
        r"\bjournal of\b|\bvol(?:ume)?\.? ?\d+.{0,12}\b(?:no|issue)\b|\(\d{4}\) \d+:\d+|research article|original article",
        OutputType.JOURNAL_ARTICLE,
    ),
    (
        r"proceedings of|\bconference\b.{0,40}\b20\d\d\b.*\b(?:acm|ieee)\b",
        OutputType.CONFERENCE_PAPER,
    ),
    (r"\b(?:guidelines?|handbook|manual|toolkit)\b", OutputType.GUIDE),
    (r"\bpress release|media update\b", OutputType.MEDIA_UPDATE),
    (r"\breport\b|\brapport\b|\bevaluation\b", OutputType.REPORT),
)
#: Dots that lead to the number of a page.
CONTENTS = re.compile(r"\.{6}|(?:\. ){5}|…{3}")
#: Shorter is a heading by itself, longer is the text.
SHORTEST_ABSTRACT, LONGEST_ABSTRACT = 150, 4000
FIRST_PAGES = 3
MOST_KEYWORDS, LONGEST_KEYWORD = 12, 60
#: How much of a first page the word for the kind is looked for in.
TOP = 1500


@dataclass(frozen=True, slots=True)
class Seen:
    """A value in the text, with its page and how sure it is."""

    value: str
    confidence: float
    page: int


def doi(pages: Sequence[str]) -> Seen | None:
    """The document's own DOI: said on its first pages, before other people's works."""
    found: dict[str, Seen] = {}
    for number, text in enumerate(pages[:2], 1):
        end = REFERENCES.search(text)
        own = text[: end.start()] if end else text
        for match in DOI.finditer(_unbroken(own)):
            value = cleaning.doi(match["doi"]).rstrip(".,;:)]}'’*")
            near_edge = match.start() < 1500 or match.start() > len(own) - 600
            sure = 0.55 + 0.25 * bool(match["said"]) + 0.1 * near_edge - 0.2 * (number - 1)
            found.setdefault(value, Seen(value, round(sure, 2), number))
        if end:
            break
    if found:
        best = max(found.values(), key=lambda seen: seen.confidence)
        # Several DOIs on one page are a list of works, of which the first may be meant.
        return (
            best
            if len(found) == 1
            else Seen(best.value, round(best.confidence - 0.3, 2), best.page)
        )
    if pages and (stamp := ARXIV.search(pages[0])):
        return Seen(f"10.48550/arxiv.{stamp[1]}", 0.8, 1)
    return None


def _unbroken(text: str) -> str:
    """Addresses that go on in the next line, whole."""
    return re.sub(r"(10\.\d{4,9}/\S*[-/.])\n(?=\S)", r"\1", re.sub(r"(doi\.org/)\s+", r"\1", text))


def isbn(pages: Sequence[str]) -> list[Seen]:
    """Numbers that add up, as they are printed."""
    found: dict[str, Seen] = {}
    for number, text in [*enumerate(pages[:8], 1), *list(enumerate(pages, 1))[-2:]]:
        for match in ISBN.finditer(text):
            printed = re.sub(r"\s+", "-", match[1].strip())
            digits = re.sub(r"\D(?!$)|[^\dXx]", "", printed)
            if adds_up(digits):
                found.setdefault(digits, Seen(printed[:17], 0.9, number))
    return list(found.values())[:4]


def adds_up(digits: str) -> bool:
    """Whether an ISBN's last digit is what the others say it is."""
    if len(digits) == 13 and digits.isdigit():
        return sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10 == 0
    if len(digits) == 10 and digits[:9].isdigit():
        values = [10 if digit in "Xx" else int(digit) for digit in digits]
        return sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
    return False


def issn(pages: Sequence[str]) -> Seen | None:
    for number, text in enumerate(pages[:FIRST_PAGES], 1):
        if match := ISSN.search(text):
            return Seen(match[1].upper(), 0.8, number)
    return None


def abstract(pages: Sequence[str]) -> Seen | None:
    """The text under “Abstract” or “Summary”, up to what comes after such a text."""
    for number, text in enumerate(pages[: FIRST_PAGES + 3], 1):
        match = ABSTRACT.search(text)
        if not match or match[0].strip()[:1].islower():
            continue
        is_summary = "abstract" not in match[0].replace(" ", "").lower()
        if is_summary and number > FIRST_PAGES + 2:
            continue
        rest = text[match.end() :]
        end = AFTER_ABSTRACT.search(rest)
        body = rest[: end.start()] if end else rest
        if CONTENTS.search(body[:600]):
            continue
        if len(body) >= SHORTEST_ABSTRACT and (end or len(body) <= LONGEST_ABSTRACT):
            confidence = (0.85 if end else 0.65) - (0.15 if is_summary else 0)
            return Seen(" ".join(body[:LONGEST_ABSTRACT].split()), round(confidence, 2), number)
    return None


def keywords(pages: Sequence[str]) -> tuple[tuple[str, ...], int] | None:
    for number, text in enumerate(pages[:FIRST_PAGES], 1):
        if match := KEYWORDS.search(text):
            said = re.split(
                r"\n\s*\n|\n\W*(?:\d+\.?\s|introduction|abstract)", match["words"], flags=re.I
            )[0]
            sign = next((sign for sign in (";", "·", "•", ",", "|") if sign in said), "\n")
            lines = said if sign == "\n" else _until_sentence(said.replace("\n", " "), sign)
            words = [word.strip(" .;,·•") for word in lines.split(sign)]
            kept = [
                word for word in words if 2 < len(word) <= LONGEST_KEYWORD and word.count(" ") < 6
            ]
            if len(kept) >= 2:
                return tuple(dict.fromkeys(kept))[:MOST_KEYWORDS], number
    return None


def _until_sentence(said: str, sign: str) -> str:
    """Keywords end where the first part comes that is a sentence."""
    parts = said.split(sign)
    kept = []
    for part in parts:
        head, stop, rest = part.partition(". ")
        kept.append(head)
        if (stop and len(rest) > 3) or len(head) > LONGEST_KEYWORD:
            break
    return sign.join(kept)


def series(pages: Sequence[str]) -> tuple[Seen, str] | None:
    """The series a document appears in, and its number there."""
    for number, text in enumerate(pages[:FIRST_PAGES], 1):
        end = REFERENCES.search(text)
        if match := SERIES.search(text[: end.start()] if end else text):
            name = " ".join(match["series"].split()).strip(" ,:|–-")
            return Seen(name, 0.75, number), match["number"]
    return None


def kind(pages: Sequence[str]) -> Seen | None:
    """The type of an output that its first page names."""
    top = pages[0][:TOP] if pages else ""
    for words, value in KINDS:
        if re.search(words, top, re.I):
            return Seen(str(value), 0.6, 1)
    return None
