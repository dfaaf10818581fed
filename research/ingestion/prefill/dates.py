"""When a document was issued: every date of the first pages, weighed by where it stands."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from research.ingestion.confined.pdf_layout import Line

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier januar enero janeiro gennaio जनवरी জানুয়ারি جنوری ජනවාරි ஜனவரி",
            "february feb février fevrier februar febrero fevereiro फरवरी फेब्रुअरी ফেব্রুয়ারি فروری",
            "march mar mars märz maerz marzo março मार्च মার্চ مارچ මාර්තු மார்ச்",
            "april apr avril abril aprile अप्रैल अप्रिल এপ্রিল اپریل අප්‍රේල් ஏப்ரல்",
            "may mai mayo maio maggio मई मे মে مئی මැයි மே",
            "june jun juin juni junio junho giugno जून জুন جون ජූනි ஜூன்",
            "july jul juillet juli julio julho luglio जुलाई जुलाइ জুলাই جولائی ජූලි ஜூலை",
            "august aug août aout agosto अगस्त अगस्ट আগস্ট اگست අගෝස්තු ஆகஸ்ட்",
            "september sep sept septembre septiembre setembro settembre सितंबर सेप्टेम्बर সেপ্টেম্বর ستمبر",
            "october oct octobre oktober octubre outubro ottobre अक्टूबर अक्टोबर অক্টোবর اکتوبر",
            "november nov novembre noviembre novembro नवंबर नोभेम्बर নভেম্বর نومبر නොවැම්බර්",
            "december dec décembre decembre dezember diciembre dezembro dicembre दिसंबर डिसेम्बर দিসেম্বর ডিসেম্বর دسمبر",
        ),
        1,
    )
    for name in names.split()
}
YEAR = r"(?P<year>19[5-9]\d|20[0-4]\d)"
_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
#: A date as it is printed, the fullest way first.
FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?(?P<month>{_MONTH})\.?,?\s+(?:de\s+)?{YEAR}(?!\d)",
        rf"(?<!\w)(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{YEAR}(?!\d)",
        rf"(?<!\w)(?P<month>{_MONTH})\.?,?\s+(?:de\s+)?{YEAR}(?!\d)",
        rf"(?<![\w-]){YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])[-./](?P<month>0?[1-9]|1[0-2])[-./]{YEAR}(?!\d)",
        rf"(?<![\d./:-]){YEAR}(?![\d/:-])",
    )
)
#: What stands right before a date, and what it weighs then.
BEFORE = (
    (
        re.compile(
            r"(?:received|submitted|soumis|eingereicht|accessed|retrieved|consulted|born)\W*(?:on |le |:)?\W*$",
            re.I,
        ),
        0.3,
    ),
    (re.compile(r"(?:revised|version|template)\W*(?:on |:)?\W*$", re.I), 0.5),
    (re.compile(r"(?:accepted|approved)(?: for publication)?\W*(?:on |:)?\W*$", re.I), 1.5),
    (
        re.compile(
            r"(?:published|publication date|date of publication|issued|available|release[d]?|publié)(?: online| on| le| in)?\W*$",
            re.I,
        ),
        6.0,
    ),
    (re.compile(r"(?:report date|date of (?:this )?report|^date)\W*$", re.I), 5.0),
    (re.compile(r"(?:©|\(c\)|copyright).{0,60}$", re.I), 4.0),
)
#: Citations of the document itself, which stand at the edges of its pages.
CITATION = re.compile(
    r"\bvol(?:ume)?\b\.?\s*\d|^\W*[\w .&-]{4,60}\((?:19|20)\d\d\)[;,]?\s+\d+\s*[:(]\s*\d+|\bno\.\s*\d|\barxiv:",
    re.I,
)
CITED, EDGE = 5.0, 0.16
#: A line that is little but a date.
ALONE, ALONE_WITH_MONTH, MONTH_IN_SHORT, MONTH, ELSEWHERE = 3.5, 5.0, 2.5, 0.8, 0.2
#: A line of words in which a date is but a mention.
MOST_BESIDE, SHORT = 25, 60
#: What pages after the first count, and what the moment the file was made.
LATER = (1.0, 0.6, 0.5, 0.4)
MADE = 1.0
#: With less, no year is told by what is printed.
LEAST_WEIGHT = 2.0
PRINTED_PROPERTY = 6.0


@dataclass(frozen=True, slots=True)
class Found:
    """A partial date, with its weight and the page it stands on."""

    issued: str
    weight: float
    page: int | None


def issued(lines: Sequence[Line], properties: dict[str, list[str]]) -> tuple[Found, float] | None:
    """The best date and how sure it is; nothing where none is to be seen."""
    made = _made(properties)
    found = [one for one in _all(lines, properties) if _is_possible(one, made)]
    weights: dict[str, list[float]] = defaultdict(list)
    for one in found:
        weights[one.issued[:4]].append(one.weight)
    if made:
        weights[made].append(MADE)
    # A year said again adds less each time: reviews name other years often.
    by_year = {
        year: sum(weight / 2**place for place, weight in enumerate(sorted(said, reverse=True)))
        for year, said in weights.items()
    }
    if not by_year:
        return None
    if made and max(by_year.values()) < LEAST_WEIGHT:
        return Found(made, MADE, None), 0.4
    year = max(by_year, key=lambda one: (by_year[one], one))
    best = max(
        (one for one in found if one.issued[:4] == year),
        key=lambda one: (round(one.weight), len(one.issued)),
        default=Found(year, MADE, None),
    )
    share = by_year[year] / sum(by_year.values())
    return best, round(min(0.95, 0.25 + 0.4 * share + 0.06 * min(by_year[year], 5)), 2)


def _is_possible(found: Found, made: str) -> bool:
    """Nothing is issued much after its file was made, or in the future."""
    latest = int(made) + 1 if made else datetime.now(UTC).year + 1
    return int(found.issued[:4]) <= latest


def _made(properties: dict[str, list[str]]) -> str:
    for value in properties.get("made", []):
        if year := re.search(r"(?:19[89]|20[0-4])\d", value):
            return year[0]
    return ""


def _all(lines: Sequence[Line], properties: dict[str, list[str]]) -> Iterator[Found]:
    for value in properties.get("issued", []):
        for date in dates(value):
            yield Found(date.issued, PRINTED_PROPERTY, None)
    for line in lines:
        for date in dates(line.text):
            later = LATER[min(line.page, len(LATER)) - 1]
            yield Found(date.issued, _weight(line, date) * later, line.page)


def _weight(line: Line, date: "Dated") -> float:
    before = line.text[: date.start]
    for said, weight in BEFORE:
        if said.search(before):
            return weight
    is_edge = line.page == 1 or line.top < EDGE or line.bottom > 1 - EDGE
    beside = sum(map(str.isalpha, line.text))
    if is_edge and beside <= SHORT and CITATION.search(line.text):
        return CITED
    has_month = len(date.issued) > 4
    if beside <= MOST_BESIDE:
        return ALONE_WITH_MONTH if has_month else ALONE
    if has_month:
        return MONTH_IN_SHORT if beside <= SHORT else MONTH
    return ELSEWHERE


@dataclass(frozen=True, slots=True)
class Dated:
    """A partial date in a text, and where it begins."""

    issued: str
    start: int


def dates(text: str) -> Iterator[Dated]:
    """The partial dates in a text, each place once."""
    taken: list[range] = []
    for form in FORMS:
        for match in form.finditer(text):
            place = range(*match.span())
            if any(place.start < other.stop and other.start < place.stop for other in taken):
                continue
            taken.append(place)
            yield Dated(_written(match), match.start())


def _written(match: re.Match[str]) -> str:
    parts = match.groupdict()
    written = parts["year"]
    if month := parts.get("month"):
        number = MONTHS.get(month.lower()) or int(month)
        day = int(parts.get("day") or 0)
        if month.isdigit() and day <= 12 and day != number and "-" + month not in match[0]:
            # 03/07/2015 is March to some and July to others.
            return written
        written += f"-{number:02}"
        if 1 <= day <= 28 + 3 * (number != 2):
            written += f"-{day:02}"
    return written
